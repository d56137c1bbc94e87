import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { sweepAll } from "@/platform/database/retention";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { untilSomeoneWaits } from "@/testing/waiting";
import { proveBooks, proveBooksNightly } from "./prove-books";

const store = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "CUP">;

beforeEach(async () => {
  ctx = await testContext(store.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 20, CUP: 5 });
});

const FAULT = "A bin holds the sum of its movements";
const loseOne = (variantId: string) => store.owner`
  update stock_balances set on_hand = on_hand - 1 where variant_id = ${variantId}`;

/** Moves the mark past all that was done so far, as if it had happened days ago. */
const markAll = ({ isSound } = { isSound: true }) => store.owner`
  insert into ledger_proofs (id, finished_at, is_whole, is_sound, movement_id, proved_until, report)
  values (${newId()}, now() + interval '1 second', true, ${isSound},
    (select max(id) from stock_movements), now() + interval '1 second', '{}')`;

/** Well below the five seconds after which a statement gives up a lock by itself. */
const STOPS_WITHIN_MS = 2_000;

const namesOf = (report: { differences: readonly { check: string }[] }) => [
  ...new Set(report.differences.map(({ check }) => check)),
];

test("what was proved and has not moved since is left alone, but not by a whole run, which reads no mark", async () => {
  await loseOne(shop.variant.TEA);
  await markAll();
  expect(namesOf(await proveBooks(store.db, { sinceLast: true }))).not.toContain(FAULT);
  expect(namesOf(await proveBooks(store.db, { sinceLast: false }))).toContain(FAULT);
});

test("where an item has moved since, all of it is added up", async () => {
  await loseOne(shop.variant.TEA);
  await markAll();
  const line = { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 1 };
  await receiveStock(ctx, { lines: [line] });
  expect(namesOf(await proveBooks(store.db, { sinceLast: true }))).toContain(FAULT);
});

test("a run that found a fault moves no mark, so that the fault is named until it is mended", async () => {
  await loseOne(shop.variant.TEA);
  await markAll({ isSound: false });
  expect(namesOf(await proveBooks(store.db, { sinceLast: true }))).toContain(FAULT);
});

test("what a whole run found is named by the next one too, wherever it is", async () => {
  await loseOne(shop.variant.TEA);
  await markAll();
  await proveBooks(store.db, { sinceLast: false });
  await store.owner`update ledger_proofs set finished_at = now() + interval '2 seconds' where not is_sound`;
  expect(await proveBooks(store.db, { sinceLast: true })).toMatchObject({ isWhole: true, isSound: false });
});

test("without a mark everything is proved", async () => {
  expect(await proveBooks(store.db, { sinceLast: true })).toMatchObject({ isWhole: true, isSound: true });
  expect(await proveBooks(store.db, { sinceLast: true })).toMatchObject({ isWhole: false, isSound: true });
});

const proofs = () =>
  store.owner`select is_whole as "isWhole", is_sound as "isSound" from ledger_proofs order by finished_at`;
const aDayPasses = (days = 1) => store.owner`
  update ledger_proofs set (finished_at, proved_until) =
    (select finished_at - passed, proved_until - passed from make_interval(days => ${days}, hours => 21) as passed)`;
const night = () => sweepAll(store.db, [proveBooksNightly]);

test("each night the new part is proved, and each week everything", async () => {
  await night();
  await night();
  expect([...(await proofs())]).toEqual([{ isWhole: true, isSound: true }]);

  await aDayPasses();
  await loseOne(shop.variant.TEA);
  await night();
  await aDayPasses();
  await night();
  const fault = { isWhole: false, isSound: false };
  expect([...(await proofs())]).toEqual([{ isWhole: true, isSound: true }, fault, fault]);
  const [last] = await store.owner`select report from ledger_proofs order by finished_at desc limit 1`;
  expect(last?.["report"]).toMatchObject({
    differences: expect.arrayContaining([expect.objectContaining({ check: FAULT })]),
  });

  await aDayPasses(4);
  await night();
  expect((await proofs()).at(-1)).toEqual({ isWhole: true, isSound: false });
  // All of it again each night, until it is sound.
  await aDayPasses();
  await night();
  expect((await proofs()).at(-1)).toEqual({ isWhole: true, isSound: false });
});

test("a process that is asked to stop leaves the proof to the next at once", async () => {
  const stopping = new AbortController();
  await store.owner.begin(async (held) => {
    await held`lock table stock_movements in access exclusive mode`;
    const stopped = sweepAll(store.db, [proveBooksNightly], stopping.signal);
    await untilSomeoneWaits(store);
    const asked = performance.now();
    stopping.abort();
    expect(await stopped).toBe(0);
    expect(performance.now() - asked).toBeLessThan(STOPS_WITHIN_MS);
  });
  expect(await proofs()).toEqual([]);
  await night();
  expect(await proofs()).toHaveLength(1);
});

test("the application can neither date a proof, and so put off the next, nor change one", async () => {
  const forge = (columns: string, values: string) =>
    store.db.execute(sql`
      insert into ledger_proofs (id, is_whole, is_sound, movement_id, report, proved_until ${sql.raw(columns)})
      values (${newId()}, true, true, 0, '{}', ${sql.raw(values)})`);
  await expect(forge(", finished_at", "now(), now() + interval '1 year'")).rejects.toThrow("permission denied");
  await expect(forge("", "now() + interval '1 year'")).rejects.toThrow("ledger_proofs_prove_what_was");
  await night();
  const change = store.db.execute(sql`update ledger_proofs set is_sound = true`);
  await expect(change).rejects.toThrow("permission denied");
});

test("proofs of more than a year ago go", async () => {
  await night();
  await aDayPasses(500);
  await night();
  expect(await proofs()).toHaveLength(1);
});
