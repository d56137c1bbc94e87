import { expect, headOf, test } from "./fixtures/journey";
import { ordersToShip, showsOrdersToShip } from "./fixtures/orders-to-ship";

test("when one person confirms an order, everyone else's list, order and dashboard move without a reload", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Lantern", { at: place, quantity: 8 });
  const order = await shop.draft(place, [{ goods, quantity: 3 }]);

  const clerk = await open("manager", { path: `/orders/${order.orderId}` });
  const list = await open("staff", { path: `/orders?search=${order.number}` });
  const watcher = list.context();
  const [detail, dashboard, stock] = [await watcher.newPage(), await watcher.newPage(), await watcher.newPage()];
  await Promise.all([
    detail.goto(`/orders/${order.orderId}`),
    dashboard.goto("/"),
    stock.goto(`/stock/${goods.variantId}`),
  ]);

  const row = list.getByRole("row").filter({ hasText: `#${order.number}` });
  await expect(row).toContainText("Draft");
  await expect(headOf(detail).getByText("Draft")).toBeVisible();
  const reserved = stock.getByText(/reserved|promised/i).first();
  await expect(ordersToShip(dashboard)).toContainText(/\d/);
  await expect(reserved).toBeVisible();
  const pages = [list, detail, dashboard, stock];
  // A mark in each page, which a reload would take away.
  for (const page of pages) await page.evaluate(() => document.documentElement.setAttribute("data-never-reloaded", ""));

  await clerk.getByRole("button", { name: "Confirm order" }).click();
  await expect(headOf(clerk).getByText("Confirmed")).toBeVisible();

  await expect(row).toContainText("Confirmed");
  await expect(headOf(detail).getByText("Confirmed")).toBeVisible();
  await expect(detail.getByRole("button", { name: "Ship", exact: true })).toBeVisible();
  await showsOrdersToShip(dashboard, shop);
  const confirmed = dashboard
    .getByRole("list", { name: "Recent activity" })
    .getByRole("listitem")
    .filter({ hasText: `#${order.number}` })
    .first();
  await expect(confirmed).toContainText(/confirmed/i);
  await expect(confirmed.getByRole("link")).toHaveAttribute("href", `/orders/${order.orderId}`);
  for (const page of pages) await expect(page.locator("html")).toHaveAttribute("data-never-reloaded", "");
});
