import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("money comes off a line, a part off the order, and shipping on top, as the form said before it was saved", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const [pot, lid] = [
    await shop.goods("Pot", { at: place, quantity: 9 }),
    await shop.goods("Lid", { at: place, quantity: 9 }),
  ];
  const order = await shop.draft(place, [
    { goods: pot, quantity: 2 },
    { goods: lid, quantity: 1 },
  ]);
  const page = await open("manager", { path: `/orders/${order.orderId}/edit` });
  const other = await open("staff", { path: `/orders/${order.orderId}` });
  const amounts = other.getByRole("table", { name: "Amounts" });
  await expect(amounts).toContainText("€59.70");

  await page.getByRole("button", { name: `Discount on ${pot.sku} in EUR instead` }).click();
  const inMoney = page.getByLabel(`Discount on ${pot.sku} in EUR`, { exact: true });
  await inMoney.fill("40");
  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page.getByText("Fix the highlighted fields first.")).toBeVisible();
  await inMoney.fill("9.70");
  await page.getByLabel("Discount on the order in percent", { exact: true }).fill("10");
  await page.getByLabel("Shipping charge").fill("5");
  await page.getByLabel("Tax on shipping in percent").fill("0");
  const { violations } = await (await lookAt(page)).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  // 39.80 less 9.70, and 19.90: 50.00 less 10 %, with 5.00 for shipping.
  await expect(page.getByText("€50.00", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${order.orderId}$`));
  await expect(amounts).toContainText("€50.00");
  await expect(other.getByText("10% off the order: €5.00, shared by its products")).toBeVisible();
  await expect(other.getByRole("row").filter({ hasText: pot.sku })).toContainText("€9.70 off in all");
  const history = other.getByRole("list", { name: `History of order #${order.number}` });
  await expect(history).toContainText("order discount: none → 10%");
  await expect(history).toContainText("shipping charge: not charged → €5.00, 0% tax");

  await other.getByRole("link", { name: "Edit" }).click();
  await other.getByLabel("Shipping charge").fill("");
  await other.getByRole("button", { name: "Save as draft" }).click();
  await expect(history).toContainText("shipping charge: €5.00, 0% tax → not charged");
  await expect(amounts).toContainText("€45.00");
});
