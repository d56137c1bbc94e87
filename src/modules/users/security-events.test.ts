import { afterAll, expect, test } from "vitest";
import { database } from "@/platform/database/db";
import { router } from "@/platform/trpc/procedure";
import { sessionCookie } from "@/server/session-cookie";
import { makeTrpcHandler } from "@/server/trpc-handler";
import { Browser } from "@/testing/browser";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { usersRouter } from "./router";
import { listSecurityEvents } from "./security-events";
import { signIn } from "./sign-in";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));
const ctx = () => systemContext(base.db);
afterAll(() => database().end());

test("a refused sign-in and a denied procedure are recorded, once a minute each, without what was typed", async () => {
  const person = await aPerson(base.db, { name: "Clara" });
  const asked = { email: person.email, password: "typed in the wrong field", userAgent: "", address: "192.0.2.7" };
  for (let time = 0; time < 2; time += 1) await signIn(ctx(), asked).catch(() => {});
  await signIn(ctx(), { ...asked, email: "nobody@example.test" }).catch(() => {});
  const browser = new Browser(handle);
  const cookie = (await sessionCookie(await aSession(base.db, person))).split(";")[0] ?? "";
  browser.cookies.set("qm-session", cookie.slice("qm-session=".length));
  for (let time = 0; time < 2; time += 1) expect(await browser.query("users.list", {})).toMatchObject({ status: 403 });

  const events = await listSecurityEvents(ctx());
  expect(events.map(({ kind, name, subject }) => [kind, name, subject])).toEqual([
    ["access-denied", "Clara", "users.read"],
    ["sign-in-refused", null, "users.sign-in"],
    ["sign-in-refused", "Clara", "users.sign-in"],
  ]);
  expect(JSON.stringify(await base.owner`select * from security_events`)).not.toMatch(/typed in|example\.test/);
});
