import type { Page, Request } from "@playwright/test";
import { expect, isLive, test } from "./fixtures/journey";

/** What each page shows of its answers in the HTML, as it arrives. */
const PAGES: readonly { route: string; shows: RegExp }[] = [
  { route: "/", shows: /Oldest confirmed[^]*Net sales of the last/ },
  { route: "/orders", shows: /href="\/orders\/[\da-f-]{36}"/ },
  { route: "/orders?view=to-ship&period=365&sort=total", shows: /href="\/orders\/[\da-f-]{36}"/ },
  { route: "/orders/[orderId]", shows: /<h1[^>]*>Order #\d+/ },
  { route: "/products", shows: /href="\/products\/[\da-f-]{36}"/ },
  { route: "/products/[productId]", shows: /<h1[^>]*>\w[^]*SKU/ },
  { route: "/stock", shows: /href="\/stock\/[\da-f-]{36}"/ },
  { route: "/stock?state=low&sort=available", shows: /href="\/stock\/[\da-f-]{36}"/ },
];
const QUIET_MS = 500;
/** After an answer that was late the server leaves it to browsers for some seconds. */
const PATIENCE = { timeout: 120_000, intervals: [6_000] };

/** What has arrived, and what the browser asks by itself from then on, until it has been quiet for a while. */
async function load(page: Page, address: string, inTurn: InTurn): Promise<{ html: string; asked: string[] }> {
  const asked: string[] = [];
  const note = (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/trpc/") && !pathname.endsWith("/live.events")) asked.push(pathname);
  };
  page.on("request", note);
  const html = await inTurn(async () => {
    const answer = await page.goto(address);
    await isLive(page);
    expect(answer?.headers()["cache-control"]).toContain("no-store");
    return (await answer?.text()) ?? "";
  });
  await page.waitForTimeout(QUIET_MS);
  page.off("request", note);
  return { html, asked };
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** One after the other: an answer that another's page holds up comes late, and is left to the browser. */
function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

test("the pages that are opened most arrive with their content, and their browsers ask for nothing more", async ({
  open,
  shop,
}) => {
  test.slow();
  const inTurn = turns();
  const addresses = await Promise.all(
    PAGES.map(async ({ route }) => {
      const [path = "", search = ""] = route.split("?");
      return `${await shop.addressOf(path)}${search && `?${search}`}`;
    }),
  );
  const lookAs = async (role: "admin" | "staff") => {
    const page = await open(role, { path: "/profile" });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    for (const [index, { route, shows }] of PAGES.entries())
      await expect(async () => {
        const { html, asked } = await load(page, addresses[index] ?? "", inTurn);
        expect(html, `HTML of ${route} for ${role}`).toMatch(shows);
        expect(asked, `asked on ${route} by ${role}`).toEqual([]);
      }).toPass(PATIENCE);
    expect(faults, role).toEqual([]);
  };
  await Promise.all([lookAs("admin"), lookAs("staff")]);
});

test("whoever comes from another page waits for no data on the server", async ({ open }) => {
  const page = await open("admin", { path: "/profile" });
  const part = await page.request.get("/orders", { headers: { rsc: "1" } });
  expect(part.headers()["content-type"]).toContain("text/x-component");
  expect(await part.text()).not.toContain("placedAt");
});

test("a page whose scripts took more than a minute goes on with what its HTML says", async ({ open, shop }) => {
  // What fails inside a page, as what is shown otherwise than it arrived does, fails every journey.
  const page = await open("staff", { path: "/profile" });
  await page.addInitScript("const now = performance.now.bind(performance); performance.now = () => now() + 61_000");
  await page.goto(await shop.addressOf("/orders/[orderId]"));
  await isLive(page);
  await expect(page.getByRole("heading", { name: /^Order #/ })).toBeVisible();
});
