import type { Page } from "@playwright/test";
import postgres from "postgres";
import { expect, isLive, signIn, test } from "./fixtures/journey";
import { codeOf, isAccessible, setUp } from "./fixtures/second-factor";

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

const enterCode = async (page: Page, code: string) => {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
};

test("a person sets up a second factor, and from then on signs in with a code that works once", async ({
  shop,
  stranger,
  system,
}) => {
  const person = await shop.person("staff");
  system.noteSecret(person.password);
  const page = await stranger();
  await page.goto("/sign-in");
  await signIn(page, person);
  await isLive(page);
  await page.goto("/profile");
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await expect(page.getByRole("dialog", { name: "Set up a second factor" })).toBeVisible();
  await isAccessible(page);
  const { secret, codes } = await setUp(page);
  for (const kept of [secret, ...codes]) system.noteSecret(kept);
  await isAccessible(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await signOut(page);

  await signIn(page, person);
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Code", { exact: true })).toHaveAttribute("autocomplete", "one-time-code");
  await isAccessible(page);
  const code = codeOf(secret, 1);
  await enterCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
  await isLive(page);

  const thief = await stranger();
  await thief.goto("/sign-in");
  await signIn(thief, person);
  await enterCode(thief, code);
  await expect(thief.getByRole("form").getByRole("alert")).toContainText("was used before");

  await thief.getByRole("button", { name: "Use a recovery code" }).click();
  await thief.getByLabel("Recovery code").fill(codes[0]?.toUpperCase() ?? "");
  await thief.getByRole("button", { name: "Sign in" }).click();
  await isLive(thief);
  await thief.goto("/profile");
  await expect(thief.getByText("9 recovery codes left")).toBeVisible();
});

test("who has not shown for a while that it is them is asked, and what they typed is sent once they did", async ({
  shop,
  open,
  system,
}) => {
  const person = await shop.person("staff");
  const page = await open("staff", { as: person, path: "/profile/keys" });
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  await sql`update sessions set confirmed_at = now() - interval '11 minutes' where user_id = ${person.userId}`;
  await sql.end();
  await page.getByRole("button", { name: /^Create key/ }).click();
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await dialog.getByLabel("Name").fill("Label printer");
  await dialog.getByRole("checkbox", { name: "Orders" }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();

  const asked = page.getByRole("dialog", { name: "Confirm that it is you" });
  await asked.getByLabel("Password").fill("wrong password, plainly");
  await asked.getByRole("button", { name: "Confirm" }).click();
  await expect(asked.getByRole("alert")).toContainText("The password is wrong");
  await isAccessible(page);
  await asked.getByLabel("Password").fill(person.password);
  await asked.getByRole("button", { name: "Confirm" }).click();
  const key = await dialog.getByRole("textbox", { name: "API key" }).inputValue();
  expect(key).toMatch(/^qm_/);
  system.noteSecret(key.slice(-64));
});
