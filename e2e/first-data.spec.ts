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
const WHOLE = { accept: "text/html" };
const QUIET_MS = 500;
/** After an answer that was late the server leaves it to browsers for some seconds. */
const PATIENCE = { timeout: 40_000, intervals: [3_000] };

/** What the browser asks by itself from the load of a page on, until it has been quiet for a while. */
async function askedBy(page: Page, address: string): Promise<string[]> {
  const asked: string[] = [];
  const note = (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/trpc/") && !pathname.endsWith("/live.events")) asked.push(pathname);
  };
  page.on("request", note);
  await page.goto(address);
  await isLive(page);
  await page.waitForTimeout(QUIET_MS);
  page.off("request", note);
  return asked;
}

test("the pages that are opened most arrive with their content, and their browsers ask for nothing more", async ({
  open,
  shop,
}) => {
  test.slow();
  const lookAs = async (role: "admin" | "staff") => {
    const page = await open(role, { path: "/profile" });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    for (const { route, shows } of PAGES) {
      const [path = "", search = ""] = route.split("?");
      const address = `${await shop.addressOf(path)}${search && `?${search}`}`;
      await expect(async () => {
        const answer = await page.request.get(address, { headers: WHOLE });
        expect(answer.headers()["cache-control"]).toContain("no-store");
        expect(await answer.text(), `HTML of ${route} for ${role}`).toMatch(shows);
      }).toPass(PATIENCE);
      await expect(async () => {
        expect(await askedBy(page, address), `asked on ${route} by ${role}`).toEqual([]);
      }).toPass(PATIENCE);
    }
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
