import { expect, isLive, test } from "./fixtures/journey";

test("an invited person chooses a password by the link, once, and may do what their role may", async ({
  open,
  stranger,
  shop,
  system,
}) => {
  const admin = await open("admin", { path: "/users" });
  const person = shop.newPerson("Invited Helper");
  await admin.getByRole("button", { name: /^Invite someone/ }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Name").fill(person.name);
  await dialog.getByLabel("Email").fill(person.email);
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  const token = new URL(link).hash.slice(1);
  expect(token.length).toBeGreaterThanOrEqual(43);
  system.noteSecret(token);
  system.noteSecret(person.password);

  const page = await stranger();
  await page.goto(link);
  await expect(page.getByText(person.email)).toBeVisible();
  await expect(page).toHaveURL(/\/welcome$/);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await isLive(page);
  await expect(page.getByRole("link", { name: "Orders", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Users", exact: true })).toHaveCount(0);

  const second = await stranger();
  await second.goto(link);
  await expect(second.getByText("This link has expired or was already used")).toBeVisible();
});

test("somebody who is disabled is thrown out of an open page within seconds and cannot come back", async ({
  open,
  shop,
  system,
}) => {
  const person = await shop.person("staff");
  const page = await open("staff", { as: person, path: "/orders" });
  const admin = await open("admin", { path: `/users?user=${person.userId}` });

  await admin.getByRole("button", { name: "Disable" }).click();
  await admin
    .getByRole("alertdialog")
    .or(admin.getByRole("dialog", { name: /^Disable/ }))
    .getByRole("button", { name: "Disable" })
    .click();
  await expect(admin.getByText(/was disabled/)).toBeVisible();

  await expect(page).toHaveURL(/\/sign-in/);
  const answer = await page.request.get("/api/trpc/users.getMe");
  expect(answer.status()).toBe(401);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("form").getByRole("alert")).toContainText("Wrong email or password.");
  expect(system.person("staff").email).not.toBe(person.email);
});

test("a change of role bites in an open page: the door closes and the buttons go", async ({ open, shop }) => {
  const person = await shop.person("manager");
  const page = await open("staff", { as: person, path: "/products" });
  await expect(page.getByRole("link", { name: /^Import/ }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Ledger check" })).toBeVisible();
  const admin = await open("admin", { path: `/users?user=${person.userId}` });

  await admin.getByRole("radio", { name: /^Staff/ }).click();
  await admin.getByRole("button", { name: "Save access" }).click();
  await expect(admin.getByText(/access was changed/)).toBeVisible();

  await expect(page.getByRole("link", { name: "Ledger check" })).toHaveCount(0);
  await expect(async () => {
    const answer = await page.request.post("/api/trpc/catalog.createCategory", {
      headers: { "x-quartermaster": "1", "sec-fetch-site": "same-origin", "idempotency-key": crypto.randomUUID() },
      data: { name: "Not any more" },
    });
    expect(answer.status()).toBe(403);
  }).toPass();
  await expect(page.getByRole("link", { name: /^Import/ })).toHaveCount(0);
});
