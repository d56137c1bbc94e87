import { beforeEach, describe, expect, test } from "vitest";
import { sweepAll } from "@/platform/database/retention";
import { firstIdOf, newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { sealDays } from "./chain/seal-days";
import { sweepHashes } from "./chain/sweep-hashes";
import { verifyDays } from "./chain/verify-days";
import { sweepHistory } from "./sweep-history";

const store = testDatabase();
const PER_MONTH = 40;
/** Of thirty days: so many are of the last year, or begin in it. */
const OF_A_YEAR = 13;
const MONTHS = OF_A_YEAR + 4;
const LONG_AGO = MONTHS + 1;
const MORE_THAN_A_BLOCK = 2_001;
/** Five hundred days are sealed, each in a transaction of its own: some seconds, and more on a busy machine. */
const PATIENCE = { timeout: 120_000 };
const monthsAgo = (months: number) => {
  const moment = new Date();
  moment.setUTCDate(moment.getUTCDate() - months * 30);
  return moment;
};
/** Ids are made when it happens, and grow with time. */
const leave = (months: number, rows: number) => store.owner`
  insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
  select (left(${firstIdOf(monthsAgo(months))}, 24) || lpad(n::text, 12, '0'))::uuid, ${monthsAgo(months)},
    'tests.act', 'order', ${newId()}, '#1', 'r' from generate_series(1, ${rows}::integer) n`;
const count = async () => Number((await store.owner`select count(*) as rows from audit_entries`)[0]?.["rows"]);
const seal = async () => {
  let days = 0;
  for await (const _ of sealDays(store.db)) days += 1;
  return days;
};
const sweep = (years: number | null) => sweepAll(store.db, [(db) => sweepHistory(db, years)]);

describe("what was changed by whom", () => {
  beforeEach(async () => {
    for (let month = MONTHS - 1; month >= 0; month -= 1) await leave(month, PER_MONTH);
  });

  test("is kept for ever unless somebody says for how long", async () => {
    await sweep(null);
    expect(await count()).toBe(MONTHS * PER_MONTH);
  });

  test("goes after so many years, the oldest first and some at a time", PATIENCE, async () => {
    await leave(LONG_AGO, 1_500);
    expect(await sweepHistory(store.db, 1), "of what no sealed day proves").toBe(0);
    await seal();
    expect(await sweepHistory(store.db, 1)).toBe(1_000);
    await sweep(1);
    expect(await count()).toBe(OF_A_YEAR * PER_MONTH);
    expect(await sweep(1)).toBe(0);
  });

  test("stays provable once it is gone: the heads of its days remain, and that it was removed", PATIENCE, async () => {
    await leave(LONG_AGO, MORE_THAN_A_BLOCK);
    const days = await seal();
    await sweep(1);
    await store.owner`delete from audit_seal_blocks where ordinal = 1`;
    expect(await verifyDays(store.db), "some hashes of a day are gone").toMatchObject({ isSound: true });
    expect(await sweepAll(store.db, [sweepHashes])).toBe(5);
    const proved = await verifyDays(store.db);
    expect(proved).toMatchObject({ isSound: true, days, sweptDays: 5 });

    const forged =
      "insert into audit_sweeps (id, day, source) select uuidv7(), max(day), 'audit_entries' from audit_seals";
    await store.owner.unsafe(forged);
    expect((await verifyDays(store.db)).findings.map(({ what }) => what)).toEqual([
      expect.stringContaining("too young"),
      expect.stringContaining("while older ones are still there"),
    ]);
  });

  test("can be removed in no other way, and nothing of the last year at all", async () => {
    await expect(store.db.execute("delete from audit_entries")).rejects.toThrow(/permission denied|refused/);
    await expect(store.owner`delete from audit_entries`).rejects.toThrow("append-only");
    await expect(store.owner`update audit_entries set label = ''`).rejects.toThrow("append-only");
    await expect(store.owner`truncate audit_entries`).rejects.toThrow("append-only");
    await expect(sweepHistory(store.db, 0)).rejects.toThrow(/refused/);
    await expect(
      store.owner.begin(async (tx) => {
        await tx`select set_config('quartermaster.sweeps', 'audit', true)`;
        await tx`delete from audit_entries`;
      }),
    ).rejects.toThrow("append-only");
    expect(await count()).toBe(MONTHS * PER_MONTH);
  });
});
