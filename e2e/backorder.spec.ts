import { lookAt } from "./fixtures/axe";
import { expect, headOf, test } from "./fixtures/journey";
import { widthFaults } from "./fixtures/width";

test("an order waits for what is not there, and gets it the moment somebody else receives it", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Kettle", { at: place, quantity: 2 });
  const seller = await shop.person("manager");
  const page = await open("manager", { as: seller, path: `/products/${goods.productId}/edit` });
  await page.getByLabel("Without stock").click();
  await page.getByRole("option", { name: "Backorder" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(new RegExp(`/products/${goods.productId}$`));

  const { customerId, name } = await shop.customer();
  await page.goto(`/orders/new?customer=${customerId}`);
  await expect(page.getByText(name)).toBeVisible();
  await page.getByLabel("Ships from").click();
  await page.getByRole("option", { name: place.warehouseName }).click();
  const scan = page.getByLabel("Scan a product to add it").getByRole("textbox");
  await scan.fill(goods.barcode);
  await scan.press("Enter");
  await page.getByLabel(`Quantity of ${goods.sku}`).fill("5");
  await page.getByRole("button", { name: "Place and confirm" }).click();
  // Nothing waits before somebody has said so.
  await expect(page.getByText("3 items can be backordered. Nothing was changed yet.")).toBeVisible();
  await expect(page).toHaveURL(/\/orders\/new/);
  await page.getByRole("button", { name: "Backorder 3 items" }).click();

  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  const line = page.getByRole("row").filter({ hasText: goods.sku });
  await expect(line).toContainText("Waits for 3");

  // What is undone is as it was: nobody is asked again.
  await page.getByRole("button", { name: `Cancel items of ${goods.sku}` }).click();
  const part = page.getByRole("dialog");
  await part.getByLabel("Quantity").fill("4");
  await page.keyboard.press("Enter");
  await expect(part).toBeHidden();
  await expect(line).not.toContainText("Waits for");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(line).toContainText("Waits for 3");
  await page.getByRole("button", { name: `Promise a day for ${goods.sku}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Day", { exact: true }).fill("2027-03-10");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: new RegExp(`^Promised .* for ${goods.sku}`) })).toBeVisible();

  const list = await open("staff", { path: `/orders?view=backordered&search=${encodeURIComponent(name)}` });
  const row = list.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Backordered 3");

  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: goods.variantId, locationId: place.binId, quantity: 3 }],
  });
  await expect(line).not.toContainText("Waits for");
  await expect(page.getByText("3 items backordered")).toBeHidden();
  await expect(row).toBeHidden();

  await page.getByRole("button", { name: /^Notifications, \d+ unread$/ }).click();
  const sheet = page.getByRole("dialog", { name: "Notifications" });
  await expect(sheet).toContainText("has all its items");
  await expect(sheet).toContainText(name);
});

test("what was promised and is late is found in the list of orders, and leaves it with another day", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Lantern", { at: place, quantity: 2 });
  const { orderId, customer } = await shop.draft(place, [{ goods, quantity: 2 }]);
  await shop.api.change("orders", "confirm", { orderId });
  const [line] = (await shop.api.ask("orders", "get", { orderId })).lines;
  const promised = { orderId, orderLineId: line?.id ?? "" };
  const page = await open("staff", { path: "/orders", viewport: { width: 1280, height: 800 } });
  await page.getByRole("button", { name: "Promised" }).click();
  await page.getByRole("menuitemradio", { name: "Overdue" }).click();
  await expect(page).toHaveURL(/promised=overdue/);
  const row = page.getByRole("row").filter({ hasText: customer });
  await expect(row).toBeHidden();
  await shop.api.change("orders", "promiseLine", { ...promised, promisedOn: "2026-01-05", seen: null });
  await expect(row.getByText("Promised 5 Jan 2026, overdue", { exact: true })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await widthFaults(page, { isPhone: true })).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  const { violations } = await (await lookAt(page)).include("main").analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
  await shop.api.change("orders", "promiseLine", { ...promised, promisedOn: "2027-01-05", seen: "2026-01-05" });
  await expect(row).toBeHidden();
});
