import { expect, isLive, signIn, test } from "./fixtures/journey";
import { isAccessible, setUp } from "./fixtures/second-factor";

test("where a role requires it, a person sets it up before anything else, and an administrator resets it", async ({
  open,
  shop,
  stranger,
  system,
}) => {
  const person = await shop.person("manager");
  const admin = await open("admin", { path: "/settings" });
  await admin.getByRole("combobox", { name: "Manager" }).click();
  await admin.getByRole("option", { name: "Required" }).click();
  await expect(admin.getByText("The second factor of the role Manager was saved")).toBeVisible();
  try {
    const page = await stranger();
    await page.goto("/orders");
    await signIn(page, person);
    await expect(page).toHaveURL(/\/second-factor/);
    await page.goto("/products");
    await expect(page).toHaveURL(/\/second-factor/);
    expect((await page.request.get("/api/trpc/orders.list?input={}")).status()).toBe(403);
    await isAccessible(page);
    await page.getByRole("button", { name: "Set up now" }).click();
    const { secret, codes } = await setUp(page);
    for (const kept of [secret, ...codes]) system.noteSecret(kept);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await isLive(page);
    await expect(page).toHaveURL(/\/products/);

    await admin.goto(`/users?user=${person.userId}`);
    await admin.getByRole("button", { name: "Reset second factor" }).click();
    await admin.getByRole("alertdialog").getByRole("button", { name: "Reset second factor" }).click();
    await expect(admin.getByText(/^The second factor of .+ was reset$/)).toBeVisible();
    await expect(page, "whoever is signed in as them is not any more").toHaveURL(/\/sign-in/);
  } finally {
    await admin.goto("/settings");
    await admin.getByRole("combobox", { name: "Manager" }).click();
    await admin.getByRole("option", { name: "Everyone decides for themselves" }).click();
    await expect(admin.getByText("The second factor of the role Manager was saved")).toBeVisible();
  }
});
