import { sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { drawLate, type LateNumber } from "@/platform/late-number";
import { numberSeries } from "./schema";

const FIRST_NUMBER = 1001;

/** The next number of a series. All who draw wait for its row, so it is drawn with the transaction's last statement. */
export const drawNumber = (ctx: TxContext, series: string): LateNumber =>
  drawLate(
    ctx.pending.draws,
    series,
    (count) => sql`
      insert into ${numberSeries} as series (name, next) values (${series}, ${FIRST_NUMBER}::bigint + ${count}::bigint)
      on conflict (name) do update set next = series.next + ${count}::bigint
      returning series.next - ${count}::bigint as first`,
  );

/** The same, drawn now and held until the transaction ends: for what its own texts name, and of which few are made. */
export async function takeNumber(ctx: TxContext, series: string): Promise<number> {
  const [row] = await ctx.db
    .insert(numberSeries)
    .values({ name: series, next: FIRST_NUMBER + 1 })
    .onConflictDoUpdate({ target: numberSeries.name, set: { next: sql`${numberSeries.next} + 1` } })
    .returning({ next: numberSeries.next });
  if (!row) throw new Error("A series always has a next number.");
  return row.next - 1;
}

/** Continues a series at `next`, unless it is further already: for rows that are inserted with their numbers. */
export async function continueSeries(ctx: TxContext, series: string, next: number): Promise<void> {
  await ctx.db
    .insert(numberSeries)
    .values({ name: series, next })
    .onConflictDoUpdate({
      target: numberSeries.name,
      set: { next: sql`greatest(${numberSeries.next}, excluded.next)` },
    });
}
