import { expect, headOf, test } from "./fixtures/journey";
import { ordersToShip, showsOrdersToShip } from "./fixtures/orders-to-ship";
import type { Goods } from "./fixtures/shop";

/** After an answer that was late the server leaves it to browsers for some seconds. */
const LATE_ANSWERS = { timeout: 60_000, intervals: [6_000] };

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

test("a draft arrives with what is short of it, and follows what somebody else receives", async ({ open, shop }) => {
  const place = await shop.place();
  const [scarce, plenty] = [
    await shop.goods("Compass", { at: place, quantity: 2 }),
    await shop.goods("Chart", { at: place, quantity: 9 }),
  ];
  const { orderId } = await shop.draft(place, [
    { goods: scarce, quantity: 5 },
    { goods: plenty, quantity: 1 },
  ]);
  const path = `/orders/${orderId}`;
  const page = await open("staff", { path });
  const lineOf = ({ sku }: Goods) => page.getByRole("row").filter({ hasText: sku });
  await expect(lineOf(scarce)).toContainText("Only 2 available");
  await expect(lineOf(plenty)).toContainText(/(?<!Only )9 available/);
  const html = async () => (await page.request.get(path, { headers: { accept: "text/html" } })).text();
  await expect.poll(html, LATE_ANSWERS).toContain("Only 2 available");

  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: scarce.variantId, locationId: place.binId, quantity: 10 }],
  });
  await expect(lineOf(scarce)).toContainText(/(?<!Only )12 available/);

  await page.getByRole("button", { name: "Confirm order" }).click();
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  await expect(lineOf(scarce)).not.toContainText("available");
});
