import { beforeEach, describe, expect, test } from "vitest";
import { sweepAll } from "@/platform/database/retention";
import { firstIdOf, newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { sweepHistory } from "./sweep-history";

const store = testDatabase();
const PER_MONTH = 40;
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
const sweep = (years: number | null) => sweepAll(store.db, [(db) => sweepHistory(db, years)]);

describe("what was changed by whom", () => {
  beforeEach(async () => {
    for (let month = 36; month >= 0; month -= 1) await leave(month, PER_MONTH);
  });

  test("is kept for ever unless somebody says for how long", async () => {
    await sweep(null);
    expect(await count()).toBe(37 * PER_MONTH);
  });

  test("goes after so many years, the oldest first and some at a time", async () => {
    await leave(40, 1_500);
    expect(await sweepHistory(store.db, 2)).toBe(1_000);
    await sweep(2);
    expect(await count()).toBe(25 * PER_MONTH);
    expect(await sweep(2)).toBe(0);
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
    expect(await count()).toBe(37 * PER_MONTH);
  });
});
