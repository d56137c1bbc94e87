import { expect, test } from "./fixtures/journey";
import { scan } from "./fixtures/scanner";

test("goods are carried from bin to bin by scanning, and lie where one put them", async ({ open, shop }) => {
  const [from, to] = [await shop.place(), await shop.place()];
  const goods = await shop.goods("Bowl", { at: from, quantity: 6 });
  const page = await open("staff", { path: "/stock/move", viewport: { width: 390, height: 844 } });
  const line = page.getByRole("list", { name: "Items to move" }).getByRole("listitem").filter({ hasText: goods.sku });

  await expect(page.getByPlaceholder("Scan or type a code")).toBeVisible();
  await scan(page, from.binCode);
  await expect(page.getByRole("heading", { name: `Contents of ${from.binCode}` })).toBeVisible();
  await scan(page, goods.barcode);
  await expect(line).toBeVisible();
  await scan(page, goods.barcode);
  await expect(line.getByRole("textbox")).toHaveValue("2");
  await scan(page, to.binCode);
  await page.getByRole("button", { name: "Move 2 items" }).click();
  await expect(page.getByText(/Moved 2 items/)).toBeVisible();

  const places = await shop.api.ask("inventory", "listBalances", { variantId: goods.variantId });
  expect(Object.fromEntries(places.map(({ locationCode, onHand }) => [locationCode, onHand]))).toEqual({
    [from.binCode]: 4,
    [to.binCode]: 2,
  });
});
