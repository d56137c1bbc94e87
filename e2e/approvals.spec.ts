import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, headOf, showBy, test } from "./fixtures/journey";
import type { Goods, Place, Shop } from "./fixtures/shop";

/*
 * The limits are those of a whole role, so they are set where no other journey comes near them: 5,000 items, and 95%.
 */
const ITEMS_MAX = 5_000;
const RATE_MAX = 950_000;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What is open now, at a desk by day and on a phone by night: nobody is kept out, and nothing is cut off. */
async function isFitForAll(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [1_440, "light"],
    [390, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await showBy(page, colorScheme);
    const { violations } = await (await lookAt(page)).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
    const wider = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wider).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1_440, height: 900 });
  await showBy(page, "light");
}

test.describe.configure({ mode: "serial" });

async function limit(shop: Shop, role: "staff" | "manager", quantityMax: number | null): Promise<void> {
  const limits = await shop.api.ask("inventory", "listAdjustmentLimits");
  const { quantityMax: was = null, valueMax = null } = limits.find((each) => each.role === role) ?? {};
  const seen = { quantityMax: was, valueMax };
  await shop.api.change("inventory", "setAdjustmentLimit", { role, quantityMax, valueMax: null, seen });
}
const limitStaff = (shop: Shop, quantityMax: number | null) => limit(shop, "staff", quantityMax);

test("an adjustment above the limit is sent to a second person, whose yes books it on both screens", async ({
  open,
  shop,
}) => {
  await limitStaff(shop, ITEMS_MAX);
  const place = await shop.place();
  const goods = await shop.goods("Pallet", { at: place, quantity: 9_000 });
  const asker = await open("staff", { path: `/stock/${goods.variantId}` });
  const approver = await open("manager", { path: "/approvals?state=waiting" });

  await asker.getByRole("button", { name: `Adjust stock in ${place.binCode}` }).click();
  const sheet = asker.getByRole("dialog");
  await sheet.getByLabel("Counted", { exact: true }).fill("1000");
  await sheet.getByLabel("Note").fill("A truck backed into the rack");
  await sheet.getByRole("button", { name: "Adjust stock" }).click();
  await expect(sheet.getByText("This needs a second person")).toBeVisible();
  await expect(sheet.getByLabel("Counted", { exact: true })).toHaveValue("1000");
  await isFitForAll(asker);
  await sheet.getByRole("button", { name: "Send for approval" }).click();
  await expect(sheet).toBeHidden();
  const waiting = asker.getByRole("status").filter({ hasText: "Waiting for approval, not booked yet" });
  await expect(waiting).toContainText("Counted 1,000 instead of 9,000");
  await expect(waiting.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  expect(await shop.onHand(goods)).toBe(9_000);

  const row = approver.getByRole("row").filter({ hasText: goods.title });
  await expect(row).toContainText("A truck backed into the rack");
  await expect(approver.getByRole("link", { name: /^Approvals \d+ waiting$/ })).toBeVisible();
  await isFitForAll(approver);
  await row.getByRole("button", { name: /^Approve/ }).click();
  await isFitForAll(approver);
  await approver.getByRole("dialog").getByLabel("Note").fill("Saw it");
  await approver.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(approver.getByText("was approved")).toBeVisible();
  await expect(row).toHaveCount(0);

  await expect(waiting).toHaveCount(0);
  const adjusted = asker.getByRole("table", { name: "Movements" }).getByRole("row").filter({ hasText: "Adjusted" });
  await expect(adjusted).toContainText("Asked by");
  expect(await shop.onHand(goods)).toBe(1_000);
});

test("a loss of reserved items above the limit names the orders to a second person, who books exactly that", async ({
  open,
  shop,
}) => {
  await limitStaff(shop, ITEMS_MAX);
  const place = await shop.place();
  const goods = await shop.goods("Crate", { at: place, quantity: 9_000 });
  const order = await shop.draft(place, [{ goods, quantity: 8_000 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const asker = await open("staff", { path: `/stock/${goods.variantId}` });
  await asker.getByRole("button", { name: `Adjust stock in ${place.binCode}` }).click();
  const sheet = asker.getByRole("dialog");
  await sheet.getByLabel("Counted", { exact: true }).fill("1000");
  await sheet.getByRole("button", { name: "Adjust stock" }).click();
  await expect(sheet.getByRole("list", { name: "Orders that would be short" })).toContainText(`#${order.number}`);
  await sheet.getByRole("button", { name: "Adjust and leave 1 order short" }).click();
  await expect(sheet.getByText("This needs a second person")).toBeVisible();
  await isFitForAll(asker);
  await sheet.getByRole("button", { name: "Send for approval" }).click();
  await expect(sheet).toBeHidden();
  expect(await shop.onHand(goods)).toBe(9_000);

  const approver = await open("manager", { path: "/approvals?state=waiting" });
  const row = approver.getByRole("row").filter({ hasText: goods.title });
  await expect(row).toContainText(`Leaves short: #${order.number} by 7,000`);
  await row.getByRole("button", { name: /^Approve/ }).click();
  await isFitForAll(approver);
  await approver.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(approver.getByText("was approved")).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await shop.onHand(goods)).toBe(1_000);
  // The dashboard tells of orders that are short before it tells of anything else.
  await shop.api.change("orders", "cancel", { orderId: order.orderId, reason: "The items are gone" });
});

test("quantities of a file above the limit are held, and booked from one phone as asked for on another", async ({
  open,
  shop,
}) => {
  await limit(shop, "manager", ITEMS_MAX);
  const [held, free] = [await shop.goods("Girder"), await shop.goods("Rivet")];
  const text = `Title,SKU,Price,Stock\n${held.title},${held.sku},24.90,9000\n${free.title},${free.sku},24.90,40\n`;
  const asker = await open("manager", { ...PHONE, path: "/products/import" });
  await asker
    .getByLabel("CSV file of products")
    .setInputFiles({ name: "girders.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await asker.getByLabel("Import the quantities into a bin").check();
  await asker.getByLabel("Items that exist").click();
  await asker.getByRole("option", { name: "Add the quantity to the bin" }).click();
  await asker.getByRole("button", { name: "Check the file" }).click();
  await asker.getByRole("button", { name: /^Import \d rows?$/ }).click();

  const waiting = asker.getByRole("status").filter({ hasText: "Waiting for approval, not booked yet" });
  await expect(waiting).toContainText(`${held.title}: 9,000 more`);
  await expect(waiting.getByRole("button", { name: /^Withdraw/ })).toBeVisible();
  await expect(waiting.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await expect(asker.getByText("A second person is asked to book it").first()).toBeVisible();
  expect([await shop.onHand(held), await shop.onHand(free)]).toEqual([0, 40]);
  await isFitForAll(asker);

  const approver = await open("admin", { ...PHONE, path: new URL(asker.url()).pathname });
  await approver.getByRole("button", { name: /^Approve/ }).click();
  await isFitForAll(approver);
  await approver.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(approver.getByText("was approved")).toBeVisible();
  await expect(waiting).toHaveCount(0);
  expect([await shop.onHand(held), await shop.onHand(free)]).toEqual([9_000, 40]);
  await limit(shop, "manager", null);
});

test("a discount above the limit is confirmed after a second person has approved it", async ({ open, shop }) => {
  const settings = await open("admin", { path: "/settings" });
  const limit = settings.getByRole("form", { name: "Discount limit of the role Staff" });
  await limit.getByLabel("Discount at most").fill("95");
  await limit.getByRole("button", { name: "Save limit" }).click();
  await expect(settings.getByText("The discount limit of the role Staff was saved")).toBeVisible();
  await expect(settings.getByRole("list", { name: "History of the settings" })).toContainText(
    "Discount limit of Staff: no limit → 95%",
  );

  const place = await shop.place();
  const goods = await shop.goods("Sample", { at: place, quantity: 5 });
  const { customerId } = await shop.customer();
  const lines = [{ variantId: goods.variantId, quantity: 1, discountRate: 990_000 }];
  const { orderId } = await shop.api.change("orders", "place", { customerId, warehouseId: place.warehouseId, lines });

  const asker = await open("staff", { path: `/orders/${orderId}` });
  await expect(asker.getByText("A discount of 99% is above your limit of 95%")).toBeVisible();
  await asker.getByRole("button", { name: /^Confirm order/ }).click();
  await expect(asker.getByRole("alert").filter({ hasText: "Ask a second person for approval" })).toBeVisible();
  await asker.getByRole("button", { name: "Ask for approval" }).click();
  const dialog = asker.getByRole("dialog");
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(dialog.getByText("Enter a reason.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("For a fair");
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(asker.getByText("The discount waits for approval")).toBeVisible();
  await isFitForAll(asker);

  const approver = await open("manager", { path: "/approvals?kind=order-discount" });
  const row = approver.getByRole("row").filter({ hasText: "For a fair" });
  await row.getByRole("button", { name: /^Refuse/ }).click();
  const refusal = approver.getByRole("dialog");
  await refusal.getByRole("button", { name: "Refuse" }).click();
  await expect(refusal.getByText("Say why, so that it can be put right.")).toBeVisible();
  await refusal.getByLabel("Reason").fill("Say which fair");
  await refusal.getByRole("button", { name: "Refuse" }).click();
  await expect(row).toContainText("Refused");

  await expect(asker.getByText("The discount was refused")).toBeVisible();
  await expect(asker.getByRole("status").filter({ hasText: "Say which fair" })).toBeVisible();
  await asker.getByRole("button", { name: "Ask for approval" }).click();
  await dialog.getByLabel("Reason").fill("For the fair in Lyon");
  await dialog.getByRole("button", { name: "Ask for approval" }).click();

  const again = approver.getByRole("row").filter({ hasText: "For the fair in Lyon" });
  await again.getByRole("button", { name: /^Approve/ }).click();
  await approver.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(again).toContainText("Approved");

  await expect(asker.getByText("The discount is approved")).toBeVisible();
  await asker.getByRole("button", { name: /^Confirm order/ }).click();
  await expect(asker.getByRole("button", { name: "Ship" })).toBeVisible();
  await shop.api.change("orders", "setDiscountLimit", { role: "staff", rateMax: null, seen: RATE_MAX });
});

test("one's own request is marked, and is taken back", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Crate", { at: place, quantity: 9_000 });
  const page = await open("staff", { path: `/stock/${goods.variantId}` });
  await page.getByRole("button", { name: `Adjust stock in ${place.binCode}` }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Counted", { exact: true }).fill("1");
  await sheet.getByRole("button", { name: "Adjust stock" }).click();
  await sheet.getByRole("button", { name: "Send for approval" }).click();
  await expect(sheet).toBeHidden();

  await page.goto("/approvals?own=true");
  const row = page.getByRole("row").filter({ hasText: goods.title });
  await expect(row).toContainText("You");
  await row.getByRole("button", { name: /^Withdraw/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(row).toContainText("Withdrawn");
  expect(await shop.onHand(goods)).toBe(9_000);
  await limitStaff(shop, null);
});

test("a manager's day: a discount and a credit limit decided, a late payment, a shipment voided, sales read", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Gong", { at: place, quantity: 60 });
  const day: Day = { boss: await open("manager", { path: "/" }), open, shop, place, goods };
  const generous = await approveDiscount(day);
  await raiseCredit(day);
  await takeLatePayment(day);
  await voidShipment(day, generous);
  await readSales(day);
});

type Day = {
  boss: Page;
  open: (role: "staff", opening: { path: string }) => Promise<Page>;
  shop: Shop;
  place: Place;
  goods: Goods;
};
type Draft = { orderId: string; number: number };

/** Asked for at the desk of a sales person, and found from the dashboard. */
async function approveDiscount({ boss, open, shop, place, goods }: Day): Promise<Draft> {
  const [none] = await shop.api.ask("orders", "listDiscountLimits");
  expect(none?.rateMax ?? null).toBeNull();
  await shop.api.change("orders", "setDiscountLimit", { role: "staff", rateMax: RATE_MAX, seen: null });
  const { customerId } = await shop.customer();
  const lines = [{ variantId: goods.variantId, quantity: 20, discountRate: 960_000 }];
  const { orderId } = await shop.api.change("orders", "place", { customerId, warehouseId: place.warehouseId, lines });
  const { number } = await shop.api.ask("orders", "get", { orderId });
  const clerk = await open("staff", { path: `/orders/${orderId}` });
  await clerk.getByRole("button", { name: "Ask for approval" }).click();
  await clerk.getByRole("dialog").getByLabel("Reason").fill("Their jubilee");
  await clerk.getByRole("dialog").getByRole("button", { name: "Ask for approval" }).click();

  await boss.getByRole("link", { name: /^Approvals/ }).click();
  const row = boss.getByRole("row").filter({ hasText: `#${number}` });
  await expect(row).toContainText("Their jubilee");
  await row.getByRole("button", { name: /^Approve/ }).click();
  await boss.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(row).toHaveCount(0);
  await expect(clerk.getByText("The discount is approved")).toBeVisible();
  await clerk.getByRole("button", { name: /^Confirm order/ }).click();
  await expect(clerk.getByRole("button", { name: "Ship", exact: true })).toBeVisible();
  await shop.api.change("orders", "setDiscountLimit", { role: "staff", rateMax: null, seen: RATE_MAX });
  return { orderId, number };
}

/** An order is refused above what a customer may owe, until the manager lets them owe more. */
async function raiseCredit({ boss, shop, place, goods }: Day): Promise<void> {
  const { orderId, customer } = await shop.draft(place, [{ goods, quantity: 5 }]);
  const { customer: buyer } = await shop.api.ask("orders", "get", { orderId });
  const terms = { customerId: buyer.id, paymentTermsDays: null, creditPolicy: "refuse" } as const;
  await shop.api.change("customers", "setTerms", { ...terms, version: 1, creditLimit: 5_000 });
  await boss.goto(`/orders/${orderId}`);
  await boss.getByRole("button", { name: "Confirm order" }).click();
  await expect(boss.getByText("above the credit limit of €50.00").first()).toBeVisible();
  await boss.getByRole("link", { name: customer }).first().click();
  await boss.getByRole("button", { name: "Edit terms" }).click();
  const dialog = boss.getByRole("dialog", { name: `Terms of ${customer}` });
  await dialog.getByLabel("Credit limit").fill("200");
  await dialog.getByRole("button", { name: "Save terms" }).click();
  await expect(dialog).toBeHidden();
  await boss.goto(`/orders/${orderId}`);
  await boss.getByRole("button", { name: "Confirm order" }).click();
  await expect(headOf(boss).getByText("Confirmed")).toBeVisible();
}

/** Who owes for longest stands first; paid, they leave the list. */
async function takeLatePayment({ boss, shop, place, goods }: Day): Promise<void> {
  const { orderId, number } = await shop.draft(place, [{ goods, quantity: 1 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "setDueDay", { orderId, dueOn: "2019-01-05", seen: null });
  await shop.api.change("orders", "ship", { orderId });
  await shop.api.change("invoices", "issue", { orderId, scope: "shipped", seen: 0 });
  await boss.getByRole("link", { name: "Invoices", exact: true }).click();
  await boss.getByRole("button", { name: "Status" }).click();
  await boss.getByRole("menuitemradio", { name: "Overdue" }).click();
  await expect(boss.getByRole("row").filter({ hasText: `#${number}` })).toContainText("Overdue");
  await boss.goto("/orders?payment=overdue");
  await boss.getByRole("link", { name: `#${number}` }).click();
  await boss.getByRole("button", { name: "Record payment" }).click();
  await boss
    .getByRole("dialog", { name: /^Record payment/ })
    .getByRole("button", { name: "Record payment" })
    .click();
  await expect(boss.getByRole("list", { name: "Payments" }).getByRole("listitem")).toHaveCount(1);
  await boss.goBack();
  await expect(boss.getByRole("table", { name: "Orders" })).toBeVisible();
  await expect(boss.getByRole("link", { name: `#${number}` })).toHaveCount(0);
}

/** What was sent by mistake has not left the building, and is put back to the last item. */
async function voidShipment({ boss, shop, goods }: Day, { orderId, number }: Draft): Promise<void> {
  const before = await shop.onHand(goods);
  await shop.api.change("orders", "ship", { orderId });
  expect(await shop.onHand(goods)).toBe(before - 20);
  await boss.goto(`/orders/${orderId}`);
  await boss.getByRole("button", { name: `Void shipment #${number}-1` }).click();
  await boss.getByRole("alertdialog").getByRole("button", { name: "Void shipment" }).click();
  await expect(boss.getByText("Voided", { exact: true })).toBeVisible();
  await expect.poll(() => shop.onHand(goods)).toBe(before);

  await boss.getByRole("link", { name: "Audit", exact: true }).click();
  await boss.getByPlaceholder("Number, SKU, email, IP or id").fill(`#${number}`);
  const voided = boss.getByRole("table", { name: "Audit" }).getByRole("row").filter({ hasText: "Void shipment" });
  await expect(voided.filter({ hasText: `#${number}` }).first()).toBeVisible();
}

/** From the sum of the month, beside that of a year ago, to the shipments that it is made of. */
async function readSales({ boss, shop, place, goods }: Day): Promise<void> {
  const { orderId, number } = await shop.draft(place, [{ goods, quantity: 3 }]);
  await shop.api.change("orders", "confirm", { orderId });
  await shop.api.change("orders", "ship", { orderId });
  await boss.getByRole("link", { name: "Sales report", exact: true }).click();
  await boss.getByRole("combobox", { name: "Compared with" }).click();
  await boss.getByRole("option", { name: "A year before" }).click();
  await expect(boss).toHaveURL(/compare=year-before/);
  await expect(boss.getByRole("table", { name: "Sales by item" })).toBeVisible();
  await boss.goto(`/reports?by=item&compare=year-before&of=${goods.variantId}`);
  await expect(boss.getByRole("heading", { level: 2, name: goods.title })).toBeVisible();
  const behind = boss.getByRole("table", { name: "Shipments and returns" }).getByRole("row");
  await expect(behind.filter({ hasText: `#${number}` })).toContainText("59.70");
}
