import { expect, headOf, test } from "./fixtures/journey";

test("an order for more than there is is refused with every shortage named, and nothing typed is lost", async ({
  open,
  shop,
}) => {
  const place = await shop.place();
  const [scarce, gone, plenty] = [
    await shop.goods("Kettle", { at: place, quantity: 2 }),
    await shop.goods("Mug", { at: place, quantity: 1 }),
    await shop.goods("Spoon", { at: place, quantity: 50 }),
  ];
  const { customerId, name } = await shop.customer();
  const page = await open("staff", { path: `/orders/new?customer=${customerId}` });
  await expect(page.getByText(name)).toBeVisible();

  await page.getByLabel("Ships from").click();
  await page.getByRole("option", { name: place.warehouseName }).click();
  await page.getByLabel("Note").fill("Pack in the blue box");
  for (const [goods, quantity] of [
    [scarce, 5],
    [gone, 3],
    [plenty, 7],
  ] as const) {
    const scan = page.getByLabel("Scan a product to add it").getByRole("textbox");
    await scan.fill(goods.barcode);
    await scan.press("Enter");
    await page.getByLabel(`Quantity of ${goods.sku}`).fill(String(quantity));
  }
  await expect(page.getByText("Only 2 available")).toBeVisible();
  await page.getByRole("button", { name: "Place and confirm" }).click();

  const shortages = page.getByRole("table", { name: "Shortages" });
  await expect(shortages.getByRole("row").filter({ hasText: scarce.sku })).toHaveText(/5\s*2\s*3$/);
  await expect(shortages.getByRole("row").filter({ hasText: gone.sku })).toHaveText(/3\s*1\s*2$/);
  await expect(shortages).not.toContainText(plenty.sku);
  await expect(page.getByText("Not enough stock for 2 products. Nothing was changed.")).toBeVisible();

  await expect(page.getByText(name)).toBeVisible();
  await expect(page.getByLabel("Note")).toHaveValue("Pack in the blue box");
  await expect(page.getByLabel(`Quantity of ${scarce.sku}`)).toHaveValue("5");
  await expect(page.getByLabel(`Quantity of ${plenty.sku}`)).toHaveValue("7");
  expect(await shop.availableOf(place, [scarce, gone, plenty])).toEqual([2, 1, 50]);

  await page.getByLabel(`Quantity of ${scarce.sku}`).fill("2");
  await page.getByLabel(`Quantity of ${gone.sku}`).fill("1");
  await page.getByRole("button", { name: "Place and confirm" }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(headOf(page).getByText("Confirmed")).toBeVisible();
  expect(await shop.availableOf(place, [scarce, gone, plenty])).toEqual([0, 0, 43]);
});

test("of two people who reserve the last item, the second is refused", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Last Stove", { at: place, quantity: 1 });
  const [first, second] = [
    await shop.draft(place, [{ goods, quantity: 1 }]),
    await shop.draft(place, [{ goods, quantity: 1 }]),
  ];
  const [one, other] = [
    await open("manager", { path: `/orders/${first.orderId}` }),
    await open("staff", { path: `/orders/${second.orderId}` }),
  ];

  await Promise.all([one, other].map((page) => page.getByRole("button", { name: "Confirm order" }).click()));

  const outcomes = await Promise.all(
    [one, other].map(async (page) => {
      const confirmed = headOf(page).getByText("Confirmed");
      const refused = page.getByRole("table", { name: "Shortages" });
      await expect(confirmed.or(refused).first()).toBeVisible();
      return (await refused.isVisible()) ? "refused" : "confirmed";
    }),
  );
  expect(outcomes.toSorted()).toEqual(["confirmed", "refused"]);
});
