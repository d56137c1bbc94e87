import { afterAll, describe, expect, test } from "vitest";
import { signIn } from "@/modules/users/sessions/sign-in";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { securityEvents } from "@/platform/audit/schema";
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

describe("whoever asks from many addresses", () => {
  const stopped = (address: string) =>
    recordSecurityEvent(ctx(), { kind: "sign-in-stopped", userId: null, address, subject: "users.sign-in" });
  const recorded = () => base.db.$count(securityEvents);

  test("of one network of IPv6 is recorded once", async () => {
    for (const host of [":1", ":2", "aaaa:bbbb:cccc:dddd"]) await stopped(`2001:db8:7:7:${host}`);
    expect(await recorded()).toBe(1);
  });

  test("fills the table with no more than a hundred a minute, and hides nothing of another kind", async () => {
    for (let network = 0; network < 150; network += 1) await stopped(`2001:db8:8:${network.toString(16)}::1`);
    expect(await recorded()).toBeLessThanOrEqual(100);
    const before = await recorded();
    await recordSecurityEvent(ctx(), { kind: "access-denied", userId: null, address: "", subject: "orders.read" });
    expect(await recorded()).toBe(before + 1);
  });
});
