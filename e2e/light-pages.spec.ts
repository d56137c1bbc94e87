import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/journey";
import { ask } from "./fixtures/raw-request";
import { builtRoutes, PUBLIC_PAGES } from "./fixtures/routes";

/**
 * What each page's first load came to when it was last made lighter, in kB that cross the wire to a browser which takes
 * brotli: every script that the HTML names, the framework's 114 among them. Who makes a page lighter lowers its number.
 */
const REACHED: Readonly<Record<string, number>> = {
  "/": 179,
  "/approvals": 175,
  "/audit": 185,
  "/customers": 175,
  "/customers/[customerId]": 180,
  "/customers/import": 178,
  "/forgot-password": 167,
  "/invoices": 178,
  "/invoices/[invoiceId]": 175,
  "/ledger": 172,
  "/notifications": 187,
  "/orders": 181,
  "/orders/[orderId]": 183,
  "/orders/[orderId]/edit": 184,
  "/orders/new": 179,
  "/parcels": 178,
  "/picking": 176,
  "/picking/[listId]": 188,
  "/picking/waves/[waveId]": 184,
  "/price-lists": 176,
  "/price-lists/[priceListId]": 185,
  "/products": 176,
  "/products/[productId]": 178,
  "/products/[productId]/edit": 200,
  "/products/import": 177,
  "/products/import/[importId]": 185,
  "/products/new": 196,
  "/profile": 193,
  "/profile/keys": 185,
  "/reports": 190,
  "/returns": 176,
  "/returns/[returnId]": 188,
  // For somebody who has one it leads to "/".
  "/second-factor": 180,
  "/settings": 199,
  "/sign-in": 127,
  "/stock": 176,
  "/stock/[variantId]": 179,
  "/stock/adjust": 201,
  "/stock/move": 186,
  "/stock/receive": 186,
  "/system": 174,
  "/unsubscribe": 123,
  "/users": 175,
  "/users/keys": 185,
  "/warehouses": 173,
  "/warehouses/bins/[locationId]": 175,
  "/welcome": 171,
};
/** Between two builds of the same page the compressed size differs by a little. */
const GROWTH_MAX = 1.03;

const SCRIPT = /<(?:script|link)\b[^>]*?(?:src|href)="(\/_next\/static\/[^"?]+\.js)[^"]*"[^>]*>/g;
const isForOldBrowsers = (tag: string) => /\bnomodule\b/i.test(tag);

function scriptsOf(html: string): string[] {
  const tags = [...html.matchAll(SCRIPT)];
  const old = new Set(tags.filter(([tag]) => isForOldBrowsers(tag)).map(([, file]) => file));
  return [...new Set(tags.flatMap(([, file]) => (file === undefined || old.has(file) ? [] : [file])))];
}

/** As browsers say it of an address that they trust: https, and this machine. */
const ACCEPTED = { "accept-encoding": "gzip, deflate, br, zstd" };
const sizes = new Map<string, number>();

async function kilobytes(origin: string, path: string): Promise<number> {
  const known = sizes.get(path);
  if (known !== undefined) return known;
  const { headers } = await ask(origin, { method: "HEAD", path, headers: ACCEPTED });
  expect(headers, path).toMatchObject({
    "content-encoding": "br",
    "cache-control": expect.stringContaining("immutable"),
  });
  const size = Number(headers["content-length"]) / 1_000;
  sizes.set(path, size);
  return size;
}

test("no page's first load is heavier than its budget", async ({ open, stranger, shop, system }) => {
  const staff = (await open("admin", { path: "/profile" })).request;
  const nobody = (await stranger()).request;
  const heavy: string[] = [];
  for (const route of builtRoutes().pages) {
    const request = PUBLIC_PAGES.includes(route) ? nobody : staff;
    const files = scriptsOf(await (await request.get(await shop.addressOf(route))).text());
    expect(files.length, `scripts of ${route}`).toBeGreaterThan(3);
    let sum = 0;
    for (const file of files) sum += await kilobytes(system.url, file);
    const reached = REACHED[route] ?? 0;
    if (sum > reached * GROWTH_MAX) heavy.push(`${route}: ${sum.toFixed(1)} kB, was ${reached} kB`);
  }
  expect(heavy).toEqual([]);
});

test("a page of the menu is asked for when somebody points at it, and not before", async ({ open }) => {
  const asked = new Set<string>();
  const listen = (page: Page) =>
    page.on("request", (request) => {
      if (request.headers()["next-router-prefetch"]) asked.add(new URL(request.url()).pathname);
    });
  const page = await open("admin", { path: "/profile", onPage: listen });
  const menu = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  const addresses = await menu.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(addresses).toContain("/invoices");
  await page.getByRole("link", { name: "Invoices", exact: true }).hover();
  await expect.poll(() => [...asked]).toContain("/invoices");
  // What leads home asks for it by itself.
  expect(addresses.filter((address) => asked.has(address) && address !== "/")).toEqual(["/invoices"]);
});
