import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, showBy, test } from "./fixtures/journey";

const faultsOf = async (page: Page) => (await (await lookAt(page)).analyze()).violations.map(({ id }) => id);

/** A telephone at night. */
async function atNight(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await showBy(page, "dark");
}

test("an order is found by what its customer calls it, and tagged on a telephone", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Barometer", { at: place, quantity: 9 });
  const order = await shop.draft(place, [{ goods, quantity: 1 }]);
  const page = await open("staff", { path: `/orders/${order.orderId}/edit` });
  const other = await open("staff", { path: `/orders/${order.orderId}` });
  await atNight(page);
  const reference = `PO ${goods.sku}/7`;
  await page.getByRole("textbox", { name: "Customer reference" }).fill(reference);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${order.orderId}$`));
  await expect(other.getByText(reference, { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Add tags" }).click();
  const dialog = page.getByRole("dialog", { name: `Tags of order #${order.number}` });
  const box = dialog.getByRole("combobox", { name: "Add tags" });
  await box.fill(`${goods.sku}, Fair ,fair`);
  await box.press("Enter");
  const tags = dialog.getByRole("list", { name: "Tags" }).getByRole("listitem");
  await expect(tags).toHaveText([goods.sku.toLowerCase(), "fair"]);
  await expect(box).toHaveValue("");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Remove fair" }).click();
  await expect(tags).toHaveText([goods.sku.toLowerCase()]);
  await dialog.getByRole("button", { name: "Done" }).click();
  const tag = other.getByRole("main").getByText(goods.sku.toLowerCase(), { exact: true });
  await expect(tag.first()).toBeVisible();

  await other.goto(`/orders?search=${encodeURIComponent(reference.replaceAll(/[ /]/g, "").toLowerCase())}`);
  await expect(other.getByRole("row").filter({ hasText: `#${order.number}` })).toContainText(reference);
});

test("many orders are tagged together, listed by the tag, and freed of it", async ({ open, shop }) => {
  const place = await shop.place();
  const goods = await shop.goods("Gauge", { at: place, quantity: 9 });
  const orders = [await shop.draft(place, [{ goods, quantity: 1 }]), await shop.draft(place, [{ goods, quantity: 1 }])];
  const page = await open("staff", { path: `/orders?search=${encodeURIComponent(goods.title)}` });
  await atNight(page);
  const choose = async () => {
    for (const { number } of orders)
      await page.getByRole("checkbox", { name: `Select order #${number}`, exact: true }).click();
  };
  const act = async (button: string, title: string) => {
    await page.getByRole("region", { name: "Selected orders" }).getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog", { name: `${title}?` });
    await dialog.getByRole("combobox", { name: "Tags" }).fill(goods.sku);
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: title }).click();
    await expect(dialog).toHaveCount(0);
  };
  const tag = goods.sku.toLowerCase();
  const rows = page.getByRole("row").filter({ hasText: tag });
  await choose();
  await act("Add tags to 2", "Add tags to 2 orders");
  await expect(rows).toHaveCount(2);

  await page.goto("/orders");
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  await page.getByRole("menuitemradio", { name: tag, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`tag=${tag}`));
  await expect(rows).toHaveCount(2);
  await choose();
  await act("Remove tags of 2", "Remove tags of 2 orders");
  await expect(page.getByText("No order matches")).toBeVisible();
});
