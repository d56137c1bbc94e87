import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import postgres from "postgres";
import { expect, isLive, showBy, signIn, test } from "./fixtures/journey";

/** In its order: `required` closes the door to a role, so nobody else works meanwhile. */
test.describe.configure({ mode: "serial" });

const STEP_MS = 30_000;

/** What the telephone shows, so many steps from now: each code works once, and those of the next step count already. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS });

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

const enterCode = async (page: Page, code: string) => {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
};

/** Begins where the picture is shown; gives the secret and the recovery codes. */
async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await expect(page.getByRole("img", { name: "QR code for an authenticator app" })).toBeVisible();
  const secret = (await page.getByTestId("factor-secret").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Turn it on" }).click();
  const listed = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(listed).toHaveCount(10);
  return { secret, codes: await listed.allInnerTexts() };
}

async function isAccessible(page: Page): Promise<void> {
  const views = [
    { width: 390, height: 844 },
    { width: 1_440, height: 900 },
  ];
  for (const size of views) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await showBy(page, colorScheme);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }))).toEqual([]);
    }
  }
}

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

test("where a role requires it, a person sets it up before anything else, and an administrator resets it", async ({
  shop,
  stranger,
  system,
}) => {
  const [person, boss] = [await shop.person("manager"), system.person("admin")];
  const admin = await stranger();
  await admin.goto("/sign-in");
  await signIn(admin, boss);
  await isLive(admin);
  await admin.goto("/settings");
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

test("who has not shown for a while that it is them is asked, and what they typed is sent once they did", async ({
  shop,
  stranger,
  system,
}) => {
  const person = await shop.person("staff");
  const page = await stranger();
  await page.goto("/sign-in");
  await signIn(page, person);
  await isLive(page);
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  await sql`update sessions set confirmed_at = now() - interval '11 minutes' where user_id = ${person.userId}`;
  await sql.end();
  await page.goto("/profile/keys");
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
