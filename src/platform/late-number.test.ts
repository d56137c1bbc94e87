import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { recordChange } from "@/platform/audit/record-change";
import { auditEntries } from "@/platform/audit/schema";
import { answerOnce } from "@/platform/idempotency/answer-once";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import type { Context, TxContext } from "./context";
import { drawLate } from "./late-number";
import { inTransaction } from "./transaction";

const database = testDatabase();
let ctx: Context;

beforeEach(async () => {
  ctx = await testContext(database.db);
  await database.owner`delete from number_series`;
});

const draw = (ctx: TxContext, series: string) =>
  drawLate(
    ctx.pending.draws,
    series,
    (count) => sql`
      insert into number_series as series (name, next) values (${series}, 1 + ${count}::bigint)
      on conflict (name) do update set next = series.next + ${count}::bigint
      returning series.next - ${count}::bigint as first`,
  );

const issue = (ctx: TxContext, series: string) => {
  const number = draw(ctx, series);
  recordChange(ctx, { entity: "product", entityId: newId(), label: `${series} ${number}`, before: null, after: {} });
  return number;
};

const labels = async () =>
  (await database.db.select({ label: auditEntries.label }).from(auditEntries).orderBy(auditEntries.id)).map(
    ({ label }) => label,
  );

test("numbers of a transaction follow each other, each series for itself, and the history names them", async () => {
  const issued = await inTransaction(ctx, async (ctx) => [
    issue(ctx, "invoice"),
    issue(ctx, "invoice"),
    issue(ctx, "parcel"),
  ]);
  expect(issued.map(({ value }) => value)).toEqual([1, 2, 1]);
  expect(JSON.stringify(issued)).toBe("[1,2,1]");
  expect(await labels()).toEqual(["invoice 1", "invoice 2", "parcel 1"]);
  expect(await inTransaction(ctx, async (ctx) => issue(ctx, "invoice"))).toMatchObject({ value: 3 });
});

test("what fails draws nothing, and a number that was not drawn is not told", async () => {
  const fail = inTransaction(ctx, async (ctx) => {
    expect(() => issue(ctx, "invoice").value).toThrow("before it was drawn");
    throw new Error("out of paper");
  });
  await expect(fail).rejects.toThrow("out of paper");
  expect(await inTransaction(ctx, async (ctx) => issue(ctx, "invoice"))).toMatchObject({ value: 1 });
});

test("a repeated request is answered with the number that the first one drew", async () => {
  const request = { key: newId(), procedure: "tests.issue", input: {} };
  const send = () =>
    inTransaction({ ...ctx, once: answerOnce(ctx, request) }, async (ctx) => ({ number: issue(ctx, "invoice") }));
  const answers = await Promise.all([send(), send(), send()]);
  expect(new Set([...answers, await send()].map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"number":1}']),
  );
  expect(await labels()).toEqual(["invoice 1"]);
});

test("what a repeated request did before it was known to be one is taken back", async () => {
  const request = { key: newId(), procedure: "tests.issue", input: {} };
  let runs = 0;
  const send = () =>
    inTransaction({ ...ctx, once: answerOnce(ctx, request) }, async (ctx) => {
      runs += 1;
      await ctx.db.execute(sql`insert into number_series (name, next) values (${`run-${runs}`}, 1)`);
      issue(ctx, "invoice");
      return runs;
    });
  expect([await send(), await send()]).toEqual([1, 1]);
  expect(runs).toBe(2);
  expect(await database.owner`select name from number_series order by name`).toEqual([
    { name: "invoice" },
    { name: "run-1" },
  ]);
});
