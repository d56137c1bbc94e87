import type { Page } from "@playwright/test";
import { expect, headOf, isLive, test } from "./fixtures/journey";

const neverReloaded = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute("data-never-reloaded", ""));
const isConnecting = (page: Page) =>
  expect(page.locator("[data-live=reconnecting], [data-live=offline]").first()).toBeAttached();

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  test(`a page left open while the server restarts (${signal}) comes back and shows what it missed`, async ({
    open,
    shop,
    system,
  }) => {
    const place = await shop.place();
    const goods = await shop.goods("Barometer", { at: place, quantity: 5 });
    const order = await shop.draft(place, [{ goods, quantity: 1 }]);
    const page = await open("staff", { path: `/orders/${order.orderId}` });
    await neverReloaded(page);
    const stock = await page.context().newPage();
    await stock.goto(`/stock/${goods.variantId}`);
    await isLive(stock);
    await expect(headOf(page).getByText("Draft")).toBeVisible();
    await system.start("other");

    await system.stop("web", signal);
    await isConnecting(page);
    await isConnecting(stock);
    await shop.api.at(system.otherUrl).change("orders", "confirm", { orderId: order.orderId });
    await shop.api.at(system.otherUrl).change("inventory", "receiveStock", {
      lines: [{ variantId: goods.variantId, locationId: place.binId, quantity: 3 }],
    });
    await expect(headOf(page).getByText("Draft")).toBeVisible();
    await system.start("web");

    await isLive(page);
    await expect(headOf(page).getByText("Confirmed")).toBeVisible();
    await expect(
      stock.getByRole("table", { name: "Locations" }).getByRole("cell", { name: "8", exact: true }),
    ).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-never-reloaded", "");
    await system.stop("other");

    await shop.api.change("orders", "ship", { orderId: order.orderId });
    await expect(page.getByRole("heading", { name: "Shipments" })).toBeVisible();
  });
}

test("a balancer that answers 503 for a while does not end the live page for good", async ({ open, shop, system }) => {
  const place = await shop.place();
  const goods = await shop.goods("Anemometer", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("staff", { path: `/orders/${order.orderId}` });
  await neverReloaded(page);

  let refused = 0;
  const stream = "**/api/trpc/live.events**";
  await page.route(stream, (route) => {
    refused += 1;
    return route.fulfill({ status: 503, body: "no healthy upstream" });
  });
  await system.stop("web", "SIGKILL");
  await isConnecting(page);
  await system.start("web");
  await expect.poll(() => refused).toBeGreaterThan(1);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  await page.unroute(stream);

  await isLive(page);
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-never-reloaded", "");
});

test("what a person sends while the server is away is done once when it is back", async ({ open, shop, system }) => {
  const place = await shop.place();
  const goods = await shop.goods("Altimeter", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("staff", { path: `/orders/${order.orderId}` });
  const confirm = page.getByRole("button", { name: "Confirm order" });
  await expect(confirm).toBeEnabled();

  await system.stop("web", "SIGKILL");
  await confirm.click();
  await system.start("web");

  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  expect(await shop.availableOf(place, [goods])).toEqual([4]);
});
