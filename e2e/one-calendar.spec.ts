import { expect, test } from "./fixtures/journey";

test("a time is the shop's for every reader, and is named where their clock shows another", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Almanac", { at: place, quantity: 1 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const seen = new Set<string | null>();
  for (const timezoneId of ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"]) {
    const page = await open("staff", { path: `/orders/${order.orderId}`, timezoneId });
    const placed = page.getByRole("main").locator("time").first();
    await expect(placed).toHaveAttribute("title", /\(Europe\/Berlin\)$/);
    seen.add(await placed.getAttribute("title"));
    const note = page.getByText("Times are in Europe/Berlin");
    if (timezoneId === "Europe/Berlin") await expect(note).toHaveCount(0);
    else await expect(note).toBeAttached();
  }
  expect(seen.size).toBe(1);
});
