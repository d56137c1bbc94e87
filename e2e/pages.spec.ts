import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, isLive, showBy, test } from "./fixtures/journey";
import { builtRoutes, PUBLIC_PAGES } from "./fixtures/routes";
import { isSettled, widthFaults } from "./fixtures/width";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
type Scheme = "light" | "dark";

async function faultsOf(page: Page, look: string): Promise<string[]> {
  // The rows of a long list are all made alike; the first few speak for the others.
  const axe = await lookAt(page);
  const { violations } = await axe
    .exclude("main :is(tr, li):nth-child(n + 7)")
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${look}: ${id} at ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`),
    );
}

/** One load, seen at a desk and on a phone, by day and by night. */
async function look(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [viewport, scheme] of [
    [DESK, "light"],
    [PHONE, "light"],
    [PHONE, "dark"],
    [DESK, "dark"],
  ] satisfies [typeof DESK, Scheme][]) {
    const name = `${viewport.width} px, ${scheme}`;
    await page.setViewportSize(viewport);
    await showBy(page, scheme);
    const wide = await widthFaults(page, { isPhone: viewport === PHONE });
    faults.push(...wide.map((fault) => `${name}: ${fault}`));
    // Structure is the same at every width of one look; colours differ by day and night.
    if (viewport === (scheme === "light" ? PHONE : DESK)) faults.push(...(await faultsOf(page, name)));
  }
  return faults;
}

test.describe("every page, at a desk and on a phone, by day and by night, is sound", () => {
  for (const route of builtRoutes().pages) {
    test(route, async ({ open, stranger, shop }) => {
      const address = await shop.addressOf(route);
      const messages: string[] = [];
      const isPublic = PUBLIC_PAGES.includes(route);
      const listen = (page: Page) =>
        page.on("console", (message) => ["error", "warning"].includes(message.type()) && messages.push(message.text()));
      const page = isPublic
        ? await stranger({ viewport: DESK })
        : await open("admin", { path: address, viewport: DESK, onPage: listen });
      if (isPublic) await listen(page).goto(address);
      await isSettled(page);
      expect([...(await look(page)), ...messages]).toEqual([]);
    });
  }
});

test("a script that someone smuggled into a page does not run", async ({ browser, system, sessionOf }) => {
  const context = await browser.newContext({
    baseURL: system.url,
    storageState: await sessionOf(system.person("staff")),
  });
  const page = await context.newPage();
  const stopped: string[] = [];
  page.on("console", (message) => message.text().includes("Content Security Policy") && stopped.push(message.text()));
  await page.route("**/orders", async (route) => {
    const response = await route.fetch();
    const smuggled = [
      '<script>window.smuggled = "script"</script>',
      `<img src="/nothing.png" onerror="window.smuggled = 'handler'">`,
    ].join("");
    await route.fulfill({ response, body: (await response.text()).replace("<body>", `<body>${smuggled}`) });
  });
  await page.goto("/orders");
  await isLive(page);
  for (const kind of ["Executing inline script", "Executing inline event handler"])
    await expect.poll(() => stopped.join("\n")).toContain(kind);
  expect(await page.evaluate(() => Reflect.get(window, "smuggled"))).toBeUndefined();
  await context.close();
});
