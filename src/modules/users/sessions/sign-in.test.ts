import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { hashPassword, isPassword } from "@/modules/users/password";
import { findActor } from "@/modules/users/queries";
import { sessions, users } from "@/modules/users/schema";
import { auditEntries } from "@/platform/audit/schema";
import { SYSTEM_USER_ID } from "@/shared/access";
import { newId } from "@/shared/id";
import { strangerContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { keepLogLines } from "@/testing/log-lines";
import { aPerson, aSession, TEST_PASSWORD, aTry } from "@/testing/people";
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS } from "./session";
import { signIn } from "./sign-in";

const lines = keepLogLines("trace");

const base = testDatabase();
const LOW_COST = 8;

const nobody = () => strangerContext(base.db, { action: "users.sign-in" });

describe("a person who knows the password", () => {
  test("gets a session, recorded in the history and in the person's row", async () => {
    const person = await aPerson(base.db, { name: "Ada" });

    const { sessionId } = await signIn(nobody(), aTry(`  ${person.email.toUpperCase()} `));

    expect(await findActor(nobody(), sessionId)).toMatchObject({
      userId: person.userId,
      sessionId,
      role: "staff",
      warehouses: "all",
    });
    const [session] = await base.db.select().from(sessions);
    expect(session).toMatchObject({ id: sessionId, userAgent: "Tests/1", address: "192.0.2.1" });
    expect(await base.db.select().from(auditEntries)).toMatchObject([
      { actorId: person.userId, action: "users.sign-in", entity: "session", label: "Ada" },
    ]);
    const [row] = await base.db.select().from(users).where(eq(users.id, person.userId));
    expect(row?.lastSignInAt).not.toBeNull();
  });

  test("gets another session each time", async () => {
    const person = await aPerson(base.db);
    const first = await signIn(nobody(), aTry(person.email));
    const second = await signIn(nobody(), aTry(person.email));
    expect(first.sessionId).not.toBe(second.sessionId);
  });

  test("gets a stronger hash when the old one was made at a lower cost", async () => {
    const person = await aPerson(base.db, { passwordHash: await hashPassword(TEST_PASSWORD, 6) });

    await signIn(nobody(), aTry(person.email));

    const [row] = await base.db.select().from(users).where(eq(users.id, person.userId));
    expect(row?.passwordHash).toMatch(/^\$2b\$12\$/);
    expect(await isPassword(TEST_PASSWORD, row?.passwordHash ?? "")).toBe(true);
  });
});

describe("a refused sign-in gets the same answer", () => {
  test("for an unknown email, a wrong password, a disabled account and the system's account", async () => {
    const active = await aPerson(base.db);
    const disabled = await aPerson(base.db, { status: "disabled" });
    const attempts = [
      aTry("nobody@example.test"),
      aTry(active.email, "wrong password, plainly"),
      aTry(disabled.email),
      aTry("system@quartermaster.invalid"),
    ];

    const answers = await Promise.all(
      attempts.map((attempt) => signIn(nobody(), attempt).catch((error: unknown) => error)),
    );

    for (const answer of answers) expect(answer).toMatchObject({ code: "users.sign-in-refused" });
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(await base.db.select().from(sessions)).toEqual([]);
    expect(await base.db.select().from(auditEntries)).toEqual([]);
  });

  test("after the same work: one comparison of the usual cost, logged with its time and not its person", async () => {
    const active = await aPerson(base.db);
    const disabled = await aPerson(base.db, { status: "disabled" });
    const invited = newId();
    await base.db.insert(users).values({
      id: invited,
      email: `${invited}@example.test`,
      name: "Grace",
      role: "staff",
      status: "invited",
      createdAt: new Date(),
    });
    const attempts = [
      aTry("nobody@example.test"),
      aTry(active.email, "wrong password, plainly"),
      aTry(disabled.email),
      aTry(disabled.email, "wrong password, plainly"),
      aTry(`${invited}@example.test`),
      aTry("system@quartermaster.invalid"),
      aTry(active.email),
    ];
    for (const attempt of attempts) {
      lines.length = 0;
      await signIn(nobody(), attempt).catch(() => {});
      const compared = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "password compared");
      expect(compared).toEqual([
        { level: "info", time: expect.any(String), ms: expect.any(Number), cost: 12, msg: "password compared" },
      ]);
    }
  });
});

describe("a session is valid", () => {
  test("while it is used, and until its absolute end", async () => {
    const startedAt = new Date("2030-01-01T08:00:00Z");
    const person = await aPerson(base.db);
    const { sessionId } = await aSession(base.db, person, startedAt);
    const at = (milliseconds: number) =>
      findActor({ db: base.db, now: new Date(startedAt.getTime() + milliseconds) }, sessionId);

    expect(await at(SESSION_IDLE_MS - 1_000)).toMatchObject({ sessionId });
    expect(await at(SESSION_IDLE_MS + 1_000)).toBeNull();
    await base.db.update(sessions).set({ lastSeenAt: new Date(startedAt.getTime() + SESSION_ABSOLUTE_MS) });
    expect(await at(SESSION_ABSOLUTE_MS - 1_000)).toMatchObject({ sessionId });
    expect(await at(SESSION_ABSOLUTE_MS + 1_000)).toBeNull();
  });

  test("but not for a disabled person or the system", async () => {
    const disabled = await aSession(base.db, await aPerson(base.db, { status: "disabled" }));
    const system = await aSession(base.db, { userId: SYSTEM_USER_ID, name: "System", role: "admin" });
    expect(await findActor(nobody(), disabled.sessionId)).toBeNull();
    expect(await findActor(nobody(), system.sessionId)).toBeNull();
    expect(await findActor(nobody(), newId())).toBeNull();
  });
});

describe("a password is compared whole", () => {
  test("passwords that differ after their 72nd byte do not verify each other", async () => {
    const common = "ж".repeat(40);
    const passwordHash = await hashPassword(`${common}a`, LOW_COST);
    expect(await isPassword(`${common}a`, passwordHash)).toBe(true);
    expect(await isPassword(`${common}b`, passwordHash)).toBe(false);
  });

  test("and the same however the keyboard composed its letters", async () => {
    const passwordHash = await hashPassword("caf\u00e9 au lait, s'il vous pla\u00eet", LOW_COST);
    expect(await isPassword("cafe\u0301 au lait, s'il vous plai\u0302t", passwordHash)).toBe(true);
  });
});
