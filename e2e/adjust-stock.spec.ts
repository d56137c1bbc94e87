import { expect, test } from "./fixtures/journey";

test("a count that differs from the books is adjusted with a reason, seen by everyone, and can be reversed", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Candle", { at: place, quantity: 12 });
  const watcher = await open("staff", { path: `/stock/${goods.variantId}` });
  const page = await open("manager", { path: `/stock/${goods.variantId}` });

  await page.getByRole("button", { name: `Adjust stock in ${place.binCode}` }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Counted", { exact: true }).fill("9");
  await expect(sheet.getByText("−3", { exact: true })).toBeVisible();
  await sheet.getByLabel("Reason").click();
  await page.getByRole("option", { name: "Damaged" }).click();
  await sheet.getByLabel("Note").fill("Wet box");
  await sheet.getByRole("button", { name: "Adjust stock" }).click();
  await expect(sheet).toBeHidden();

  const adjusted = watcher.getByRole("table", { name: "Movements" }).getByRole("row").filter({ hasText: "Adjusted" });
  await expect(adjusted).toContainText("Damaged: Wet box");
  await expect(
    watcher.getByRole("table", { name: "Locations" }).getByRole("cell", { name: "9", exact: true }),
  ).toBeVisible();
  expect(await shop.onHand(goods)).toBe(9);

  await page
    .getByRole("table", { name: "Movements" })
    .getByRole("row")
    .filter({ hasText: "Adjusted" })
    .getByRole("button", { name: "Reverse" })
    .click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Reverse" }).click();
  await expect(adjusted.first()).toContainText("Reversed");
  expect(await shop.onHand(goods)).toBe(12);
});

test("lost items that were reserved are booked after a yes that names the order, which is short from then on", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const goods = await shop.goods("Match", { at: place, quantity: 4 });
  const order = await shop.draft(place, [{ goods, quantity: 3 }]);
  await shop.api.change("orders", "confirm", { orderId: order.orderId });
  const page = await open("staff", { path: `/stock/${goods.variantId}` });

  await page.getByRole("button", { name: `Adjust stock in ${place.binCode}` }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Counted", { exact: true }).fill("1");
  await sheet.getByRole("button", { name: "Adjust stock" }).click();

  const losers = sheet.getByRole("list", { name: "Orders that would be short" });
  await expect(losers).toContainText(`#${order.number}`);
  await expect(losers).toContainText("short 2");
  await expect(sheet.getByLabel("Counted", { exact: true })).toHaveValue("1");
  expect(await shop.onHand(goods)).toBe(4);

  // The yes is for what was sent, so it is not offered beside another count.
  await sheet.getByLabel("Counted", { exact: true }).fill("2");
  await expect(losers).toBeHidden();
  await sheet.getByLabel("Counted", { exact: true }).fill("1");

  await sheet.getByRole("button", { name: "Adjust and leave 1 order short" }).click();
  await expect(sheet).toBeHidden();
  expect(await shop.onHand(goods)).toBe(1);
  await page.goto(`/orders/${order.orderId}`);
  await expect(page.getByText("Short 2 items")).toBeVisible();

  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: goods.variantId, locationId: place.binId, quantity: 5 }],
  });
  // Without anybody's help, as whoever waits for stock.
  await expect(page.getByText("Short 2 items")).toBeHidden();
});
