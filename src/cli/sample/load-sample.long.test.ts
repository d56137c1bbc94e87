import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSampleYear } from "@/cli/seed/load-sample-year";
import { type Database, openDatabase } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";
import { currentDate } from "@/shared/clock";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { sized } from "@/testing/size";
import { loadSample } from "./load-sample";

/** Loading takes seconds on two idle cores; a busy machine is slower and fails nothing. */
const PATIENCE_MS = 300_000;
/** More than the year has that a sample begins with. */
const SIZES = sized(
  { variants: 2_000, orders: 8_000, movements: 40_000 },
  { variants: 800, orders: 6_000, movements: 22_000 },
);

const store = testDatabase({ keepRows: true });
let owner: Database;
let before: unknown;

const load = () => loadSample(owner.db, currentDate(), SIZES, () => {});
const definitions = () => store.owner`
  select pg_get_constraintdef(oid) as text from pg_constraint where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public' order by 1`;

beforeAll(async () => {
  owner = openDatabase({ url: store.url, max: 1, applicationName: "sample", deadlineMs: PATIENCE_MS });
  await loadSampleYear(systemContext(store.db), { report: () => {}, keepSignIns: async () => {} });
  before = [...(await definitions())];
}, PATIENCE_MS);
afterAll(() => owner.end());

const countOrders = () => store.owner`select count(*)::integer as count from orders`;

test("a sample that does not balance is not loaded at all", { timeout: PATIENCE_MS }, async () => {
  const there = [...(await countOrders())];
  const spoil = (by: number) => store.owner`update orders set net_total = net_total + ${by} where number = 1001`;
  await spoil(1);
  await expect(load()).rejects.toThrow("not sound");
  expect([...(await countOrders())]).toEqual(there);
  await spoil(-1);
});

test("the sample is as large as asked, years old, and sound", { timeout: PATIENCE_MS }, async () => {
  await load();
  const [counts] = await store.db.execute(sql`
    select (select count(*)::integer from variants) as variants, (select count(*)::integer from orders) as orders,
      (select count(*)::integer from stock_movements) as movements`);
  expect(counts).toEqual(SIZES);
  const [times] = await store.db.execute(sql`
    select count(distinct status)::integer as states, max(now() - placed_at) > interval '2 years' as "isOld",
      max(placed_at) > now() - interval '1 day' as "isNew", bool_and(placed_at <= now()) as "isPast" from orders`);
  expect(times).toEqual({ states: 5, isOld: true, isNew: true, isPast: true });
  expect(await verifyBooks(store)).toMatchObject({ isSound: true, differences: [] });
});

test("every key and index that was taken off for the load stands again", async () => {
  expect([...(await definitions())]).toEqual(before);
});
