import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("goods are received at the gate by scanning alone, on a phone", async ({ open, shop }) => {
  const place = await shop.place();
  const [tent, peg] = [await shop.goods("Tent"), await shop.goods("Tent Peg")];
  const page = await open("manager", { ...PHONE, path: "/stock/receive" });
  await expect(page.getByText("Nothing scanned yet")).toBeVisible();

  await scan(page, place.binCode);
  await expect(page.getByText(`Receiving into ${place.binCode}`)).toBeVisible();
  const list = page.getByRole("list", { name: "Items to receive" });
  const line = (sku: string) => list.getByRole("listitem").filter({ hasText: sku });
  const quantity = (sku: string) => line(sku).getByRole("textbox", { name: /^Quantity of/ });
  await scan(page, tent.barcode);
  await expect(quantity(tent.sku)).toHaveValue("1");
  await scan(page, tent.barcode);
  await expect(quantity(tent.sku)).toHaveValue("2");
  await scan(page, peg.barcode);
  await expect(quantity(peg.sku)).toHaveValue("1");
  await scan(page, peg.barcode);
  await scan(page, peg.barcode);
  await expect(quantity(peg.sku)).toHaveValue("3");
  await scan(page, tent.barcode);
  await expect(quantity(tent.sku)).toHaveValue("3");
  await expect(line(tent.sku)).toHaveCount(1);
  await scan(page, "0000-no-such-code");
  await expect(page.getByText("0000-no-such-code")).toBeVisible();
  await line(peg.sku)
    .getByRole("button", { name: /^One more: Quantity/ })
    .click();
  await expect(quantity(peg.sku)).toHaveValue("4");

  await page.getByRole("button", { name: "Receive 7 items" }).click();
  await expect(page.getByText("Received 7 items", { exact: false })).toBeVisible();
  await expect(page.getByText("Nothing scanned yet")).toBeVisible();
  expect([await shop.onHand(tent), await shop.onHand(peg)]).toEqual([3, 4]);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone")).toBeVisible();
  expect([await shop.onHand(tent), await shop.onHand(peg)]).toEqual([0, 0]);
  await page.goto(`/stock/${tent.variantId}`);
  const card = page.getByRole("table", { name: "Movements" });
  await expect(card.getByRole("row").filter({ hasText: "Received" }).first()).toContainText("+3");
  await expect(card.getByRole("row").filter({ hasText: "Reversed" }).first()).toContainText("−3");
});

test("what was scanned is still there after the phone reloads the page", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Hammock");
  const page = await open("staff", { ...PHONE, path: "/stock/receive" });
  await expect(page.getByText("Nothing scanned yet")).toBeVisible();
  await scan(page, place.binCode);
  await scan(page, goods.barcode);
  await scan(page, goods.barcode);
  const quantity = page.getByRole("list", { name: "Items to receive" }).getByRole("textbox", { name: /^Quantity of/ });
  await expect(quantity).toHaveValue("2");

  await page.reload();
  await expect(quantity).toHaveValue("2");
  await page.getByRole("button", { name: "Receive 2 items" }).click();
  await expect.poll(() => shop.onHand(goods)).toBe(2);
});
