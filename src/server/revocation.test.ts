import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, test } from "vitest";
import { changeAccess } from "@/modules/users/change-access";
import { endOwnSession } from "@/modules/users/end-own-session";
import { usersRouter } from "@/modules/users/router";
import { config } from "@/platform/config";
import type { Context } from "@/platform/context";
import { database } from "@/platform/db";
import { feed } from "@/platform/outbox/feed";
import { router } from "@/platform/trpc";
import { liveRouter } from "@/server/live";
import { makeTrpcHandler } from "@/server/trpc-handler";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { Browser } from "@/testing/browser";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter, live: liveRouter }));
const REVOCATION_MS_MAX = 5_000;

afterAll(async () => {
  await feed().close();
  await database().end();
});

async function openStream(): Promise<{ person: Person; ended: Promise<{ ms: number; text: string }>; change: (work: () => Promise<unknown>) => Promise<void> }> {
  const person = await aSession(base.db, await aPerson(base.db, { passwordHash: "unusable" }));
  const browser = new Browser(handle);
  const token = { sessionId: person.sessionId, userId: person.userId };
  browser.cookies.set("qm-session", await encode({ token, secret: config().authSecret }));
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
    person, ended,
    change: async (work) => {
      await work();
      changedAt = performance.now();
    },
  };
}

const as = (actor: Person): Context => ({ ...systemContext(base.db), actor });

describe("an open stream ends within five seconds", () => {
  test("when its person is disabled", async () => {
    const { person, ended, change } = await openStream();
    await change(() => changeAccess(systemContext(base.db), { userId: person.userId, version: 1, role: "staff", warehouses: "all", disabled: true }));
    const { ms, text } = await ended;
    expect(ms).toBeLessThan(REVOCATION_MS_MAX);
    expect(text).toContain("users.signed-out");
  });

  test("when its session is ended from another browser", async () => {
    const { person, ended, change } = await openStream();
    await change(() => endOwnSession(as({ ...person, sessionId: newId() }), { sessionId: person.sessionId }));
    const { ms, text } = await ended;
    expect(ms).toBeLessThan(REVOCATION_MS_MAX);
    expect(text).toContain("users.signed-out");
  });
});
