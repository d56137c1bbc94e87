import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./fixtures/journey";
import { builtRoutes, PUBLIC_PAGES } from "./fixtures/routes";

/**
 * What each page's first load came to, in kB of compressed scripts, when it was last made lighter. The framework is
 * 132 of them. Whoever makes a page lighter lowers its number.
 */
const REACHED: Readonly<Record<string, number>> = {
  "/": 288,
  "/customers": 314,
  "/customers/[customerId]": 318,
  "/ledger": 277,
  "/orders": 286,
  "/orders/[orderId]": 320,
  "/orders/[orderId]/edit": 335,
  "/orders/new": 329,
  "/products": 282,
  "/products/[productId]": 317,
  "/products/[productId]/edit": 353,
  "/products/import": 312,
  "/products/import/[importId]": 305,
  "/products/new": 343,
  "/profile": 337,
  "/settings": 359,
  "/sign-in": 163,
  "/stock": 282,
  "/stock/[variantId]": 286,
  "/stock/adjust": 353,
  "/stock/move": 333,
  "/stock/receive": 336,
  "/users": 349,
  "/warehouses": 345,
  "/warehouses/bins/[locationId]": 333,
  "/welcome": 272,
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

const sizes = new Map<string, number>();

async function kilobytes(request: APIRequestContext, file: string): Promise<number> {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const size = gzipSync(await (await request.get(file)).body()).length / 1_000;
  sizes.set(file, size);
  return size;
}

test("no page's first load is heavier than its budget", async ({ open, stranger, shop }) => {
  const staff = (await open("admin", { path: "/profile" })).request;
  const nobody = (await stranger()).request;
  const heavy: string[] = [];
  for (const route of builtRoutes().pages) {
    const request = PUBLIC_PAGES.includes(route) ? nobody : staff;
    const files = scriptsOf(await (await request.get(await shop.addressOf(route))).text());
    expect(files.length, `scripts of ${route}`).toBeGreaterThan(3);
    let sum = 0;
    for (const file of files) sum += await kilobytes(request, file);
    const reached = REACHED[route] ?? 0;
    if (sum > reached * GROWTH_MAX) heavy.push(`${route}: ${sum.toFixed(1)} kB, was ${reached} kB`);
  }
  expect(heavy).toEqual([]);
});
