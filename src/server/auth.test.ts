import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, test } from "vitest";
import { usersRouter } from "@/modules/users/router";
import { sessions, users } from "@/modules/users/schema";
import { SESSION_CACHED_MS } from "@/modules/users/sessions/session-cache";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { router } from "@/platform/trpc/procedure";
import { pause } from "@/shared/pause";
import { Browser, ORIGIN } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { makeAuthOptions } from "./auth";
import { handleAuth } from "./auth-handler";
import { makeTrpcHandler } from "./trpc-handler";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));
const REVOCATION_MS_MAX = 5_000;

afterAll(() => database().end());

async function signedIn(role: "admin" | "staff" = "staff") {
  const person = await aPerson(base.db, { role });
  const browser = new Browser(handle);
  expect(await browser.signIn(person.email, TEST_PASSWORD)).toEqual({ status: 200, url: `${ORIGIN}/` });
  return { browser, person };
}

describe("signing in", () => {
  test("gives a cookie that only this site sends, that no script reads, and that holds two ids", async () => {
    const { browser } = await signedIn();
    const cookie = browser.setCookies.findLast((text) => text.startsWith("qm-session=")) ?? "";
    expect(cookie).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(cookie.length).toBeLessThan(4_096);
    expect(await browser.query("users.getMe")).toMatchObject({ status: 200, data: { actor: { role: "staff" } } });
  });

  test("over https the cookies are bound to this very host", async () => {
    const { cookies, useSecureCookies } = makeAuthOptions({
      ...config(),
      appUrl: new URL("https://stock.example"),
      secure: true,
    });
    expect(useSecureCookies).toBe(true);
    for (const cookie of Object.values(cookies ?? {})) {
      expect(cookie).toMatchObject({
        name: expect.stringMatching(/^__Host-qm-/),
        options: { secure: true, httpOnly: true, sameSite: "lax", path: "/" },
      });
    }
  });

  test("answers a wrong password and an unknown address alike", async () => {
    const person = await aPerson(base.db);
    const wrong = await new Browser(handle).signIn(person.email, "wrong password, plainly");
    const unknown = await new Browser(handle).signIn("nobody@example.test", TEST_PASSWORD);
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ status: 401, url: expect.stringContaining("error=CredentialsSignin") });
  });

  test.each([
    "//evil.example",
    "https://evil.example/x",
    "/\\evil.example",
    "javascript:alert(1)",
    `${ORIGIN}.evil.example/`,
  ])("leads nowhere else: %s", async (callbackUrl) => {
    const person = await aPerson(base.db);
    const browser = new Browser(handle);
    expect(await browser.signIn(person.email, TEST_PASSWORD, callbackUrl)).toEqual({ status: 200, url: `${ORIGIN}/` });
    const page = await browser.send(handleAuth, `/api/auth/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    expect(page.headers.get("location")).not.toContain("evil");
  });

  test("is not possible from another site, without the form's token, by upload, or with too large a body", async () => {
    const person = await aPerson(base.db);
    const form = { email: person.email, password: TEST_PASSWORD, json: "true" };
    const browser = new Browser(handle);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const path = "/api/auth/callback/credentials";
    const post = (init: { body: string | FormData; headers: Record<string, string> }) =>
      browser.send(handleAuth, path, { method: "POST", ...init });

    expect((await post({ body: "", headers: { ...headers, "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect((await post({ body: "x", headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await post({ body: `email=${"x".repeat(20_000)}`, headers })).status).toBe(413);
    expect((await (await browser.post(path, form)).json()).url).toContain("csrf=true");
    expect(browser.cookies.has("qm-session")).toBe(false);
  });

  test.each([
    "GET session",
    "GET providers",
    "GET signout",
    "POST _log",
    "GET error",
    "GET verify-request",
    "POST session",
  ])("does not open what it does not need: %s", async (what) => {
    const [method = "", action] = what.split(" ");
    expect((await new Browser(handle).send(handleAuth, `/api/auth/${action}`, { method })).status).toBe(404);
  });
});

describe("a session", () => {
  test("is never an Authorization header, malformed or not", async () => {
    const { browser } = await signedIn();
    const copied = browser.cookies.get("qm-session") ?? "";
    const stranger = new Browser(handle);
    for (const authorization of [
      `Bearer ${copied}`,
      `bearer ${copied}`,
      "Bearer",
      "Bearer ",
      `Basic ${copied}`,
      "Bearer %E0%A4%A",
    ]) {
      expect(await stranger.query("users.getMe", undefined, { authorization })).toMatchObject({
        status: 401,
        refusal: { code: authorization.startsWith("Basic") ? "users.signed-out" : "users.key-refused" },
      });
    }
  });

  test("is not made of another secret, of no session, or of nonsense", async () => {
    const { browser } = await signedIn();
    const forged = [
      await encode({
        token: { sessionId: "00000000-0000-7000-8000-000000000001" },
        secret: config().secrets.cookie[0],
      }),
      await encode({ token: {}, secret: config().secrets.cookie[0] }),
      await encode({ token: { sessionId: "' or 1=1" }, secret: config().secrets.cookie[0] }),
      await encode({
        token: { sessionId: "00000000-0000-7000-8000-000000000001" },
        secret: "another secret, just as long as the first",
      }),
      "eyJhbGciOiJub25lIn0.e30.",
      "x".repeat(5_000),
      "%00",
      "",
    ];
    for (const cookie of forged) {
      browser.cookies.set("qm-session", cookie);
      expect(await browser.query("users.getMe")).toMatchObject({ status: 401 });
    }
  });

  test("ends with signing out, for a copied cookie too", async () => {
    const { browser } = await signedIn();
    const copy = new Browser(handle);
    copy.cookies.set("qm-session", browser.cookies.get("qm-session") ?? "");
    expect(await copy.query("users.getMe")).toMatchObject({ status: 200 });

    await browser.signOut();

    expect(browser.cookies.has("qm-session")).toBe(false);
    expect(await copy.query("users.getMe")).toMatchObject({ status: 401 });
  });

  test("that has expired lets a copied cookie in no more", async () => {
    const { browser } = await signedIn();
    await base.db.update(sessions).set({ expiresAt: new Date(Date.now() - 1_000) });
    expect(await browser.query("users.getMe")).toMatchObject({ status: 401 });
  });

  test("ends within five seconds of what another process changed, and at once of what this one did", async () => {
    const { browser, person } = await signedIn();
    const { browser: admin } = await signedIn("admin");
    expect(await browser.query("users.getMe")).toMatchObject({ status: 200 });
    await base.db.update(users).set({ role: "manager" }).where(eq(users.id, person.userId));
    const changedAt = performance.now();
    await until(async () => JSON.stringify((await browser.query("users.getMe")).data).includes('"manager"'));
    expect(performance.now() - changedAt).toBeLessThan(REVOCATION_MS_MAX);

    const access = { userId: person.userId, version: 1, role: "staff", warehouses: "all" };
    expect(await admin.mutate("users.changeAccess", { ...access, disabled: true })).toMatchObject({
      status: 200,
      data: { version: 2 },
    });
    expect(await browser.query("users.getMe")).toMatchObject({ status: 401 });
    await pause(SESSION_CACHED_MS);
    expect(await browser.query("users.getMe")).toMatchObject({ status: 401 });
  });

  test("is noted as used, at most once a minute", async () => {
    const { browser } = await signedIn();
    const longAgo = new Date(Date.now() - 3_600_000);
    await base.db.update(sessions).set({ lastSeenAt: longAgo });
    await browser.query("users.getMe");
    const [seen] = await base.db.select().from(sessions);
    expect(seen?.lastSeenAt.getTime()).toBeGreaterThan(longAgo.getTime());
  });

  test("starts again with each sign-in", async () => {
    const { browser, person } = await signedIn();
    const first = browser.cookies.get("qm-session");
    await browser.signIn(person.email, TEST_PASSWORD);
    expect(browser.cookies.get("qm-session")).not.toBe(first);
    expect(new Set((await base.db.select().from(sessions)).map((session) => session.id)).size).toBe(2);
  });
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 2 * REVOCATION_MS_MAX;
  while (performance.now() < deadline) {
    if (await isTrue()) return;
    await pause(100);
  }
}
