import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("a method of the shop's own is offered when a payment is recorded, and no more once it is archived", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Quill", { at: place, quantity: 5 });
  const { orderId } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const name = `Voucher ${orderId.slice(-8)}`;
  const settings = await open("admin", { path: "/settings" });
  const listed = settings.getByRole("list", { name: "Payment methods" });
  const edited = settings.getByRole("dialog", { name: "Payment methods" });
  const edit = settings.getByRole("button", { name: "Edit payment methods" });

  await edit.click();
  await edited.getByRole("button", { name: "Add a method" }).click();
  await edited.getByLabel("Name of the new method").fill(name);
  const { violations } = await (await lookAt(settings)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await edited.getByRole("button", { name: "Save" }).click();
  await expect(edited).toBeHidden();
  await expect(listed).toContainText(name);

  const page = await open("staff", { path: `/orders/${orderId}` });
  const record = page.getByRole("button", { name: "Record payment" });
  const dialog = page.getByRole("dialog");
  await record.click();
  await dialog.getByLabel("Method").click();
  await page.getByRole("option", { name }).click();
  await dialog.getByLabel("Amount").fill("5");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(page.getByRole("list", { name: "Payments" })).toContainText(name);

  await edit.click();
  await edited.getByRole("button", { name: `Archive ${name}` }).click();
  await edited.getByRole("button", { name: "Save" }).click();
  await expect(edited).toBeHidden();
  await record.click();
  await dialog.getByLabel("Method").click();
  await expect(page.getByRole("option", { name: "Cash" })).toBeVisible();
  await expect(page.getByRole("option", { name })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Payments" })).toContainText(name);
});

test("a part of a payment moves to another order of the same customer, and both screens say so", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Astrolabe", { at: place, quantity: 5 });
  const paid = await shop.draft(place, [{ goods, quantity: 2 }]);
  const { customer } = await shop.api.ask("orders", "get", { orderId: paid.orderId });
  const { orderId } = await shop.api.change("orders", "place", {
    customerId: customer.id,
    warehouseId: place.warehouseId,
    lines: [{ variantId: goods.variantId, quantity: 1 }],
  });
  const { number } = await shop.api.ask("orders", "get", { orderId });
  for (const confirmed of [paid.orderId, orderId]) await shop.api.change("orders", "confirm", { orderId: confirmed });
  const payment = { amount: 3_000, method: "bank-transfer", paidOn: "2026-01-31" } as const;
  await shop.api.change("orders", "recordPayment", { orderId: paid.orderId, ...payment });
  const page = await open("manager", { path: `/orders/${paid.orderId}` });
  const other = await open("staff", { path: `/orders/${orderId}` });
  const payments = (of: typeof page) => of.getByRole("list", { name: "Payments" });

  await page.getByRole("button", { name: /^Move the payment of/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Move the payment of/ });
  await expect(dialog.getByLabel("To order")).toContainText(`#${number}`);
  const { violations } = await (await lookAt(page)).include("[role=dialog]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await dialog.getByLabel("To order").click();
  await page.getByPlaceholder("Type to search").fill(String(number));
  await page.getByRole("option", { name: `#${number}` }).click();
  await dialog.getByLabel("Amount").fill("10");
  await dialog.getByRole("button", { name: "Move payment" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`€10.00 moved to #${number}`)).toBeVisible();
  await expect(payments(page)).toContainText("Voided");
  await expect(payments(page)).toContainText("20.00");
  await expect(payments(other)).toContainText("10.00");
  await expect(payments(other)).toContainText(`moved from #${paid.number}`);
});
