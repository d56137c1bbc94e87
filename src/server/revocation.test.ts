import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, test } from "vitest";
import { changeAccess } from "@/modules/users/change-access";
import { changeOwnPassword } from "@/modules/users/change-own-password";
import { usersRouter } from "@/modules/users/router";
import { endOwnSession } from "@/modules/users/sessions/end-own-session";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { config } from "@/platform/config";
import type { Context } from "@/platform/context";
import { database } from "@/platform/database/db";
import { feed } from "@/platform/outbox/feed";
import { router } from "@/platform/trpc/procedure";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { Browser } from "@/testing/browser";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
import { liveRouter } from "./live";
import { makeTrpcHandler } from "./trpc-handler";

/** Each has somebody of their own, and they wait for the same time side by side. */
const base = testDatabase({ keepRows: true });
const handle = makeTrpcHandler(router({ users: usersRouter, live: liveRouter }));
const REVOCATION_MS_MAX = 5_000;

afterAll(async () => {
  await feed().close();
  await database().end();
});

async function openStream(): Promise<{
  person: Person;
  browser: Browser;
  ended: Promise<{ ms: number; text: string }>;
  change: (work: () => Promise<unknown>) => Promise<void>;
}> {
  const person = await aSession(base.db, await aPerson(base.db));
  const browser = new Browser(handle);
  const token = { sessionId: person.sessionId, userId: person.userId };
  browser.cookies.set("qm-session", await encode({ token, secret: config().secrets.cookie[0] }));
  const response = await browser.send(handle, "/api/trpc/live.events?input=%7B%7D");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? "";
  expect(text).toContain("connected");
  let changedAt = 0;
  const ended = (async () => {
    while (!text.includes("serialized-error")) {
      const { done, value = "" } = (await reader?.read()) ?? { done: true };
      if (done) break;
      text += value;
    }
    while (!text.endsWith("\n\n")) text += (await reader?.read())?.value ?? "\n\n";
    return { ms: performance.now() - changedAt, text };
  })();
  return {
    person,
    ended,
    browser,
    change: async (work) => {
      await work();
      changedAt = performance.now();
    },
  };
}

const as = (actor: Person): Context => ({ ...systemContext(base.db), actor });

const disable = (person: Person) =>
  changeAccess(systemContext(base.db), {
    userId: person.userId,
    version: 1,
    role: "staff",
    warehouses: "all",
    disabled: true,
  });
const elsewhere = (person: Person): Person => ({ ...person, sessionId: newId() });

describe("an open stream and the cookie of old end within five seconds", () => {
  test.concurrent.each<[string, (person: Person, browser: Browser) => Promise<unknown>]>([
    ["when its person signs out", (_person, browser) => browser.signOut()],
    ["when its person is disabled", disable],
    [
      "when its session is ended from another browser",
      (person) => endOwnSession(as(elsewhere(person)), { sessionId: person.sessionId }),
    ],
    [
      "when an administrator ends all sessions",
      (person) => endSessions(systemContext(base.db), { userId: person.userId }),
    ],
    [
      "when its person chooses a new password in another browser",
      (person) =>
        changeOwnPassword(as(elsewhere(person)), {
          currentPassword: TEST_PASSWORD,
          newPassword: "four yellow lamps hum",
        }),
    ],
  ])("%s", async (_when, revoke) => {
    const { person, browser, ended, change } = await openStream();
    const thief = new Browser(handle);
    thief.cookies.set("qm-session", browser.cookies.get("qm-session") ?? "");
    expect(await thief.query("users.getMe")).toMatchObject({ status: 200 });

    await change(() => revoke(person, browser));

    const { ms, text } = await ended;
    expect(ms).toBeLessThan(REVOCATION_MS_MAX);
    expect(text).toContain("users.signed-out");
    expect(await thief.query("users.getMe")).toMatchObject({ status: 401 });
  });
});
