import { sql } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import type { Context } from "@/platform/context";

/** The shop's day so many days from today, as `2026-03-10`, by the clock and zone that decide what is expired. */
export async function shopDayIn(ctx: Pick<Context, "db">, days: number): Promise<string> {
  const [row] = await ctx.db.execute<{ day: string }>(sql`select (${shopToday} + ${days}::integer)::text as day`);
  if (!row) throw new Error("The database has told no day.");
  return row.day;
}
