import type { Page } from "@playwright/test";
import { actsOn, countActs } from "./fixtures/hand";
import { expect, headOf, isLive, test } from "./fixtures/journey";
import { scanHere } from "./fixtures/scanner";
import type { Goods, Shop } from "./fixtures/shop";

/*
 * A new order takes six clicks and keystrokes at most, and two for each line with its quantity. Counted are: a press of
 * the mouse, a key, keys held together, what is typed in one go, and a scan with the Enter that ends it: one each.
 */
const FOR_ORDER_MAX = 6;
const FOR_LINE_MAX = 2;

/** Slower than a scanner. */
const BY_HAND = { delay: 70 };
const QUANTITIES = [12, 3, 40, 7];

async function wares(shop: Shop): Promise<Goods[]> {
  const place = await shop.place();
  const goods = ["Kettle", "Cup", "Saucer", "Spoon"];
  return Promise.all(goods.map((title) => shop.goods(title, { at: place, quantity: 50 })));
}

/** From the list of orders until the customer is chosen, by the number in their name. */
async function begin(page: Page, name: string): Promise<void> {
  await countActs(page);
  await page.reload();
  await isLive(page);
  await page.keyboard.press("c");
  const customer = page.getByRole("combobox", { name: "Customer" });
  await customer.click();
  await expect(page.getByPlaceholder("Type to search")).toBeFocused();
  await page.keyboard.type(name.split(" ").at(-1) ?? "", BY_HAND);
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(customer).toHaveText(name);
}

async function expectPlaced(page: Page, shop: Shop, goods: readonly Goods[]): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  const orderId = page.url().split("/").at(-1) ?? "";
  const { lines } = await shop.api.ask("orders", "get", { orderId });
  expect(lines.map(({ sku, quantity }) => [sku, quantity])).toEqual(goods.map(({ sku }, at) => [sku, QUANTITIES[at]]));
}

test("a new order by a scanner takes five clicks and keystrokes, and two for each line", async ({ open, shop }) => {
  const goods = await wares(shop);
  const { name } = await shop.customer();
  const page = await open("staff", { path: "/orders" });
  await begin(page, name);
  for (const [at, { sku, barcode }] of goods.entries()) {
    await scanHere(page, barcode);
    await expect(page.getByLabel(`Quantity of ${sku}`)).toHaveValue("1");
    await page.keyboard.type(String(QUANTITIES[at]), BY_HAND);
    await expect(page.getByLabel(`Quantity of ${sku}`)).toHaveValue(String(QUANTITIES[at]));
  }
  await expectPlaced(page, shop, goods);
  const acts = await actsOn(page);
  const lines = goods.flatMap(() => ["scan", "text"]);
  expect(acts).toEqual(["text", "click", "text", "Enter", ...lines, "Ctrl+Enter"]);
  expect(acts.length).toBeLessThanOrEqual(FOR_ORDER_MAX + FOR_LINE_MAX * goods.length);
});

test("a new order by keys, with each quantity before its SKU, takes six, and two for each line", async ({
  open,
  shop,
}) => {
  const goods = await wares(shop);
  const { name } = await shop.customer();
  const page = await open("staff", { path: "/orders" });
  await begin(page, name);
  await page.getByRole("textbox", { name: "Scan a product to add it" }).click();
  for (const [at, { sku }] of goods.entries()) {
    await page.keyboard.type(`${QUANTITIES[at]}*${sku}`, BY_HAND);
    await page.keyboard.press("Enter");
    await expect(page.getByLabel(`Quantity of ${sku}`)).toHaveValue(String(QUANTITIES[at]));
  }
  await expectPlaced(page, shop, goods);
  const acts = await actsOn(page);
  const lines = goods.flatMap(() => ["text", "Enter"]);
  expect(acts).toEqual(["text", "click", "text", "Enter", "click", ...lines, "Ctrl+Enter"]);
  expect(acts.length).toBeLessThanOrEqual(FOR_ORDER_MAX + FOR_LINE_MAX * goods.length);
});

test("a number typed while a code is looked up is the quantity of what is found, never of the line before", async ({
  open,
  shop,
}) => {
  const [first, second] = await wares(shop);
  if (!first || !second) throw new Error("Some were made.");
  const page = await open("staff", { path: "/orders/new" });
  const quantityOf = ({ sku }: Goods) => page.getByLabel(`Quantity of ${sku}`);
  await scanHere(page, first.barcode);
  await expect(quantityOf(first)).toHaveValue("1");
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/trpc/*catalog.findByCode*", async (route) => {
    await held;
    await route.continue();
  });
  await scanHere(page, second.barcode);
  await page.keyboard.type("12", BY_HAND);
  await page.waitForTimeout(BY_HAND.delay);
  answer();
  await expect(quantityOf(second)).toHaveValue("12");
  await page.keyboard.type("0", BY_HAND);
  await expect(quantityOf(second)).toHaveValue("120");
  await scanHere(page, first.barcode);
  await expect(quantityOf(first)).toHaveValue("2");
  await expect(quantityOf(second)).toHaveValue("120");
  await scanHere(page, "4006381333931");
  await expect(page.getByText("Unknown code")).toBeVisible();
  await page.keyboard.type("9", BY_HAND);
  await page.waitForTimeout(BY_HAND.delay * 2);
  await expect(quantityOf(first)).toHaveValue("2");
});
