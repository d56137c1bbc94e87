import { beforeEach, describe, expect, test } from "vitest";
import { firstIdOf, newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { dayAfter, rangeOf } from "./days";
import { findHead, sealDays } from "./seal-days";
import { verifyDays } from "./verify-days";

const store = testDatabase();
const DAYS = 5;
const PER_DAY = 3;

const today = new Date().toISOString().slice(0, 10);
const dayBefore = (days: number) => dayAfter(today, -days);
const idOf = (day: string, n: number) => firstIdOf(new Date(`${day}T10:0${n}:00Z`));
const leave = (day: string, n: number, label = `#${n}`) => store.owner`
  insert into audit_entries (id, occurred_at, action, entity, entity_id, label, before, after, request_id)
  values (${idOf(day, n)}, ${`${day}T10:0${n}:00Z`}, 'tests.act', 'order', ${newId()}, ${label},
    '{"note": ""}', '{"note": "Ring twice"}', 'r')`;

async function seal() {
  const sealed: string[] = [];
  for await (const { day } of sealDays(store.db)) sealed.push(day);
  return sealed;
}

/** As somebody who may do everything, triggers or not. */
const tamper = (statement: string) =>
  store.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(statement);
  });

const found = async (exported: { day: string; head: string }[] = []) =>
  (await verifyDays(store.db, { exported })).findings.map(({ day, subject, what }) => `${day}: ${subject} ${what}`);

beforeEach(async () => {
  for (let ago = DAYS; ago >= 0; ago -= 1) for (let n = 0; n < PER_DAY; n += 1) await leave(dayBefore(ago), n);
  await store.owner`
    insert into security_events (id, occurred_at, kind, address, subject, request_id)
    values (${idOf(dayBefore(3), 5)}, ${`${dayBefore(3)}T10:05:00Z`}, 'access-denied', '192.0.2.1', 'users.read', 'r')`;
  await store.owner`
    insert into list_exports (id, began_at, address, list, filters, request_id)
    values (${idOf(dayBefore(2), 6)}, ${`${dayBefore(2)}T10:06:00Z`}, '192.0.2.1', 'orders.list', '{}', 'r')`;
});

describe("the days of the audit trail", () => {
  test("are sealed once they are over, each once, and prove what they hold", async () => {
    const sealed = await seal();
    expect(sealed.at(0)).toBe(dayBefore(DAYS));
    expect([dayBefore(1), dayBefore(2)]).toContain(sealed.at(-1));
    expect(await seal()).toEqual([]);

    expect(await verifyDays(store.db)).toMatchObject({
      isSound: true,
      days: sealed.length,
      rows: sealed.length * PER_DAY + 2,
      head: await findHead(store),
    });
  });

  test("follow one another without a gap, also where nothing happened", async () => {
    await tamper(`delete from audit_entries where audit_day(id) = '${dayBefore(4)}'`);
    expect(await seal()).toContain(dayBefore(4));
    await leave(dayBefore(4), 1);
    expect(await found()).toEqual([
      `${dayBefore(4)}: audit_entries ${idOf(dayBefore(4), 1)} was added after the day was sealed`,
    ]);
  });

  test("are sealed by one at a time, however many are at it", async () => {
    const sealed = (await Promise.all([seal(), seal(), seal()])).flat();
    expect(sealed.length).toBeGreaterThan(2);
    expect(new Set(sealed).size).toBe(sealed.length);
    expect(await verifyDays(store.db)).toMatchObject({ isSound: true, days: sealed.length });
  });

  test("wait for a transaction that has written and not ended", async () => {
    let sealed: string[] | null = null;
    let sealing: Promise<void> = Promise.resolve();
    await store.owner.begin(async (tx) => {
      await tx`insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
        values (${idOf(dayBefore(2), 7)}, now(), 'tests.act', 'order', ${newId()}, 'late', 'r')`;
      sealing = seal().then((days) => void (sealed = days));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(sealed).toBeNull();
      expect(await findHead(store)).toBeNull();
    });
    await sealing;
    expect(await found()).toEqual([]);
  });

  test("cannot be sealed, changed or removed by the application in another way", async () => {
    await seal();
    for (const statement of [
      "update audit_seals set head = repeat('0', 64)",
      "delete from audit_seals",
      "truncate audit_seals",
      "update audit_seal_blocks set hashes = ''",
      "delete from audit_seal_blocks",
      "insert into audit_sweeps (id, day, source) values (uuidv7(), now(), 'audit_entries')",
      "delete from audit_sweeps",
      "update audit_proofs set is_sound = true",
      "update security_events set subject = ''",
      "update list_exports set list = ''",
      "insert into audit_seals (day, previous_head, head, contents, sealed_at) values (now(), '', '', '{}', now())",
    ])
      await expect(store.db.execute(statement), statement).rejects.toThrow(/permission denied/);
    for (const table of ["security_events", "list_exports"])
      await expect(store.db.execute(`delete from ${table}`)).rejects.toThrow(/append-only/);
    for (const statement of ["delete from audit_seals", "update audit_seals set day = day", "delete from audit_sweeps"])
      await expect(store.owner.unsafe(statement), statement).rejects.toThrow("append-only");
    await expect(store.owner`delete from audit_seal_blocks`).rejects.toThrow("append-only");
  });

  test("form one chain: no day follows another's head a second time", async () => {
    await seal();
    const head = await findHead(store);
    const fork = store.db.execute(`
      insert into audit_seals (day, previous_head, head, contents)
      select '1990-01-01', previous_head, 'other', '{}' from audit_seals where day = '${head?.day}'`);
    await expect(fork).rejects.toThrow("audit_seals_follow_one_another");
  });
});

describe("a row that somebody altered past the product is named", () => {
  const day = dayBefore(4);
  const row = (n: number) => `${day}: audit_entries ${idOf(day, n)}`;
  beforeEach(async () => void (await seal()));

  test.each([
    [
      "changed",
      `update audit_entries set after = '{"note": "Ring once"}' where id = '${idOf(day, 1)}'`,
      [1],
      "changed",
    ],
    ["said by another", `update audit_entries set actor_id = uuidv7() where id = '${idOf(day, 2)}'`, [2], "changed"],
    ["removed", `delete from audit_entries where id = '${idOf(day, 0)}'`, [0], "removed"],
    [
      "swapped in time with another",
      `update audit_entries a set occurred_at = b.occurred_at from audit_entries b
       where a.id in ('${idOf(day, 0)}', '${idOf(day, 1)}') and b.id in ('${idOf(day, 0)}', '${idOf(day, 1)}')
         and a.id <> b.id`,
      [0, 1],
      "changed",
    ],
  ])("where it was %s", async (_how, statement, rows, what) => {
    await tamper(statement);
    expect(await found()).toEqual(rows.map((n) => `${row(n)} was ${what} after the day was sealed`));
  });

  test("where it was added", async () => {
    await leave(day, 8, "#8");
    expect(await found()).toEqual([`${row(8)} was added after the day was sealed`]);
  });

  test("where it was given the id of another day", async () => {
    await tamper(`update audit_entries set id = '${idOf(dayBefore(3), 9)}' where id = '${idOf(day, 1)}'`);
    expect(await found()).toEqual([
      `${row(1)} was removed after the day was sealed`,
      `${dayBefore(3)}: audit_entries ${idOf(dayBefore(3), 9)} was added after the day was sealed`,
    ]);
  });

  test("where it is dated before all others, or after today", async () => {
    const [old, future] = [firstIdOf(new Date("2001-01-01")), firstIdOf(new Date("2999-01-01"))];
    await tamper(`update audit_entries set id = '${old}' where id = '${idOf(day, 1)}'`);
    await tamper(`update audit_entries set id = '${future}' where id = '${idOf(day, 2)}'`);
    expect(await found()).toEqual([
      expect.stringContaining(`${old} was added`),
      `${row(1)} was removed after the day was sealed`,
      `${row(2)} was removed after the day was sealed`,
      expect.stringContaining(`${future} has an id of a day that has not come`),
    ]);
  });

  test("where it is a refusal, or tells of a list that left", async () => {
    await tamper("update security_events set address = '198.51.100.1'; delete from list_exports");
    expect(await found()).toEqual([
      `${dayBefore(3)}: security_events ${idOf(dayBefore(3), 5)} was changed after the day was sealed`,
      `${dayBefore(2)}: list_exports ${idOf(dayBefore(2), 6)} was removed after the day was sealed`,
    ]);
  });

  test("and what is added to an export once it has left is none of it", async () => {
    await store.db.execute("update list_exports set rows = 7, is_whole = true");
    expect(await found()).toEqual([]);
  });
});

describe("a chain that somebody altered is named by its day", () => {
  const day = dayBefore(3);
  beforeEach(async () => void (await seal()));

  test("where a whole day is gone, rows, hashes and seal", async () => {
    await tamper(`
      delete from audit_entries where audit_day(id) = '${day}'; delete from security_events;
      delete from audit_seal_blocks where day = '${day}'; delete from audit_seals where day = '${day}'`);
    expect(await found()).toEqual([
      `${day}: The day is missing from the chain: its seal was removed`,
      `${dayAfter(day)}: The seal does not follow the head of ${dayBefore(4)}`,
    ]);
  });

  test("where the hashes of the rows were changed with the row", async () => {
    await tamper(`
      delete from audit_entries where id = '${idOf(day, 1)}';
      update audit_seal_blocks set hashes = substr(hashes, 1, 48) || substr(hashes, 97)
      where day = '${day}' and source = 'audit_entries'`);
    expect(await found()).toEqual([
      `${day}: The row hashes of audit_entries were changed: they are of 2 rows, and the seal is of 3`,
    ]);
  });

  test("where what a seal says was changed", async () => {
    await tamper(`update audit_seals set contents = '{"sources": []}' where day = '${day}'`);
    expect(await found()).toContain(`${day}: The seal was changed: its head is not the hash of what it says`);
  });

  test("where the chain was written again to its end, by a head that was exported before", async () => {
    const exported = await store.owner<{ day: string; head: string }[]>`
      select day::text, head from audit_seals order by day`;
    await tamper(`delete from audit_entries where id = '${idOf(day, 1)}'`);
    await tamper("delete from audit_seals; delete from audit_seal_blocks");
    await seal();
    expect(await found()).toEqual([]);

    const heads = exported.map(({ day, head }) => ({ day, head }));
    expect(await found(heads)).toEqual(
      heads
        .filter((head) => head.day >= day)
        .map(({ day, head }) => expect.stringContaining(`${day}: The head is not the one that was exported (${head})`)),
    );
  });
});

test("a day of the primary key has all ids of its day and none of another", () => {
  const { from, until } = rangeOf("2026-11-26", { isFirst: false });
  const inside = [firstIdOf(new Date("2026-11-26")), firstIdOf(new Date("2026-11-26T23:59:59.999Z"))];
  expect(inside.every((id) => from !== null && from <= id && id < until)).toBe(true);
  expect(firstIdOf(new Date("2026-11-27")) >= until).toBe(true);
});
