import { describe, expect, test } from "vitest";
import { openDatabase } from "@/platform/database/db";
import { APPLICATION_ROLE } from "@/platform/database/role";
import { pause } from "@/shared/pause";
import { testDatabase } from "@/testing/database";
import { chargeTry, forgiveTry, ownPasswordLimit, signInLimits } from "./limit-tries";

const store = testDatabase();
const ada = "192.0.2.1";
const eve = "198.51.100.66";
const EMAIL = "ada@example.test";

const stranger = (address: string, email = EMAIL, openedAt: string | null = null) =>
  signInLimits({ email, address, knownDevice: null, openedAt });
const owner = signInLimits({ email: EMAIL, address: eve, knownDevice: "a device of Ada's", openedAt: null });
const charge = (limits: ReturnType<typeof stranger>) =>
  chargeTry(store, limits).then(
    () => "open",
    (error: { code: string }) => error.code,
  );
const CLOSED = "users.too-many-tries";

async function chargeOften(times: number, limits: ReturnType<typeof stranger>) {
  const answers: string[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await charge(limits));
  return answers;
}

/** What is closed stays closed, however long a slow machine takes for the next try. */
const keepClosed = () => store.owner`
  update password_tries set closed_until = now() + interval '10 minutes' where closed_until > '-infinity'`;

/** As if this much time had passed. */
const wait = (seconds: number) => store.owner`
  update password_tries set changed_at = changed_at - make_interval(secs => ${seconds}),
    closed_until = closed_until - make_interval(secs => ${seconds})`;

/** In seconds, from the try on. */
async function longestPause(): Promise<number> {
  const [row] = await store.owner`
    select max(extract(epoch from closed_until - changed_at)) as seconds from password_tries`;
  return Math.round(Number(row?.["seconds"]));
}

describe("tries at one account from one address", () => {
  test("are free at first, then closed for a second that doubles to a quarter of an hour", async () => {
    expect(await chargeOften(9, stranger(eve))).toEqual(Array<string>(9).fill("open"));
    const pauses = [await longestPause()];
    await keepClosed();
    expect(await charge(stranger(eve))).toBe(CLOSED);
    for (let round = 0; round < 14; round += 1) {
      await wait(15 * 60);
      expect(await charge(stranger(eve))).toBe("open");
      pauses.push(await longestPause());
    }
    expect(pauses.slice(0, 5)).toEqual([1, 3, 7, 15, 31]);
    expect(pauses.at(-1)).toBe(15 * 60);
  });

  test("are free also where they are made at once", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => charge(stranger(eve))));
    expect(answers).toEqual(Array<string>(6).fill("open"));
  });

  test("are counted before they are made: of eighty at once, the free ones pass", async () => {
    const answers = await Promise.all(Array.from({ length: 80 }, () => charge(stranger(eve))));
    expect(answers.filter((answer) => answer === "open").length).toBeLessThanOrEqual(9);
  });

  test("are forgotten after an hour without one, and after the right password", async () => {
    await chargeOften(9, stranger(eve));
    await wait(3_601);
    expect(await chargeOften(9, stranger(eve))).toEqual(Array<string>(9).fill("open"));
    await forgiveTry(store, stranger(eve));
    expect(await charge(stranger(eve))).toBe("open");
  });
});

test("forgiving a try and charging one lock in one order, and neither ends the other", async () => {
  const limits = stranger(eve);
  const inOrder = await store.owner<{ key: string }[]>`
    select key from unnest(${limits.map(({ key }) => key)}::text[]) as key order by key`;
  const [first = "", ...later] = inOrder.map(({ key }) => key);
  // The later rows lie before the first in the table, where an order of its own would begin.
  for (const key of [...later, first])
    await store.owner`insert into password_tries values (${key}, 3, now(), '-infinity')`;
  let forgiven: Promise<void> = Promise.resolve();
  await store.owner.begin(async (tx) => {
    await tx`select from password_tries where key = ${first} for update`;
    forgiven = forgiveTry(store, limits);
    await pause(500);
    await tx`select from password_tries where key in ${tx(later)} for update`;
  });
  await forgiven;
  expect(await store.owner`select distinct tries from password_tries`).toEqual([{ tries: 2 }]);
});

test("a try that cannot be forgiven is no fault of whoever was right", async () => {
  await charge(stranger(eve));
  const impatient = openDatabase({
    url: store.url,
    max: 1,
    applicationName: "tests",
    role: APPLICATION_ROLE,
    deadlineMs: 500,
  });
  await store.owner.begin(async (tx) => {
    await tx`lock table password_tries`;
    await forgiveTry(impatient, stranger(eve));
  });
  await impatient.end();
});

describe("a stranger", () => {
  test("who closes an account closes it neither for a device of its owner nor for another address", async () => {
    await chargeOften(30, stranger(eve));
    await keepClosed();
    expect(await charge(stranger(eve))).toBe(CLOSED);
    expect(await charge(owner)).toBe("open");
    expect(await charge(stranger(ada))).toBe("open");
  });

  test("who tries many accounts from one address is stopped there", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, place) => charge(stranger(eve, `${place}@example.test`))),
    );
    // After forty are free pauses double: within two minutes seven more are let in.
    expect(answers.filter((answer) => answer === CLOSED).length).toBeGreaterThanOrEqual(12);
    expect(await charge(stranger(ada, "0@example.test"))).toBe("open");
  });

  test("with thousands of addresses closes an account for a minute at a time, and a link opens it again", async () => {
    for (let place = 0; place < 107; place += 1) {
      await charge(stranger(`203.0.113.${place}`));
      if (place >= 100) await wait(60);
    }
    expect(await charge(stranger("203.0.113.200"))).toBe("open");
    expect(await charge(stranger(ada))).toBe(CLOSED);
    await wait(60);
    expect(await charge(stranger(ada))).toBe("open");
    expect(await charge(stranger("192.0.2.44"))).toBe(CLOSED);
    expect(await charge(stranger("192.0.2.44", EMAIL, "2026-01-01"))).toBe("open");
    expect(await charge(owner)).toBe("open");
  });
});

test("a refused try is counted nowhere: one address cannot use up an account's tries from everywhere", async () => {
  await chargeOften(120, stranger(eve));
  expect(await charge(stranger(ada))).toBe("open");
});

test("tries of one person at their own password are limited too", async () => {
  await chargeOften(9, [ownPasswordLimit("someone")]);
  await keepClosed();
  expect(await charge([ownPasswordLimit("someone")])).toBe(CLOSED);
  expect(await charge([ownPasswordLimit("someone else")])).toBe("open");
});

test("nothing that is stored tells whose account or which address it was", async () => {
  await charge(stranger(eve));
  const stored = JSON.stringify(await store.owner`select * from password_tries`);
  expect(stored).not.toContain(EMAIL);
  expect(stored).not.toContain(eve);
});
