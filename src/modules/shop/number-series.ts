import { type SQL, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { numberSeries } from "./schema";

const FIRST_NUMBER = 1001;

/**
 * A statement that draws the next `number` of a series, for a common table expression before the insert that uses it.
 * It locks the row of the series until the transaction ends, so it belongs in the last statement.
 */
export const drawNumber = (series: string): SQL => sql`
  insert into ${numberSeries} as series (name, next) values (${series}, ${FIRST_NUMBER + 1}::bigint)
  on conflict (name) do update set next = series.next + 1
  returning series.next - 1 as number`;

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
