import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { changeOwnPassword } from "@/modules/users/change-own-password";
import { usersRouter } from "@/modules/users/router";
import { secondFactors, sessions, signInTickets, users } from "@/modules/users/schema";
import { database } from "@/platform/database/db";
import { router } from "@/platform/trpc/procedure";
import { newId } from "@/shared/id";
import { Browser, ORIGIN } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aFactor, codeOf, TEST_SECRET } from "@/testing/factors";
import { anOwnKey, aProgramKey } from "@/testing/keys";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
import { makeTrpcHandler } from "./trpc-handler";

const store = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));
const STEP_MS = 30_000;
const NEW_PASSWORD = "twelve green lanterns hum";
let person: Awaited<ReturnType<typeof aPerson>>;

beforeEach(async () => {
  person = await aPerson(store.db);
  await aFactor(store.db, person.userId);
});
afterAll(() => database().end());

/** A step may end before its code is read: tests use the code of now and the one to come; `totp.test.ts` has all. */
const codeAt = (steps: number) => codeOf(TEST_SECRET, new Date(Date.now() + steps * STEP_MS));
const said = (url: string) => new URL(url).searchParams.get("error");

/** A browser that gave the right password. */
async function halfIn(browser = new Browser(handle)): Promise<Browser> {
  expect(said((await browser.signIn(person.email, TEST_PASSWORD)).url)).toBe("CodeNeeded");
  return browser;
}
const isIn = async (browser: Browser) => (await browser.query("users.getMe")).status === 200;

describe("the password alone", () => {
  test("starts no session, and leaves a ticket that no script reads", async () => {
    const browser = await halfIn();
    expect(browser.cookies.has("qm-session")).toBe(false);
    expect(browser.cookies.has("qm-device")).toBe(false);
    expect(await store.db.$count(sessions)).toBe(0);
    const ticket = browser.setCookies.findLast((text) => text.startsWith("qm-ticket="));
    expect(ticket).toMatch(/; Path=\/; Max-Age=300; HttpOnly; SameSite=Strict$/);
    expect(await isIn(browser)).toBe(false);
  });

  test("leads to no session by any other way: the ticket is neither its cookie nor a bearer", async () => {
    const browser = await halfIn();
    const ticket = browser.cookies.get("qm-ticket") ?? "";
    browser.cookies.set("qm-session", ticket);
    expect(await isIn(browser)).toBe(false);
    const answer = await new Browser(handle).query("users.getMe", undefined, { authorization: `Bearer ${ticket}` });
    expect(answer.status).toBe(401);
  });

  test("is what is asked for first: a wrong one is answered as it is of anybody", async () => {
    const wrong = await new Browser(handle).signIn(person.email, "wrong password, plainly");
    expect(wrong).toEqual(await new Browser(handle).signIn("nobody@example.test", TEST_PASSWORD));
  });
});

describe("a code", () => {
  test("signs in, as pasted too, under a session of its own, and says so in the history", async () => {
    const browser = await halfIn();
    const code = codeAt(0);
    const answer = await browser.enterCode(` ${code.slice(0, 3)} ${code.slice(3)} `);
    expect(answer).toEqual({ status: 200, url: `${ORIGIN}/` });
    expect(await isIn(browser)).toBe(true);
    expect(browser.cookies.has("qm-ticket")).toBe(false);
    const [row] = await store.db.select().from(users).where(eq(users.id, person.userId));
    expect(row?.lastSignInAt).not.toBeNull();
  });

  test.each([0, 1])("of the step %i from now counts", async (steps) => {
    expect((await (await halfIn()).enterCode(codeAt(steps))).status).toBe(200);
  });

  test.each([-3, 3])("of the step %i from now does not", async (steps) => {
    expect(said((await (await halfIn()).enterCode(codeAt(steps))).url)).toBe("CodeRefused");
  });

  test("works once, also for two who bring it at once", async () => {
    const [one, other] = [await halfIn(), await halfIn()];
    const code = codeAt(0);
    const answers = await Promise.all([one.enterCode(code), other.enterCode(code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect(said((await (await halfIn()).enterCode(code)).url)).toBe("CodeRefused");
    expect(await store.db.$count(sessions)).toBe(1);
  });

  test("that is wrong leaves the ticket, and the right one still signs in", async () => {
    const browser = await halfIn();
    expect(said((await browser.enterCode("000000")).url)).toBe("CodeRefused");
    expect((await browser.enterCode(codeAt(0))).status).toBe(200);
    const [event] = await store.owner`select kind, subject from security_events where subject = 'users.second-factor'`;
    expect(event).toEqual({ kind: "sign-in-refused", subject: "users.second-factor" });
  });

  test("is not taken without the password before it", async () => {
    expect(said((await new Browser(handle).enterCode(codeAt(0))).url)).toBe("TicketOver");
  });
});

describe("a ticket", () => {
  const copyOf = (browser: Browser) => {
    const copy = new Browser(handle);
    copy.cookies.set("qm-ticket", browser.cookies.get("qm-ticket") ?? "");
    return copy;
  };

  test("is used up by the sign-in: a copy of it is over, whatever code comes with it", async () => {
    const browser = await halfIn();
    const copy = copyOf(browser);
    expect((await browser.enterCode(codeAt(0))).status).toBe(200);
    expect(said((await copy.enterCode(codeAt(1))).url)).toBe("TicketOver");
  });

  test("is over after five minutes", async () => {
    const browser = await halfIn();
    await store.db.update(signInTickets).set({ expiresAt: new Date(Date.now() - 1_000) });
    expect(said((await browser.enterCode(codeAt(0))).url)).toBe("TicketOver");
  });

  test("is over once the password is another, or the account is disabled", async () => {
    const [before, meanwhile] = [await halfIn(), await halfIn()];
    const set = (status: "active" | "disabled") =>
      store.db.update(users).set({ status }).where(eq(users.id, person.userId));
    await set("disabled");
    expect(said((await meanwhile.enterCode(codeAt(0))).url)).toBe("TicketOver");
    await set("active");
    const actor = await aSession(store.db, person);
    const ctx = { db: store.db, actor, now: new Date(), action: "tests.act", requestId: newId() };
    await changeOwnPassword(ctx, { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD });
    expect(said((await before.enterCode(codeAt(0))).url)).toBe("TicketOver");
  });

  test("is kept as a digest alone", async () => {
    const browser = await halfIn();
    const kept = JSON.stringify(await store.db.select().from(signInTickets));
    expect(kept).not.toContain(browser.cookies.get("qm-ticket"));
  });
});

describe("wrong codes", { timeout: 120_000 }, () => {
  async function wrongUntilStopped(browser: Browser): Promise<number> {
    for (let compared = 0; compared < 40; compared += 1)
      if (said((await browser.enterCode("000000")).url) === "TooManyTries") return compared;
    throw new Error("Nobody stops the guesses.");
  }

  test("are stopped after twenty, from however many browsers, and keep no owner's browser out", async () => {
    const own = await halfIn();
    expect((await own.enterCode(codeAt(0))).status).toBe(200);
    const guessers = [await halfIn(), await halfIn()];
    for (let round = 0; round < 10; round += 1) for (const guesser of guessers) await guesser.enterCode("000000");
    expect(await wrongUntilStopped(guessers[0] ?? own)).toBeLessThanOrEqual(4);
    await store.owner`update password_tries set closed_until = now() + interval '1 minute' where tries > 20`;
    expect(said((await (await halfIn()).enterCode(codeAt(0))).url)).toBe("TooManyTries");
    await halfIn(own);
    expect((await own.enterCode(codeAt(1))).status).toBe(200);
  });
});

describe("wrong codes after the right password", () => {
  const told = () => store.owner<{ payload: { userId: string; times: number } }[]>`
    select payload from outbox where name = 'users.codes-refused' order by id`;
  const wrong = async (browser: Browser, times: number) => {
    for (let time = 0; time < times; time += 1) await browser.enterCode("000000");
  };

  test("are told to their owner after five, and again where it goes on", async () => {
    const guesser = await halfIn();
    await wrong(guesser, 4);
    expect(await told()).toEqual([]);
    await wrong(guesser, 2);
    expect(await told()).toMatchObject([{ payload: { userId: person.userId, times: 5 } }]);
    const [entry] = await store.owner`select actor_id, after from audit_entries where after ? 'refusedCodes'`;
    expect(entry).toMatchObject({ actor_id: null, after: { refusedCodes: 5 } });
    await wrong(guesser, 14);
    expect((await told()).map(({ payload }) => payload.times)).toEqual([5, 20]);
  });

  test("are forgotten once a right one comes: it was their owner who mistyped", async () => {
    const own = await halfIn();
    await wrong(own, 4);
    expect((await own.enterCode(codeAt(0))).status).toBe(200);
    await wrong(await halfIn(), 4);
    expect(await told()).toEqual([]);
  });

  test("are not forgotten once they were told: the owner signs in each day, and the guesser goes on", async () => {
    const guesser = await halfIn();
    await wrong(guesser, 19);
    expect((await (await halfIn()).enterCode(codeAt(0))).status).toBe(200);
    await wrong(guesser, 1);
    expect((await told()).map(({ payload }) => payload.times)).toEqual([5, 20]);
  });

  test("are slowed to one in an hour after twenty in a day, and the owner's own browser is let in", async () => {
    const own = await halfIn();
    expect((await own.enterCode(codeAt(0))).status).toBe(200);
    await wrong(await halfIn(), 20);
    // An hour later the tries are forgotten, and the day is not over.
    await store.owner`update password_tries set changed_at = now() - interval '61 minutes', closed_until = '-infinity'`;
    await store.owner`update second_factors set wrong_code_at = now() - interval '61 minutes'`;
    await wrong(await halfIn(), 2);
    expect(said((await (await halfIn()).enterCode("000000")).url)).toBe("TooManyTries");
    const [closed] = await store.owner`
      select max(closed_until) > now() + interval '30 minutes' as long from password_tries`;
    expect(closed).toEqual({ long: true });
    await halfIn(own);
    expect((await own.enterCode(codeAt(1))).status).toBe(200);
  });
});

describe("of a role that requires it", () => {
  beforeEach(async () => {
    await store.owner`insert into factor_policies (role, policy) values ('staff', 'required')`;
  });

  test("somebody without one may set it up and nothing else, until they did", async () => {
    const colleague = await aPerson(store.db);
    const browser = new Browser(handle);
    expect(await browser.signIn(colleague.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
    const before = browser.cookies.get("qm-session");
    expect((await browser.query("users.getMe")).status).toBe(200);
    expect(await browser.mutate("users.changeOwnProfile", { name: "Eve" })).toMatchObject({ status: 403 });

    const factorId = newId();
    const started = await browser.mutate("users.startFactor", { factorId });
    const { secret } = Object(started.data);
    expect(await browser.mutate("users.confirmFactor", { factorId, code: "000000" })).toMatchObject({
      refusal: { code: "users.code-refused" },
    });
    const confirmed = await browser.mutate("users.confirmFactor", { factorId, code: codeOf(String(secret)) });
    expect(confirmed).toMatchObject({ status: 200, data: { codes: expect.any(Array) } });
    expect(browser.cookies.get("qm-session"), "privileges change, and so does the session").not.toBe(before);
    expect(await browser.mutate("users.changeOwnProfile", { name: "Grace" })).toMatchObject({ status: 200 });
    expect(await browser.mutate("users.removeFactor", { factorId })).toMatchObject({
      refusal: { code: "users.factor-required" },
    });
  });

  test("nobody goes around it by a key that they had before; a program has none to set up", async () => {
    const ctx = await testContext(store.db, { role: "admin" });
    const wanted = { scopes: ["users.read-own" as const, "orders.read" as const] };
    const keyOf = async (owner: typeof person) =>
      (await anOwnKey({ ...ctx, actor: await aSession(store.db, owner) }, wanted)).key;
    const [without, having] = [await keyOf(await aPerson(store.db)), await keyOf(person)];
    const { key: ofProgram } = await aProgramKey(ctx, wanted);
    const answerTo = async (bearer: string) =>
      (await new Browser(handle).query("users.getToken", undefined, { authorization: `Bearer ${bearer}` })).status;
    expect(await answerTo(without)).toBe(403);
    expect([await answerTo(having), await answerTo(ofProgram)]).toEqual([200, 200]);
  });
});

test("the secret is sealed, and under the present key again after each sign-in", async () => {
  const [before] = await store.db.select().from(secondFactors).where(eq(secondFactors.userId, person.userId));
  expect(before?.secretSealed).not.toContain(TEST_SECRET);
  await (await halfIn()).enterCode(codeAt(0));
  const [after] = await store.db.select().from(secondFactors).where(eq(secondFactors.userId, person.userId));
  expect(after?.secretSealed).not.toBe(before?.secretSealed);
});
