import { expect, headOf, test } from "./fixtures/journey";

test("the plain order goes from the list to shipped, and back by one tap", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Compass", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 2 }]);
  const page = await open("staff", { path: `/orders?search=${order.number}` });

  await page.getByRole("button", { name: `Confirm order #${order.number}` }).click();
  await page.getByRole("button", { name: `Ship order #${order.number}` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(place.binCode);
  expect(await shop.onHand(goods)).toBe(5);
  await dialog.getByRole("button", { name: /^Ship/ }).click();

  await expect(page.getByText(`#${order.number} shipped`)).toBeVisible();
  await expect(page.getByRole("button", { name: `Ship order #${order.number}` })).toBeHidden();
  await page.getByRole("link", { name: `#${order.number}` }).click();
  await expect(page.getByRole("heading", { name: "Shipments" })).toBeVisible();
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: `from ${place.binCode}` })
      .last(),
  ).toContainText(goods.sku);
  expect(await shop.onHand(goods)).toBe(3);

  await page.getByRole("button", { name: `Void shipment #${order.number}-1` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Void shipment" }).click();
  await expect(page.getByText("Voided", { exact: true })).toBeVisible();
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  expect(await shop.onHand(goods)).toBe(5);
});

test("an order ships in parts, from the bin one chooses, until all has gone", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Rope", { at: place, quantity: 10 });
  const order = await shop.draft(place, [{ goods, quantity: 4 }]);
  const page = await open("manager", { path: `/orders/${order.orderId}` });

  await page.getByRole("button", { name: "Confirm order" }).click();
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(`Quantity of ${goods.sku}, bin 1`).fill("1");
  await dialog.getByRole("button", { name: /^Ship/ }).click();
  await expect(headOf(page).getByText("Partly shipped")).toBeVisible();
  expect(await shop.onHand(goods)).toBe(9);

  await page.getByRole("button", { name: "Ship", exact: true }).click();
  await dialog.getByRole("button", { name: /^Ship/ }).click();
  await expect(headOf(page).getByText("Shipped", { exact: true })).toBeVisible();
  expect(await shop.onHand(goods)).toBe(6);
});
