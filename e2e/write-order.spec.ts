import { expect, isLive, test } from "./fixtures/journey";

test("an order being written survives a reload, is gone when discarded, and back when that is undone", async ({
  open,
  shop,
}) => {
  const goods = await shop.goods("Kettle");
  const { customerId, name } = await shop.customer();
  const page = await open("admin", { path: `/orders/new?customer=${customerId}` });
  await expect(page.getByRole("combobox", { name: "Customer" })).toHaveText(name);

  await page.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await page.keyboard.press("Enter");
  await page.getByLabel(`Quantity of ${goods.sku}`).fill("3");
  await page.getByLabel("Note").fill("Ring twice");
  await page.reload();
  await expect(page.getByLabel(`Quantity of ${goods.sku}`)).toHaveValue("3");
  await expect(page.getByLabel("Note")).toHaveValue("Ring twice");

  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Note")).toHaveValue("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Note")).toHaveValue("Ring twice");

  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await page.goto(`/orders/new?customer=${customerId}`);
  await isLive(page);
  await expect(page.getByText("No products yet")).toBeVisible();
});

test("two clicks of one hand place one order", async ({ open, shop }) => {
  const [place, goods] = [await shop.place(), await shop.goods("Kettle")];
  const { customerId, name } = await shop.customer();
  const page = await open("admin", { path: `/orders/new?customer=${customerId}` });
  await page.getByLabel("Ships from").click();
  await page.getByRole("option", { name: place.warehouseName }).click();
  await page.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(`Quantity of ${goods.sku}`)).toHaveValue("1");

  await page.getByRole("button", { name: "Save as draft" }).dblclick();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await page.goto(`/orders?search=${encodeURIComponent(name)}`);
  await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(1);
});

test("of two people who edit one order, the second is stopped, sees both values, and loses nothing", async ({
  open,
  shop,
}) => {
  const [place, pot, lid] = [await shop.place(), await shop.goods("Pot"), await shop.goods("Lid")];
  const order = await shop.draft(place, [
    { goods: pot, quantity: 2 },
    { goods: lid, quantity: 2 },
  ]);
  const path = `/orders/${order.orderId}/edit`;
  const [first, second] = [await open("admin", { path }), await open("manager", { path })];

  await second.getByLabel(`Quantity of ${pot.sku}`).fill("5");
  await second.getByLabel("Note").fill("Only the second wrote this");
  await first.getByLabel(`Quantity of ${pot.sku}`).fill("7");
  await first.getByLabel(`Quantity of ${lid.sku}`).fill("4");
  await first.getByRole("button", { name: "Save as draft" }).click();
  await expect(first).toHaveURL(new RegExp(`/orders/${order.orderId}$`));

  await expect(second.getByText("Someone changed this order while you were editing.")).toBeVisible();
  await expect(second.getByLabel("Note")).toHaveValue("Only the second wrote this");
  await second.getByRole("button", { name: "Save as draft" }).click();
  const contest = second.getByRole("radiogroup", { name: pot.title });
  await expect(contest).toContainText("5 ×");
  await expect(contest).toContainText("7 ×");
  await expect(second.getByText("2 × €19.90, + 19% tax → 4 × €19.90, + 19% tax")).toBeVisible();
  await contest.getByRole("radio", { name: /^Yours/ }).click();
  await second.getByRole("button", { name: "Continue editing" }).click();
  await second.getByRole("button", { name: "Save as draft" }).click();
  await expect(second).toHaveURL(new RegExp(`/orders/${order.orderId}$`));

  const saved = await shop.api.ask("orders", "get", { orderId: order.orderId });
  expect({ note: saved.note, quantities: saved.lines.map(({ sku, quantity }) => [sku, quantity]) }).toEqual({
    note: "Only the second wrote this",
    quantities: [
      [pot.sku, 5],
      [lid.sku, 4],
    ],
  });
});
