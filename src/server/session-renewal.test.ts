import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { changeAccess } from "@/modules/users/change-access";
import { usersRouter } from "@/modules/users/router";
import { SESSION_CACHED_MS } from "@/modules/users/session-cache";
import { database } from "@/platform/database/db";
import { router } from "@/platform/trpc/procedure";
import { pause } from "@/shared/pause";
import { Browser } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
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
