import { expect, test } from "./fixtures/journey";

test("a list is kept as a view, opens with it, and a manager shares it with everyone, who see it go", async ({
  open,
  shop,
}) => {
  const as = await shop.person("manager");
  const page = await open("manager", { as, path: "/orders?view=draft&search=Example" });
  const name = `Drafts ${as.userId.slice(-6)}`;
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save as a new view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a new view" });
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("checkbox", { name: "Shared" }).click();
  await dialog.getByRole("button", { name: "Save view" }).click();
  // The list shows what was kept of it: what was searched is not.
  await expect(page).toHaveURL(/\/orders\?view=draft$/);

  const trigger = page.getByRole("button", { name, exact: true });
  await trigger.click();
  await page.getByRole("menuitem", { name: "Open the list with it" }).click();
  await trigger.click();
  await expect(page.getByRole("menuitem", { name: "Open the list without it" })).toBeVisible();
  await page.goto("/orders");
  await expect(page).toHaveURL(/view=draft/);
  await expect(page.getByRole("tab", { name: /Drafts/ })).toHaveAttribute("aria-selected", "true");

  const clerk = await open("staff", { path: "/orders" });
  await clerk.getByRole("button", { name: "Views", exact: true }).click();
  await clerk.getByRole("menuitem", { name }).click();
  await expect(clerk).toHaveURL(/view=draft/);
  await clerk.getByRole("button", { name, exact: true }).click();
  await expect(clerk.getByRole("menuitem", { name: "Open the list with it" })).toBeVisible();
  await expect(clerk.getByRole("menuitem", { name: "Remove" })).toHaveCount(0);
  await clerk.keyboard.press("Escape");

  await trigger.click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove view" }).click();
  await expect(clerk.getByRole("button", { name: "Views", exact: true })).toBeVisible();
  await page.goto("/orders");
  await expect(page.getByRole("button", { name: "Views", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/orders$/);
});

test("a view that was changed is saved anew, with its columns, and renamed", async ({ open, shop }) => {
  const as = await shop.person("staff");
  const page = await open("staff", { as, path: "/stock?state=low" });
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save as a new view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a new view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("To order");
  await expect(dialog.getByRole("checkbox", { name: "Shared" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog).toHaveCount(0);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox").last().click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "To order (changed)" }).click();
  await page.getByRole("menuitem", { name: "Save what is changed" }).click();
  await page.getByRole("button", { name: "To order", exact: true }).click();
  await page.getByRole("menuitem", { name: "Rename or share" }).click();
  const renaming = page.getByRole("dialog", { name: "Rename or share To order" });
  await renaming.getByRole("textbox", { name: "Name" }).fill("To buy");
  await renaming.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("button", { name: "To buy", exact: true })).toBeVisible();
});
