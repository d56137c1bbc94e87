import { encode } from "next-auth/jwt";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { SCOPES } from "@/modules/users/key";
import { apiKeys, sessions } from "@/modules/users/schema";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { Browser } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aFactor, codeOf, TEST_SECRET } from "@/testing/factors";
import { anOwnKey } from "@/testing/keys";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const store = testDatabase();
const handle = makeTrpcHandler(appRouter);
const MINUTE_MS = 60_000;
const NEEDED = { status: 403, refusal: { code: "platform.confirmation-needed" } };

const Definition = z.object({ meta: z.object({ asksWho: z.boolean().optional() }) });
const asking = Object.entries(appRouter._def.procedures)
  .filter(([, procedure]) => Definition.parse(Reflect.get(procedure, "_def")).meta.asksWho)
  .map(([name]) => name);

let person: Awaited<ReturnType<typeof aPerson>>;
let browser: Browser;

/** Somebody who signed in, or showed that it is them, so long ago. */
async function browserSince(minutes: number): Promise<Browser> {
  const { sessionId, userId } = await aSession(store.db, person);
  const opened = new Browser(handle);
  const token = { sessionId, userId };
  opened.cookies.set("qm-session", await encode({ token, secret: config().secrets.cookie[0] }));
  await store.owner`
    update sessions set confirmed_at = ${new Date(Date.now() - minutes * MINUTE_MS)} where id = ${sessionId}`;
  return opened;
}

beforeEach(async () => {
  person = await aPerson(store.db, { role: "admin" });
  browser = await browserSince(11);
});
afterAll(() => database().end());

const aKey = { name: "Label printer", scopes: ["orders.read"], warehouses: "all", days: 30 };

test("what lets people in and what they may do is changed only by who shows that it is them", () => {
  expect(asking.toSorted()).toEqual([
    "users.changeAccess",
    "users.createOwnKey",
    "users.createProgram",
    "users.createProgramKey",
    "users.invite",
    "users.removeFactor",
    "users.renewInvitation",
    "users.renewRecoveryCodes",
    "users.resetFactor",
    "users.setFactorPolicy",
    "users.startFactor",
  ]);
});

describe("after more than ten minutes", () => {
  test.each(asking)("%s asks who it is, whatever its input", async (name) => {
    expect(await browser.mutate(name, {})).toMatchObject(NEEDED);
  });

  test.each(asking)("%s is refused to every key, however much it may", async (name) => {
    const { key } = await anOwnKey(await testContext(store.db), { scopes: [...SCOPES] });
    const headers = { authorization: `Bearer ${key}` };
    expect(await new Browser(handle).mutate(name, {}, headers)).toMatchObject({
      status: 403,
      refusal: { code: "users.not-allowed" },
    });
  });

  test("no key confirms whose it is, either", async () => {
    const { key } = await anOwnKey(await testContext(store.db), { scopes: [...SCOPES] });
    const headers = { authorization: `Bearer ${key}` };
    expect(await new Browser(handle).mutate("users.confirmIdentity", { proof: TEST_PASSWORD }, headers)).toMatchObject({
      refusal: { code: "users.not-allowed" },
    });
  });

  test("the same call under the same key is made once they did, and once", async () => {
    const key = { "idempotency-key": newId() };
    expect(await browser.mutate("users.createOwnKey", aKey, key)).toMatchObject(NEEDED);
    const before = browser.cookies.get("qm-session");
    expect((await browser.mutate("users.confirmIdentity", { proof: TEST_PASSWORD })).status).toBe(200);
    expect(browser.cookies.get("qm-session"), "the session goes on under a new id").not.toBe(before);
    const created = await browser.mutate("users.createOwnKey", aKey, key);
    expect(created.status).toBe(200);
    expect((await browser.mutate("users.createOwnKey", aKey, key)).data).toEqual(created.data);
    expect(await store.db.$count(apiKeys)).toBe(1);
  });
});

describe("whoever shows that it is them", () => {
  test("does so for ten minutes, and for this session alone", async () => {
    const other = await browserSince(11);
    await browser.mutate("users.confirmIdentity", { proof: TEST_PASSWORD });
    expect(await other.mutate("users.createOwnKey", aKey)).toMatchObject(NEEDED);
    expect((await (await browserSince(9)).mutate("users.createOwnKey", aKey)).status).toBe(200);
  });

  test("a copy of their cookie from before is good for the requests under way, and then no more", async () => {
    const thief = new Browser(handle);
    thief.cookies.set("qm-session", browser.cookies.get("qm-session") ?? "");
    await browser.mutate("users.confirmIdentity", { proof: TEST_PASSWORD });
    const ends = (await store.db.select().from(sessions)).map(({ expiresAt }) => expiresAt.getTime());
    expect(Math.min(...ends)).toBeLessThanOrEqual(Date.now() + 20_000);
    expect(await thief.mutate("users.createOwnKey", aKey), "and confirmed nothing").toMatchObject(NEEDED);
  });

  test("does so by the password, and a wrong one is counted", async () => {
    expect(await browser.mutate("users.confirmIdentity", { proof: "wrong password, plainly" })).toMatchObject({
      refusal: { code: "users.identity-refused", message: expect.stringContaining("The password is wrong") },
    });
    expect(await browser.mutate("users.createOwnKey", aKey)).toMatchObject(NEEDED);
    expect(await store.owner`select tries from password_tries`).toEqual([{ tries: 1 }]);
  });

  test("does so by a code where they have one, and then not by the password", async () => {
    await aFactor(store.db, person.userId);
    expect(await browser.mutate("users.confirmIdentity", { proof: TEST_PASSWORD })).toMatchObject({
      refusal: { code: "users.identity-refused" },
    });
    expect((await browser.mutate("users.confirmIdentity", { proof: codeOf(TEST_SECRET) })).status).toBe(200);
    expect((await browser.mutate("users.createOwnKey", aKey)).status).toBe(200);
  });
});
