import type { Page } from "@playwright/test";
import { expect, headOf, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";
import type { Goods, Place, Shop } from "./fixtures/shop";

/* Whole days, without leaving the product: what each screen does alone is told in journeys of its own. */

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

/** The product's own screen is where it is decided whether an item may be backordered. */
async function sellBeyondStock(page: Page, goods: Goods): Promise<void> {
  await page.goto(`/products/${goods.productId}/edit`);
  await page.getByLabel("Without stock").click();
  await page.getByRole("option", { name: "Backorder" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(new RegExp(`/products/${goods.productId}$`));
}

async function shipFromDialog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Ship/ }).click();
  await expect(dialog).toBeHidden();
}

test("a sales person's day: an order edited, backordered, promised, shipped, billed, paid and taken back", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const [kettle, cup] = [
    await shop.goods("Kettle", { at: place, quantity: 4 }),
    await shop.goods("Cup", { at: place, quantity: 9 }),
  ];
  const { customerId, name } = await shop.customer();
  const page = await open("manager");
  await sellBeyondStock(page, kettle);

  await page.goto(`/orders/new?customer=${customerId}`);
  await expect(page.getByText(name)).toBeVisible();
  await page.getByLabel("Ships from").click();
  await page.getByRole("option", { name: place.warehouseName }).click();
  const box = page.getByRole("textbox", { name: "Scan a product to add it" });
  await box.fill(kettle.barcode);
  await box.press("Enter");
  await page.getByLabel(`Quantity of ${kettle.sku}`).fill("3");
  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  const orderId = page.url().split("/").at(-1) ?? "";

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel(`Quantity of ${kettle.sku}`).fill("6");
  await box.fill(cup.sku);
  await box.press("Enter");
  await page.getByLabel(`Quantity of ${cup.sku}`).fill("2");
  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${orderId}$`));

  await page.getByRole("button", { name: "Confirm order" }).click();
  await page.getByRole("button", { name: "Backorder 2 items" }).click();
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  const line = page.getByRole("row").filter({ hasText: kettle.sku });
  await expect(line).toContainText("Waits for 2");
  await page.getByRole("button", { name: `Promise a day for ${kettle.sku}` }).click();
  const promise = page.getByRole("dialog");
  await promise.getByLabel("Day", { exact: true }).fill("2031-03-10");
  await promise.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: new RegExp(`^Promised .* for ${kettle.sku}`) })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  const confirmation = page.getByRole("menuitem", { name: "Order confirmation", exact: true });
  const paper = await page.request.get((await confirmation.getAttribute("href")) ?? "");
  expect(paper.headers()["content-type"]).toBe("application/pdf");
  await page.keyboard.press("Escape");

  await shipFromDialog(page);
  await expect(headOf(page).getByText("Partly shipped")).toBeVisible();
  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: kettle.variantId, locationId: place.binId, quantity: 2 }],
  });
  await expect(line).not.toContainText("Waits for");
  await shipFromDialog(page);
  await expect(headOf(page).getByText("Shipped", { exact: true })).toBeVisible();
  await sendTheBill(page);
  await takeBack({ page, shop, place, goods: cup, orderId });
});

async function sendTheBill(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Issue invoice" }).click();
  const bill = page.getByRole("dialog", { name: /^Invoice order/ });
  await expect(bill.getByRole("list", { name: "Invoiced items" })).toContainText("6 ×");
  await bill.getByRole("button", { name: "Issue invoice" }).click();
  await expect(page.getByRole("list", { name: "Invoices" }).getByRole("link")).toContainText("INV-");

  await page.getByRole("button", { name: "Record payment" }).click();
  const payment = page.getByRole("dialog", { name: /^Record payment/ });
  await payment.getByRole("button", { name: "Record payment" }).click();
  await expect(page.getByRole("list", { name: "Payments" }).getByRole("listitem")).toHaveCount(1);
}

type Back = { page: Page; shop: Shop; place: Place; goods: Goods; orderId: string };

/** One cup comes back into its bin, its money is given back, and the invoice is corrected by a credit note. */
async function takeBack({ page, shop, place, goods, orderId }: Back): Promise<void> {
  await page.getByRole("button", { name: "Return items" }).click();
  const dialog = page.getByRole("dialog", { name: /^Return items of order/ });
  await dialog.getByLabel(`Quantity of ${goods.sku} to return`).fill("1");
  await dialog.getByLabel(`Reason for ${goods.sku}`).click();
  await page.getByRole("option", { name: "Not wanted any more" }).click();
  await dialog.getByRole("button", { name: "Authorise return" }).click();
  await page.getByRole("list", { name: "Returns" }).getByRole("link").first().click();
  await expect(page.getByRole("list", { name: "Items to receive" })).toContainText("1 awaited");
  await scan(page, place.binCode);
  await expect(page.getByText(`Restocking into ${place.binCode}`)).toBeVisible();
  await scan(page, goods.barcode);
  await page.getByRole("button", { name: "Receive 1 item" }).click();
  await expect(page.getByRole("list", { name: "Received items" })).toContainText(`restocked into ${place.binCode}`);
  await page.getByRole("button", { name: "Record refund" }).click();
  const refund = page.getByRole("dialog", { name: /^Record refund of return/ });
  await refund.getByRole("button", { name: "Record refund" }).click();
  await expect(refund).toBeHidden();

  await page.goto(`/orders/${orderId}`);
  await page.getByRole("list", { name: "Invoices" }).getByRole("link").click();
  await page.getByRole("button", { name: "Credit", exact: true }).click();
  const credit = page.getByRole("dialog", { name: /^Credit INV-/ });
  await credit.getByRole("radio", { name: "Some items" }).click();
  await credit.getByLabel(goods.title).fill("1");
  await credit.getByLabel("Reason").fill("Came back");
  await credit.getByRole("button", { name: "Issue credit note" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Credit note CN-/ })).toBeVisible();
  const { payment } = await shop.api.ask("orders", "get", { orderId });
  expect(payment).toMatchObject({ open: 0, credit: 0 });
  expect(await shop.onHand(goods)).toBe(8);
}

test("a picker's day at 360 px: a wave by scans, a wrong one, one short, one put back, and the rest shipped", async ({
  open,
  shop,
}) => {
  // One walks by the codes of bins.
  const places = [await shop.place(), await shop.place()].toSorted((one, other) =>
    one.binCode < other.binCode ? -1 : 1,
  );
  const [near, far] = places;
  if (!near || !far) throw new Error("Two bins were made.");
  const { binCode: elsewhere } = await shop.place();
  const [lamp, rope] = [
    await shop.goods("Lamp", { at: near, quantity: 5 }),
    await shop.goods("Rope", { at: far, quantity: 3 }),
  ];
  const orders = [];
  for (const lines of [
    [
      { goods: lamp, quantity: 1 },
      { goods: rope, quantity: 2 },
    ],
    [{ goods: lamp, quantity: 2 }],
  ]) {
    const order = await shop.draft(near, lines);
    await shop.api.change("orders", "confirm", { orderId: order.orderId });
    orders.push(order);
  }
  const [first, second] = orders;
  if (!first || !second) throw new Error("An order was not placed.");
  const { listId } = await shop.api.change("picking", "create", { orderIds: orders.map(({ orderId }) => orderId) });

  const phone = await open("manager", { ...PHONE, path: `/picking/${listId}` });
  await phone.getByRole("button", { name: "Take this list" }).click();
  const told = phone.getByRole("status");
  const walk = phone.getByRole("region", { name: "Picking", exact: true });
  const leftOf = (goods: Goods) => walk.getByRole("listitem").filter({ hasText: goods.sku });

  const pickLamps = async () => {
    await expect(walk.getByText(near.binCode, { exact: true })).toBeVisible();
    await scan(phone, elsewhere);
    await expect(told.filter({ hasText: `Wrong bin: ${elsewhere}` })).toBeVisible();
    await scan(phone, near.binCode);
    await expect(told.filter({ hasText: `At ${near.binCode}` })).toBeVisible();
    await scan(phone, rope.barcode);
    await expect(told.filter({ hasText: "Wrong item: Rope" })).toBeVisible();
    await scan(phone, lamp.barcode);
    await expect(leftOf(lamp)).toContainText("Pick 2");
    await phone.getByRole("button", { name: `Pick 2 of ${lamp.sku}` }).click();
  };
  const pickRope = async () => {
    await expect(walk.getByText(far.binCode, { exact: true })).toBeVisible();
    await scan(phone, far.binCode);
    await expect(told.filter({ hasText: `At ${far.binCode}` })).toBeVisible();
    await scan(phone, rope.barcode);
    await expect(leftOf(rope)).toContainText("Pick 1");
    await phone.getByRole("button", { name: `Short of ${rope.sku}` }).click();
    await phone.getByRole("dialog").getByRole("button", { name: "Not there" }).click();
  };
  await pickLamps();
  await pickRope();
  await expect(phone.getByText("Nothing left to pick")).toBeVisible();

  await shop.api.change("orders", "cancel", { orderId: second.orderId });
  const back = phone.getByRole("list", { name: "To put back" });
  await expect(back.getByRole("listitem")).toContainText(`from #${second.number}`);
  await back.getByRole("button", { name: `Back in ${near.binCode}` }).click();
  await expect(back).toHaveCount(0);

  await phone.goto(`/orders/${first.orderId}`);
  await shipFromDialog(phone);
  await expect(headOf(phone).getByText("Partly shipped")).toBeVisible();
  const { shipments } = await shop.api.ask("orders", "get", { orderId: first.orderId });
  const sent = shipments.flatMap(({ lines }) => lines.map(({ quantity, sku }) => `${quantity} ${sku}`));
  expect(sent.toSorted()).toEqual([`1 ${lamp.sku}`, `1 ${rope.sku}`].toSorted());
  expect([await shop.onHand(lamp), await shop.onHand(rope)]).toEqual([4, 2]);
  const counts = await shop.api.ask("inventory", "listCountRequests", { limit: 50 });
  expect(counts.rows.some(({ variantId }) => variantId === rope.variantId)).toBe(true);
});
