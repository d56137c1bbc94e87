import type { Page } from "@playwright/test";
import { expect, isLive, signIn, test } from "./fixtures/journey";

const signOut = async (page: Page) => {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
};

test("a wrong password is refused in one sentence, and the right one opens the door", async ({ stranger, system }) => {
  const page = await stranger();
  const { email, password } = system.person("staff");
  const wrong = "planted-wrong-password-7Qf2";
  system.noteSecret(wrong);
  system.noteSecret(password);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in$/);

  await signIn(page, { email, password: wrong });
  await expect(page.getByRole("form").getByRole("alert")).toContainText("Wrong email or password.");
  await expect(page.getByLabel("Email")).toHaveValue(email);

  await signIn(page, { email: "nobody@holm-heather.example", password: wrong });
  await expect(page.getByRole("form").getByRole("alert")).toContainText("Wrong email or password.");

  await signIn(page, { email, password });
  await isLive(page);
  await expect(page).toHaveURL(`${system.url}/`);
});

test("people who are sent to sign in come back to the page they asked for", async ({ stranger, system }) => {
  const page = await stranger();
  await page.goto("/orders?view=draft");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, system.person("manager"));
  await expect(page).toHaveURL(`${system.url}/orders?view=draft`);
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
});

test("whoever is signed out while they write signs in beside it, and saves what they wrote", async ({
  stranger,
  system,
}) => {
  const page = await stranger();
  const person = system.person("manager");
  await page.goto("/customers");
  await signIn(page, person);
  await isLive(page);
  const name = `Grace ${Date.now()}`;
  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
  const cookies = await page.context().cookies();
  for (const { value } of cookies.filter((cookie) => cookie.name.includes("session"))) system.noteSecret(value);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Create customer" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("You are signed out. Nothing was changed.");

  const beside = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Sign in in a new tab" }).click();
  await signIn(await beside, person);
  await isLive(await beside);
  await page.getByRole("button", { name: "Create customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("signing in never leads to another site", async ({ stranger, system }) => {
  for (const foreign of ["//evil.example/x", "/\\evil.example"]) {
    const page = await stranger();
    await page.goto(`/sign-in?next=${encodeURIComponent(foreign)}&callbackUrl=${encodeURIComponent(foreign)}`);
    await signIn(page, system.person("staff"));
    await isLive(page);
    await expect(page).toHaveURL(`${system.url}/`);
  }
});

test("the door itself refuses a foreign address to return to, and another site's form", async ({
  stranger,
  system,
}) => {
  const page = await stranger();
  const { request } = page;
  const { email, password } = system.person("staff");
  const form = async (callbackUrl: string) => {
    const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
    return { csrfToken, callbackUrl, email, password, json: "true" };
  };
  const own = { "sec-fetch-site": "same-origin" };
  for (const callbackUrl of ["//evil.example", "https://evil.example/x", "/\\evil.example"]) {
    const answer = await request.post("/api/auth/callback/credentials", {
      headers: own,
      form: await form(callbackUrl),
    });
    expect(new URL((await answer.json()).url).origin).toBe(system.url);
  }
  const crossSite = await request.post("/api/auth/callback/credentials", {
    headers: { "sec-fetch-site": "cross-site" },
    form: await form("/"),
  });
  expect(crossSite.status()).toBe(403);
});

test("signing out ends the session everywhere the cookie was copied to, within five seconds", async ({
  stranger,
  system,
}) => {
  const page = await stranger();
  await page.goto("/sign-in");
  await signIn(page, system.person("staff"));
  await isLive(page);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.includes("session"));
  if (!session) throw new Error("There is no session cookie.");
  system.noteSecret(session.value);
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(session.value.length).toBeLessThan(4_096);

  const thief = await stranger();
  await thief.context().addCookies(cookies);
  await thief.goto("/profile");
  await isLive(thief);

  await signOut(page);
  await page.goto("/orders");
  await expect(page).toHaveURL(/\/sign-in\?next=/);

  await expect(thief, "the thief's open page is thrown out by itself").toHaveURL(/\/sign-in/);
  const cookie = `${session.name}=${session.value}`;
  const answers = await Promise.all([
    thief.request.get("/api/trpc/users.getMe", { headers: { cookie } }),
    thief.request.get("/api/trpc/users.getMe", { headers: { authorization: `Bearer ${session.value}` } }),
  ]);
  for (const answer of answers) expect(answer.status()).toBe(401);
  const again = await thief.request.get("/orders", { headers: { cookie }, maxRedirects: 0 });
  expect(again.headers()["location"]).toMatch(/\/sign-in/);
});

test("people who came by another name of the server stay there after signing out", async ({ stranger, system }) => {
  const byNumber = system.url.replace("localhost", "127.0.0.1");
  const page = await stranger({ baseURL: byNumber });
  await page.goto("/sign-in");
  await signIn(page, system.person("staff"));
  await isLive(page);
  await signOut(page);
  await expect(page).toHaveURL(`${byNumber}/sign-in`);
});

test("signing out that did not reach the server shows it, and stays", async ({ stranger, system }) => {
  const page = await stranger();
  await page.goto("/sign-in");
  await signIn(page, system.person("staff"));
  await isLive(page);
  await page.route("**/api/auth/signout", (route) => route.abort());
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are still signed in")).toBeVisible();
  await expect(page).toHaveURL(`${system.url}/`);
});

test("a session cookie is worth nothing as a bearer token, even while it lives", async ({ open }) => {
  const page = await open("staff");
  const session = (await page.context().cookies()).find(({ name }) => name.includes("session"));
  const answer = await fetch(new URL("/api/trpc/users.getMe", page.url()), {
    headers: { authorization: `Bearer ${session?.value}` },
  });
  expect(answer.status).toBe(401);
});
