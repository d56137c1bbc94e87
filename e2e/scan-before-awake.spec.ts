import type { Page, Route } from "@playwright/test";
import { expect, isLive, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

/** A box for searches asks after a pause of its own. */
const LONGER_THAN_TYPING_MS = 1_000;

/** The page's own scripts come late, as over a bad line: the page is seen and sleeps. */
async function sleepy(page: Page): Promise<{ wake: () => void }> {
  let wake = () => {};
  const woken = new Promise<void>((resolve) => (wake = resolve));
  await page.context().route("**/_next/static/**/*.js", async (route: Route) => {
    await woken;
    await route.continue();
  });
  return { wake };
}

const box = (page: Page) => page.getByRole("textbox", { name: "Scan or type a product, bin or order" });

test("what is scanned before the page is awake is opened once it is", async ({ open, shop }) => {
  const goods = await shop.goods("Sundial");
  const page = await open("staff", { path: "/orders" });
  const { wake } = await sleepy(page);
  await page.reload({ waitUntil: "commit" });
  await expect(box(page)).toBeVisible();
  await scan(page, goods.barcode);
  await expect(page).toHaveURL(/\/orders$/);
  wake();
  await expect(page).toHaveURL(new RegExp(`/stock/${goods.variantId}$`));
});

test("what is typed into the box before the page is awake is opened too", async ({ open, shop }) => {
  const goods = await shop.goods("Astrolabe");
  const page = await open("staff", { path: "/orders" });
  const { wake } = await sleepy(page);
  await page.reload({ waitUntil: "commit" });
  await box(page).fill(goods.sku);
  await box(page).press("Enter");
  await expect(page).toHaveURL(/\/orders$/);
  wake();
  await expect(page).toHaveURL(new RegExp(`/stock/${goods.variantId}$`));
});

test("a page with a box of its own gets what was scanned before it was awake", async ({ open, shop }) => {
  const goods = await shop.goods("Compass");
  const page = await open("staff", { path: "/stock/receive" });
  const { wake } = await sleepy(page);
  await page.reload({ waitUntil: "commit" });
  await expect(box(page)).toBeVisible();
  await scan(page, goods.barcode);
  await scan(page, goods.barcode);
  wake();
  await expect(page.getByRole("list", { name: "Items to receive" })).toContainText(goods.sku);
  await expect(page.getByRole("textbox", { name: /^Quantity of/ })).toHaveValue("2");
  await expect(page).toHaveURL(/\/stock\/receive$/);
});

test("what is typed into the search of a list before the page is awake is searched for", async ({ open, shop }) => {
  const goods = await shop.goods("Sextant");
  const page = await open("staff", { path: "/stock" });
  const { wake } = await sleepy(page);
  await page.reload({ waitUntil: "commit" });
  const search = page.getByRole("main").getByRole("searchbox").first();
  await search.fill(goods.sku);
  wake();
  await expect(page).toHaveURL(new RegExp(`search=${encodeURIComponent(goods.sku)}`));
  await expect(search).toHaveValue(goods.sku);
  await expect(page.locator(`a[href="/stock/${goods.variantId}"]`).first()).toBeVisible();
});

test("what is typed into a form before the page is awake is what is sent", async ({ stranger }) => {
  const page = await stranger();
  const { wake } = await sleepy(page);
  await page.goto("/forgot-password", { waitUntil: "commit" });
  await page.getByLabel("Email").fill("early@journeys.example");
  wake();
  await page.waitForLoadState("load");
  await expect(page.getByLabel("Email")).toHaveValue("early@journeys.example");
  await page.getByRole("button", { name: "Send a link" }).click();
  await expect(page.getByRole("status")).toContainText("early@journeys.example");
});

test("what is typed into an order before the page is awake stays, and is part of it", async ({ open }) => {
  const page = await open("staff", { path: "/orders/new" });
  const { wake } = await sleepy(page);
  await page.reload({ waitUntil: "commit" });
  await page.getByLabel("Note").fill("Ring twice");
  wake();
  await isLive(page);
  await expect(page.getByLabel("Note")).toHaveValue("Ring twice");
  // Kept as a draft in this browser, it is there again: the page knows it, not the box alone.
  await page.getByLabel("Note").press("End");
  await page.keyboard.type("!");
  await expect(page.getByLabel("Note")).toHaveValue("Ring twice!");
});

test("a search that was ended by the link to its list does not come back", async ({ open }) => {
  const page = await open("staff", { path: "/stock?search=lamp" });
  const search = page.getByRole("main").getByRole("searchbox").first();
  await expect(search).toHaveValue("lamp");
  await page.getByRole("navigation").getByRole("link", { name: "Stock", exact: true }).first().click();
  await expect(page).toHaveURL(/\/stock$/);
  await page.waitForTimeout(LONGER_THAN_TYPING_MS);
  await expect(page).toHaveURL(/\/stock$/);
  await expect(search).toHaveValue("");
});

test("a search that was not begun does not call back who follows a link", async ({ open }) => {
  const page = await open("staff", { path: "/stock" });
  const search = page.getByRole("main").getByRole("searchbox").first();
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(
    (url) => url.pathname === "/orders",
    async (route) => {
      if (!route.request().headers()["next-router-prefetch"]) await held;
      await route.continue();
    },
  );
  await search.fill("lamp");
  await page.getByRole("navigation").getByRole("link", { name: "Orders", exact: true }).first().click();
  await page.waitForTimeout(LONGER_THAN_TYPING_MS);
  go();
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  await expect(page).toHaveURL(/\/orders$/);
});
