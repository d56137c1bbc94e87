import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("a payment is recorded by keys alone, moves another's screen, and is open again once it is undone", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Ledger", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const page = await open("staff", { path: `/orders/${order.orderId}` });
  const other = await open("manager", { path: `/orders?search=${order.number}` });
  await expect(other.getByRole("row").filter({ hasText: `#${order.number}` })).toContainText("Unpaid");

  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog", { name: `Record payment of order #${order.number}` });
  await expect(dialog.getByLabel("Amount")).toBeFocused();
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("list", { name: "Payments" }).getByRole("listitem")).toHaveCount(1);
  await expect(other.getByRole("row").filter({ hasText: `#${order.number}` })).toContainText("Paid");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The payment is voided")).toBeVisible();
  await expect(page.getByRole("list", { name: "Payments" })).toContainText("Voided");
  await expect(other.getByRole("row").filter({ hasText: `#${order.number}` })).toContainText("Unpaid");
});

test("of two people who record one payment, the second is told, and may record it all the same", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Abacus", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const { orderId } = await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const page = await open("staff", { path: `/orders/${orderId}` });
  await page.getByRole("button", { name: "Record payment" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Amount")).toBeVisible();

  const payment = { amount: 500, method: "cash", paidOn: "2026-01-31" } as const;
  await shop.api.change("orders", "recordPayment", { orderId, ...payment });
  await dialog.getByLabel("Amount").fill("5");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Somebody recorded or voided a payment");
  await expect(dialog.getByLabel("Amount")).toHaveValue(/^5/);
  // Behind the dialog.
  await expect(page.locator("[aria-label=Payments] > li")).toHaveCount(1);
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(page.getByRole("list", { name: "Payments" }).getByRole("listitem")).toHaveCount(2);
});

test("another due day is agreed, not over that of somebody else, and moves another's screen", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Sextant", { at: place, quantity: 5 });
  const { orderId, number } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const other = await open("staff", { path: `/orders/${orderId}` });
  await expect(other.getByText("Left to pay")).toBeVisible();
  await shop.api.change("orders", "confirm", { orderId });
  const page = await open("manager", { path: `/orders/${orderId}` });
  const due = (of: typeof page) => of.locator("dl > div").filter({ has: of.getByText("Due", { exact: true }) });
  const change = page.getByRole("button", { name: "Change the due day" });
  const dialog = page.getByRole("dialog", { name: `Due day of order #${number}` });

  await change.click();
  const day = dialog.getByLabel("Day", { exact: true });
  await expect(day).toBeFocused();
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await shop.api.change("orders", "setDueDay", { orderId, dueOn: "2031-03-04", seen: null });
  // Behind the dialog.
  await expect(due(page)).toContainText("2031");
  await day.fill("2032-05-06");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Someone else changed when");
  await expect(day).toHaveValue("2032-05-06");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(due(page)).toContainText("2032");
  await expect(due(other)).toContainText("2032");
  await expect(due(other)).toContainText("set by hand");
  await expect(other.getByRole("button", { name: "Change the due day" })).toBeHidden();

  await change.click();
  await day.fill("");
  await page.keyboard.press("Enter");
  await expect(due(page)).toContainText("No day set");
});

test("the number of a card is refused in words, and what was typed stays", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Inkwell", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("staff", { path: `/orders/${order.orderId}` });
  await page.getByRole("button", { name: "Record payment" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reference").fill("4111 1111 1111 1111");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog.getByText(/number of a card/i)).toBeVisible();
  await expect(dialog.getByLabel("Reference")).toHaveValue("4111 1111 1111 1111");
  await dialog.getByLabel("Reference").fill("Receipt 4711");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(page.getByRole("list", { name: "Payments" })).toContainText("Receipt 4711");
});
