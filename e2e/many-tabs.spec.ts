import type { Request } from "@playwright/test";
import { expect, headOf, isLive, test } from "./fixtures/journey";

const TABS = 8;

test("eight tabs of one browser load over plain HTTP, all of them live, by one stream", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Whistle", { at: place, quantity: 5 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const first = await open("staff", { path: `/orders/${order.orderId}` });
  const context = first.context();
  const streams = new Set<object>();
  const isStream = (request: Request) => request.url().includes("/api/trpc/live.events");
  // The first tab may lose its stream and open it again: what counts is who else has one.
  const isAnothers = (request: Request) => isStream(request) && request.frame().page() !== first;
  context.on("request", (request) => isAnothers(request) && streams.add(request));
  context.on("requestfinished", (request) => streams.delete(request));
  context.on("requestfailed", (request) => streams.delete(request));

  const others = await Promise.all(
    Array.from({ length: TABS - 1 }, async () => {
      const page = await context.newPage();
      await page.goto(`/orders/${order.orderId}`);
      return page;
    }),
  );
  const tabs = [first, ...others];
  for (const tab of tabs) {
    await isLive(tab);
    await expect(headOf(tab).getByText("Draft")).toBeVisible();
  }
  expect(streams.size, "streams besides the first tab's").toBe(0);

  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  for (const tab of tabs) await expect(headOf(tab).getByText("Confirmed")).toBeVisible();

  // The tab that holds the stream goes; another takes over, and the rest go on without a gap.
  await first.close();
  await shop.api.change("orders", "ship", { orderId: order.orderId });
  for (const tab of others) {
    await expect(tab.getByRole("heading", { name: "Shipments" })).toBeVisible();
    await isLive(tab);
  }
  await expect.poll(() => streams.size).toBe(1);
});
