import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { usersRouter } from "@/modules/users/router";
import { database } from "@/platform/database/db";
import { router } from "@/platform/trpc/procedure";
import { Browser } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { makeTrpcHandler } from "./trpc-handler";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));
let person: { email: string; userId: string };

beforeEach(async () => {
  person = await aPerson(base.db);
});
afterAll(() => database().end());

const guess = (browser: Browser) => browser.signIn(person.email, `wrong password ${Math.random()}`);
/** How many guesses were compared before one was turned away; a slow machine sits out the first short pauses. */
async function guessUntilStopped(browser = new Browser(handle)): Promise<number> {
  for (let compared = 0; compared < 20; compared += 1)
    if ((await guess(browser)).url.includes("error=TooManyTries")) return compared;
  throw new Error("Nobody stops the guesses.");
}

describe("guesses at an account", { timeout: 120_000 }, () => {
  test("are stopped after some, and the right password with them, for a stranger's browser", async () => {
    expect(await guessUntilStopped()).toBeGreaterThanOrEqual(8);
    // However slow the machine, the pause is not over yet.
    await base.owner`update password_tries set closed_until = now() + interval '1 minute' where tries > 8`;
    expect((await new Browser(handle).signIn(person.email, TEST_PASSWORD)).url).toContain("error=TooManyTries");
  });

  test("do not keep out the browser that has signed in before, which has tries of its own", async () => {
    const known = new Browser(handle);
    expect(await known.signIn(person.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
    await guessUntilStopped();
    expect(await known.signIn(person.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
    expect(await guessUntilStopped(known)).toBeGreaterThanOrEqual(9);
  });

  test("are no more for a cookie that somebody made up", async () => {
    const forger = new Browser(handle);
    forger.cookies.set("qm-device", `${"a".repeat(22)}.${"b".repeat(43)}`);
    expect(await guessUntilStopped(forger)).toBeLessThan(16);
  });
});

test("the device's cookie is set by a sign-in alone, is kept, and no script reads it", async () => {
  const browser = new Browser(handle);
  await guess(browser);
  expect(browser.cookies.has("qm-device")).toBe(false);
  await browser.signIn(person.email, TEST_PASSWORD);
  const [first] = browser.setCookies.filter((cookie) => cookie.startsWith("qm-device="));
  expect(first).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  const kept = browser.cookies.get("qm-device");
  await browser.signIn(person.email, TEST_PASSWORD);
  expect(browser.cookies.get("qm-device")).toBe(kept);
});

test("signing in again ends the session that the browser had, whoever's it was", async () => {
  const browser = new Browser(handle);
  await browser.signIn(person.email, TEST_PASSWORD);
  const copied = new Browser(handle);
  copied.cookies.set("qm-session", browser.cookies.get("qm-session") ?? "");
  expect(await copied.query("users.getMe")).toMatchObject({ status: 200 });

  const colleague = await aPerson(base.db);
  await browser.signIn(colleague.email, TEST_PASSWORD);
  expect(await copied.query("users.getMe")).toMatchObject({ status: 401 });
  expect(await browser.query("users.getMe")).toMatchObject({ status: 200 });
});
