import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

test("a manager gives a group a price from ten on, and the seller's new order has it as the quantity is typed", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Kettle", { at: place, quantity: 50 });
  const list = await shop.priceList();
  const group = `Resellers of ${goods.sku}`;
  const { groupId } = await shop.api.change("customers", "createGroup", { name: group });
  const name = `Buyer of ${goods.sku}`;
  const { customerId } = await shop.api.change("customers", "create", { name, groupId });

  const manager = await open("manager", { path: `/price-lists/${list.priceListId}` });
  await manager.getByLabel("Add a group").click();
  await manager.getByRole("option", { name: group }).click();
  await expect(manager.getByRole("list", { name: "Groups with this list" })).toContainText(group);
  await manager.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await manager.keyboard.press("Enter");
  const dialog = manager.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Price", exact: true }).fill("15.50");
  await dialog.getByLabel("Quantity from").fill("10");
  await dialog.getByRole("button", { name: "Add price" }).click();
  await expect(manager.getByRole("table", { name: "Prices" })).toContainText("€15.50");
  const { violations } = await (await lookAt(manager)).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);

  const seller = await open("staff", { path: `/orders/new?customer=${customerId}` });
  await seller.getByRole("textbox", { name: "Scan a product to add it" }).fill(goods.sku);
  await seller.keyboard.press("Enter");
  const price = seller.getByLabel(`Price of ${goods.sku}`);
  await expect(price).toHaveValue("19.90");
  await seller.getByLabel(`Quantity of ${goods.sku}`).fill("10");
  await expect(price).toHaveValue("15.50");
  await expect(seller.getByText(list.name)).toBeVisible();

  // Somebody else changes the price while the order is being written.
  await manager.getByRole("button", { name: `Edit the price of ${goods.sku} from 10` }).click();
  await dialog.getByRole("textbox", { name: "Price", exact: true }).fill("15");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(price).toHaveValue("15.00");

  await price.fill("14");
  await seller.getByRole("button", { name: `Take €15.00 of ${list.name}` }).click();
  await expect(price).toHaveValue("15.00");
  await seller.getByRole("button", { name: "Save as draft" }).click();
  await expect(seller).toHaveURL(/\/orders\/[\da-f-]{36}$/);
  await expect(seller.getByRole("row").filter({ hasText: goods.sku })).toContainText(list.name);

  const customer = await open("staff", { path: `/customers/${customerId}` });
  await expect(customer.getByRole("list", { name: "Price lists" })).toContainText(`Of ${group}`);
});
