import { expect, test } from "./fixtures/journey";

test("an administrator changes the settings, and their history tells it", async ({ open, shop }) => {
  const { address } = await shop.api.ask("shop", "getSettings");
  const page = await open("admin", { path: "/settings" });
  await expect(page.getByText("so it can't be changed any more")).toBeVisible();

  await page.getByLabel("VAT number").fill("DE 12");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("A VAT number that begins with DE looks like DE123456789.")).toBeVisible();

  await page.getByLabel("VAT number").fill("DE 123 456 789");
  await page.getByLabel("Address").fill(`${address}\nGate ${Date.now()}`);
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  await expect(page.getByRole("list", { name: "History of the settings" })).toContainText("Address:");

  const clerk = await open("staff", { path: "/" });
  await expect(clerk.getByRole("link", { name: "Settings" })).toHaveCount(0);
  expect((await clerk.goto("/settings"))?.status()).toBe(404);
});
