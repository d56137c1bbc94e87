import { expect, test } from "./fixtures/journey";

test("who is told something sees it without a reload, and goes to what it is about", async ({ open, shop }) => {
  const person = await shop.person("staff");
  const page = await open("staff", { as: person, path: "/orders" });
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();

  const { version } = await shop.api.ask("users", "get", { userId: person.userId });
  await shop.api.change("users", "changeAccess", {
    userId: person.userId,
    version,
    role: "manager",
    warehouses: "all",
    disabled: false,
  });
  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  const sheet = page.getByRole("dialog", { name: "Notifications" });
  await expect(sheet).toContainText("Manager, all warehouses");
  await sheet.getByRole("link", { name: "Your access was changed" }).click();
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();

  await page.goto("/notifications");
  await expect(page.getByRole("link", { name: "Your access was changed" })).toBeVisible();
  await page.getByRole("tab", { name: "Open alerts" }).click();
  await expect(page).toHaveURL(/show=alerts/);
});

test("who forgot their password asks for a link, and hears nothing about who has an account", async ({ stranger }) => {
  const page = await stranger();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot password" })).toBeVisible();
  await page.getByLabel("Email").fill("nobody@journeys.example");
  await page.getByRole("button", { name: "Send a link" }).click();
  await expect(page.getByRole("status")).toContainText("If somebody has an account with nobody@journeys.example");
});
