import type { Page } from "@playwright/test";
import { lookAt } from "./fixtures/axe";
import { expect, test } from "./fixtures/journey";

/** Saves for how many hours drafts hold stock; empty is not at all. */
async function hold(page: Page, hours: string): Promise<void> {
  await page.goto("/settings");
  const box = page.getByLabel("Quotes hold stock for");
  await expect(box).toBeVisible();
  await box.fill(hours);
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
}

test("a quote holds what is there, and lets it go by hand while a colleague watches", async ({ open, shop }) => {
  const admin = await open("admin", { path: "/settings" });
  await hold(admin, "48");
  try {
    const place = await shop.place();
    const goods = await shop.goods("Sextant", { at: place, quantity: 3 });
    const first = await shop.draft(place, [{ goods, quantity: 2 }]);
    const second = await shop.draft(place, [{ goods, quantity: 2 }]);
    const seller = await open("manager", { path: `/orders/${first.orderId}` });
    await expect(seller.getByText(/^Holds all 2 items until/)).toBeVisible();
    const { violations } = await (await lookAt(seller)).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ")}`)).toEqual([]);

    const colleague = await open("staff", { path: `/orders/${second.orderId}` });
    await expect(colleague.getByText(/^Holds 1 of 2 items until/)).toBeVisible();
    await expect(colleague.getByText(`Not available, so not held: 1 × ${goods.sku}.`)).toBeVisible();
    // What a quote holds itself is there for it.
    const lineOf = (page: Page) => page.getByRole("row").filter({ hasText: goods.sku });
    await expect(lineOf(seller)).toContainText(/(?<!Only )2 available/);
    await expect(lineOf(colleague)).toContainText("Only 1 available");
    const stock = await open("staff", { path: `/stock/${goods.variantId}` });
    const tile = stock.getByRole("region", { name: "Stock by warehouse" });
    await expect(tile.getByText("Held by quotes").first()).toBeVisible();
    await admin.goto(`/stock?search=${goods.sku}`);
    await expect(admin.getByRole("row").filter({ hasText: goods.sku })).toContainText("Held by quotes");

    await seller.getByRole("button", { name: "Give up" }).click();
    await expect(seller.getByText("Holds no stock", { exact: true })).toBeVisible();
    await colleague.getByRole("button", { name: "Hold for 48 hours from now" }).click();
    await expect(colleague.getByText(/^Holds all 2 items until/)).toBeVisible();

    await seller.goto("/orders?holds=stock");
    await expect(seller.getByRole("row").filter({ hasText: "Holds stock until" }).first()).toBeVisible();
    await colleague.getByRole("button", { name: "Confirm order" }).click();
    await expect(colleague.getByText("Confirmed", { exact: true }).first()).toBeVisible();
    await expect(tile.getByText("Held by quotes")).toBeHidden();
  } finally {
    await hold(admin, "");
  }
});
