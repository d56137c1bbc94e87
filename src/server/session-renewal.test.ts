import { afterAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { changeAccess } from "@/modules/users/change-access";
import { usersRouter } from "@/modules/users/router";
import { endOwnSession } from "@/modules/users/sessions/end-own-session";
import { renewSession } from "@/modules/users/sessions/renew-session";
import { SESSION_CACHED_MS } from "@/modules/users/sessions/session-cache";
import { database } from "@/platform/database/db";
import { router } from "@/platform/trpc/procedure";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { Browser } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
import { settleBehind } from "@/testing/waiting";
import { sessionCookie } from "./session-cookie";
import { makeTrpcHandler } from "./trpc-handler";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));
let person: { userId: string; email: string };
let browser: Browser;

beforeEach(async () => {
  const made = await aPerson(base.db);
  person = made;
  browser = withCookie(await sessionCookie(await aSession(base.db, made)));
});
afterAll(() => database().end());

function withCookie(setCookie: string): Browser {
  const made = new Browser(handle);
  made.cookies.set("qm-session", (setCookie.split(";")[0] ?? "").slice("qm-session=".length));
  return made;
}
const cookie = () => browser.cookies.get("qm-session");
const sessionIdIn = (me: unknown) => z.object({ actor: z.object({ sessionId: z.string() }) }).parse(me).actor.sessionId;
const sessionNow = async () => (await browser.query("users.getMe")).data;
const living = async () =>
  Number((await base.owner`select count(*) from sessions where renewed_to is null and ended_at is null`)[0]?.["count"]);

const changeRole = async () => {
  const admin = await testContext(base.db, { role: "admin" });
  await changeAccess(admin, { userId: person.userId, version: 1, role: "manager", warehouses: "all", disabled: false });
};
const changePassword = async () => {
  const input = { currentPassword: TEST_PASSWORD, newPassword: "four yellow lamps hum" };
  expect(await browser.mutate("users.changeOwnPassword", input)).toMatchObject({ status: 200 });
};

test.each([
  ["role", changeRole],
  ["password", changePassword],
])("a change of the %s gives the session a new id, and its person works on", async (_what, change) => {
  const [before, oldCookie] = [await sessionNow(), cookie()];
  await change();
  const answers = await Promise.all([1, 2, 3].map(() => browser.query("users.getMe")));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(cookie()).not.toBe(oldCookie);
  expect(sessionIdIn(await sessionNow())).not.toBe(sessionIdIn(before));
  expect(await living()).toBe(1);

  // Requests under way may still come with the old one, for a moment.
  const [left] = await base.owner`
    select extract(epoch from expires_at - now()) as seconds from sessions where renewed_to is not null`;
  expect(Number(left?.["seconds"])).toBeLessThan(25);
  await base.owner`update sessions set expires_at = now() - interval '1 second' where renewed_to is not null`;
  await pause(SESSION_CACHED_MS + 100);
  expect(await withCookie(`qm-session=${oldCookie}`).query("users.getMe")).toMatchObject({ status: 401 });
  expect(await browser.query("users.getMe")).toMatchObject({ status: 200 });
});

test("what is done in a session is told under the id that it began with, whichever it goes on under", async () => {
  const began = sessionIdIn(await sessionNow());
  await changeRole();
  await sessionNow();
  await browser.mutate("users.changeOwnProfile", { name: "Ada Lovelace" });
  await changePassword();
  await browser.mutate("users.changeOwnProfile", { name: "Countess of Lovelace" });
  expect(sessionIdIn(await sessionNow())).not.toBe(began);
  const told = await base.owner`
    select e.action, s.session_id from audit_entries e left join audit_sessions s on s.id = e.id
    where e.actor_id = ${person.userId} order by e.id`;
  const own = told.filter(({ action }) => String(action).startsWith("users.changeOwn"));
  expect(own.map(({ action }) => action)).toContain("users.changeOwnPassword");
  expect(own.filter(({ action }) => action === "users.changeOwnProfile")).toHaveLength(2);
  expect(own.filter((row) => row["session_id"] !== began)).toEqual([]);
});

const endOldIds = async () => {
  await base.owner`update sessions set expires_at = now() - interval '1 second' where renewed_to is not null`;
  await pause(SESSION_CACHED_MS + 100);
};

test("a change of the password gives its own answer the new session, and a copy of the old cookie none", async () => {
  await sessionNow();
  const copy = withCookie(`qm-session=${cookie()}`);
  await changePassword();
  const own = cookie();
  expect(await copy.query("users.getMe")).toMatchObject({ status: 200 });
  expect(copy.setCookies).toEqual([]);
  expect(own).not.toBe(copy.cookies.get("qm-session"));
  await endOldIds();
  expect(await copy.query("users.getMe")).toMatchObject({ status: 401 });
  expect(await browser.query("users.getMe")).toMatchObject({ status: 200 });
  expect(cookie()).toBe(own);
});

test("a change of the password whose answer was lost is answered with the same session again", async () => {
  const [before, key] = [cookie() ?? "", newId()];
  const input = { currentPassword: TEST_PASSWORD, newPassword: "four yellow lamps hum" };
  const change = () => browser.mutate("users.changeOwnPassword", input, { "idempotency-key": key });
  expect(await change()).toMatchObject({ status: 200 });
  const first = sessionIdIn(await sessionNow());
  browser.cookies.set("qm-session", before);
  expect(await change()).toMatchObject({ status: 200 });
  await endOldIds();
  expect(sessionIdIn(await sessionNow())).toBe(first);
});

test("whoever asks first after a change of the role, or loses the answer, signs nobody out", async () => {
  await sessionNow();
  const before = cookie() ?? "";
  const other = withCookie(`qm-session=${before}`);
  await changeRole();
  expect(await other.query("users.getMe")).toMatchObject({ status: 200 });
  await sessionNow();
  browser.cookies.set("qm-session", before); // The answer was lost.
  await sessionNow();
  await endOldIds();
  expect(await browser.query("users.getMe")).toMatchObject({ status: 200 });
  expect(await other.query("users.getMe")).toMatchObject({ status: 200 });
  expect(await living()).toBe(1);
});

test("signing out with the old cookie ends the session that continues it", async () => {
  const before = cookie() ?? "";
  await changeRole();
  await sessionNow();
  const after = cookie() ?? "";
  browser.cookies.set("qm-session", before);
  await browser.signOut();
  await pause(SESSION_CACHED_MS + 100);
  expect(await withCookie(`qm-session=${after}`).query("users.getMe")).toMatchObject({ status: 401 });
});

test("who signs out while their session is being renewed is signed out under the new id too", async () => {
  const before = sessionIdIn(await sessionNow());
  await changeRole();
  const ctx = await testContext(base.db);
  const actor = { ...ctx.actor, userId: person.userId, sessionId: before, role: "manager" as const };
  const ended = await settleBehind(
    base,
    ctx,
    (inside) => renewSession(inside, before),
    () => endOwnSession({ ...ctx, actor }, { sessionId: before }),
  );
  expect(ended?.status).toBe("fulfilled");
  expect(await living()).toBe(0);
});
