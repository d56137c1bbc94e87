import { randomInt } from "node:crypto";
import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";
import { widthFaults } from "./fixtures/width";

test("on a phone, where no header can be pressed, a list is sorted by its menu", async ({ open, shop }) => {
  const place = await shop.place();
  // Found together by a word of their own: among all stock of the warehouse they may be on a later page.
  const word = `forge${randomInt(10 ** 9)}`;
  const few = await shop.goods(`Anvil ${word}`, { at: place, quantity: 2 });
  const many = await shop.goods(`Bellows ${word}`, { at: place, quantity: 9 });
  const page = await open("staff", {
    path: `/stock?warehouse=${place.warehouseId}&search=${word}`,
    viewport: { width: 360, height: 740 },
  });
  const cards = page
    .getByRole("table", { name: "Stock" })
    .getByRole("row")
    .filter({ hasText: /Anvil|Bellows/ });
  const choose = async (from: string, option: string) => {
    await page.getByRole("button", { name: from }).click();
    await page.getByRole("menuitemradio", { name: option }).click();
  };
  await expect(cards).toContainText([few.sku, many.sku]);

  await choose("Sorted by product", "On hand");
  await expect(cards).toContainText([many.sku, few.sku]);
  await expect(page).toHaveURL(/sort=onHand/);
  await choose("Sorted by on hand", "Ascending");
  await expect(cards).toContainText([few.sku, many.sku]);
  expect(await widthFaults(page, { isPhone: true })).toEqual([]);
  const { violations } = await (await lookAt(page)).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);
});
