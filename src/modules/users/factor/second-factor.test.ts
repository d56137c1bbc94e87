import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { acceptInvitation } from "@/modules/users/accept-invitation";
import { changeOwnPassword } from "@/modules/users/change-own-password";
import { findActor, getUser } from "@/modules/users/queries";
import { renewInvitation } from "@/modules/users/renew-invitation";
import { secondFactors, sessions, users } from "@/modules/users/schema";
import { signIn } from "@/modules/users/sessions/sign-in";
import { auditEntries, securityEvents } from "@/platform/audit/schema";
import { config } from "@/platform/config";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { strangerContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aFactor, codeOf, TEST_SECRET } from "@/testing/factors";
import { aPerson, aSession, aTry, TEST_PASSWORD } from "@/testing/people";
import { confirmFactor } from "./confirm-factor";
import { getOwnFactor } from "./queries";
import { removeFactor, resetFactor } from "./remove-factor";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { setFactorPolicy } from "./set-factor-policy";
import { spendCode } from "./spend-code";
import { startFactor } from "./start-factor";

const store = testDatabase();
const SHORT_PASSWORD = "vj tuqmo";
let actor: Person;

beforeEach(async () => {
  actor = await aSession(store.db, await aPerson(store.db));
});

const as = (who: Person = actor): Context => ({
  db: store.db,
  actor: who,
  now: new Date(),
  action: "tests.act",
  requestId: newId(),
});
const spend = (code: string) => inTransaction(as(), (ctx) => spendCode(ctx, actor.userId, code));
const setUp = async () => {
  const { factorId, secret } = await startFactor(as(), { factorId: newId() });
  const { codes, sessionId } = await confirmFactor(as(), { factorId, code: codeOf(secret) });
  actor = { ...actor, sessionId: sessionId ?? actor.sessionId };
  return { factorId, secret, codes };
};

describe("setting up a second factor", () => {
  test("asks for no code at the sign-in until a first one was given", async () => {
    await startFactor(as(), { factorId: newId() });
    const [{ email } = { email: "" }] = await store.db.select().from(users).where(eq(users.id, actor.userId));
    expect(await signIn(strangerContext(store.db), aTry(email))).toMatchObject({ userId: actor.userId });
    const { factorId, secret } = await startFactor(as(), { factorId: newId() });
    await confirmFactor(as(), { factorId, code: codeOf(secret) });
    await expect(signIn(strangerContext(store.db), { ...aTry(email), ticket: "a ticket" })).rejects.toMatchObject({
      code: "users.code-needed",
    });
  });

  test("signs the person out of other browsers, and goes on in this one under a new session", async () => {
    const other = await aSession(store.db, { ...actor });
    const before = actor.sessionId;
    await setUp();
    expect(actor.sessionId).not.toBe(before);
    expect(await findActor(as(), actor.sessionId)).toMatchObject({ userId: actor.userId });
    expect(await findActor(as(), other.sessionId)).toBeNull();
    expect(await getUser(as(), actor.userId)).toMatchObject({ hasFactor: true });
    expect(await getUser(as(), (await aPerson(store.db)).userId)).toMatchObject({ hasFactor: false });
  });

  test("is done once: a second is refused until the first is removed", async () => {
    const { factorId } = await setUp();
    await expect(startFactor(as(), { factorId: newId() })).rejects.toMatchObject({ code: "users.factor-exists" });
    await removeFactor(as(), { factorId });
    await startFactor(as(), { factorId: newId() });
  });

  test("of somebody else is not confirmed", async () => {
    const { factorId, secret } = await startFactor(as(), { factorId: newId() });
    const other = await aSession(store.db, await aPerson(store.db));
    await expect(confirmFactor(as(other), { factorId, code: codeOf(secret) })).rejects.toMatchObject({
      code: "users.factor-gone",
    });
  });
});

describe("recovery codes", () => {
  test("are ten, work once each, and are kept as digests", async () => {
    const { codes } = await setUp();
    expect(await spend(codes[3] ?? "")).toBe(true);
    expect(await spend(codes[3] ?? "")).toBe(false);
    expect(await getOwnFactor(as())).toMatchObject({ factor: { codesLeft: 9 } });
    const kept = JSON.stringify(await store.db.select().from(secondFactors));
    for (const code of codes) expect(kept).not.toContain(code.replaceAll("-", ""));
  });

  test("work once also for two who bring one at once", async () => {
    const { codes } = await setUp();
    const answers = await Promise.all([spend(codes[0] ?? ""), spend(codes[0] ?? "")]);
    expect(answers.toSorted()).toEqual([false, true]);
  });

  test("end as others are made", async () => {
    const { factorId, codes } = await setUp();
    const renewed = await renewRecoveryCodes(as(), { factorId });
    expect(await spend(codes[0] ?? "")).toBe(false);
    expect(await spend(renewed.codes[0] ?? "")).toBe(true);
  });
});

describe("an administrator", () => {
  test("resets a second factor: sessions end, and history and security events tell it", async () => {
    await setUp();
    const boss = await testContext(store.db, { action: "users.reset-factor" });
    await resetFactor(boss, { userId: actor.userId }, "192.0.2.7");
    expect(await findActor(as(), actor.sessionId)).toBeNull();
    expect(await store.db.$count(secondFactors)).toBe(0);
    const told = await store.db.select().from(auditEntries).where(eq(auditEntries.action, "users.reset-factor"));
    expect(told).toContainEqual(
      expect.objectContaining({ actorId: boss.actor.userId, entity: "user", after: { secondFactor: "reset" } }),
    );
    expect(await store.db.select().from(securityEvents)).toMatchObject([
      { kind: "sign-in-stopped", subject: "users.reset-factor", userId: actor.userId, address: "192.0.2.7" },
    ]);
  });

  test("says what a role has to do with it, and not over somebody else's change", async () => {
    const boss = await testContext(store.db);
    await setFactorPolicy(boss, { role: "staff", policy: "off", seen: "optional" });
    await expect(startFactor(as(), { factorId: newId() })).rejects.toMatchObject({ code: "users.factor-not-offered" });
    await expect(setFactorPolicy(boss, { role: "staff", policy: "required", seen: "optional" })).rejects.toMatchObject({
      code: "users.factor-policy-changed-meanwhile",
    });
    await setFactorPolicy(boss, { role: "staff", policy: "required", seen: "off" });
    expect(await findActor(as(), actor.sessionId)).toMatchObject({ isLimited: true });
    const { factorId } = await setUp();
    expect(await findActor(as(), actor.sessionId)).not.toHaveProperty("isLimited");
    await expect(removeFactor(as(), { factorId })).rejects.toMatchObject({ code: "users.factor-required" });
  });
});

describe("a password", () => {
  test("of eight characters is enough beside a second factor, and told to be short without it", async () => {
    const change = { currentPassword: TEST_PASSWORD, newPassword: SHORT_PASSWORD };
    await expect(changeOwnPassword(as(), change)).rejects.toMatchObject({ code: "users.password-refused" });
    const { factorId } = await setUp();
    const { sessionId } = await changeOwnPassword(as(), change);
    actor = { ...actor, sessionId: sessionId ?? "" };
    expect(await getOwnFactor(as())).toMatchObject({ passwordIsShort: false });
    await removeFactor(as(), { factorId });
    expect(await getOwnFactor(as())).toMatchObject({ passwordIsShort: true });
  });

  test("that is set by a link goes around no second factor", async () => {
    await setUp();
    const { link } = await renewInvitation(await testContext(store.db), { userId: actor.userId });
    const token = link.path.split("#")[1] ?? "";
    const { email } = await acceptInvitation(strangerContext(store.db), {
      token,
      name: "Ada",
      password: SHORT_PASSWORD,
    });
    await store.db.delete(sessions);
    const attempt = signIn(strangerContext(store.db), { ...aTry(email, SHORT_PASSWORD), ticket: "a ticket" });
    await expect(attempt).rejects.toMatchObject({ code: "users.code-needed" });
    expect(await store.db.$count(sessions)).toBe(0);
  });

  test("from before the rule goes on working, and its person is told that it is short", async () => {
    const { hashPassword } = await import("@/modules/users/password");
    const old = await aPerson(store.db, { passwordHash: await hashPassword("oldpass1") });
    const { sessionId, userId } = await signIn(strangerContext(store.db), aTry(old.email, "oldpass1"));
    const person: Person = { ...actor, sessionId, userId };
    expect(await getOwnFactor(as(person))).toMatchObject({ passwordIsShort: true });
  });
});

describe("a change of the sealing key", () => {
  const NAMES = ["config", "keys.seal"];
  const symbolOf = (name: string) => Symbol.for(`quartermaster.${name}`);
  function useSeal(...seal: [string, ...string[]]) {
    const now = config();
    for (const name of NAMES) Reflect.deleteProperty(globalThis, symbolOf(name));
    Reflect.set(globalThis, symbolOf("config"), { ...now, secrets: { ...now.secrets, seal } });
  }
  afterEach(() => {
    for (const name of NAMES) Reflect.deleteProperty(globalThis, symbolOf(name));
  });

  test("costs nobody their second factor: each secret follows as its person signs in", async () => {
    const [old] = config().secrets.seal;
    const NEXT = "the sealing key of next year, long enough too";
    await aFactor(store.db, actor.userId);
    useSeal(NEXT, old);
    expect(await spend(codeOf(TEST_SECRET))).toBe(true);
    useSeal(NEXT);
    expect(await spend(codeOf(TEST_SECRET, new Date(Date.now() + 30_000)))).toBe(true);
    useSeal(old);
    await expect(spend(codeOf(TEST_SECRET, new Date(Date.now() + 30_000)))).rejects.toThrow("cannot be opened");
  });
});
