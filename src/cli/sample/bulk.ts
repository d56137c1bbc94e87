import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/platform/database/db";

/** How much there is to be, the sample year included. */
export type Sizes = { variants: number; orders: number; movements: number };

/** How much is added to the sample year, and its present. */
export type Bulk = Sizes & { now: Date };

export const YEARS = 3;

/** The beginning of the invented past. */
export const opened = ({ now }: Bulk): SQL =>
  sql`(${now.toISOString()}::timestamptz - make_interval(years => ${YEARS}::integer))`;

/** Bins of goods that one warehouse keeps. */
export const GOODS_PER_BIN = 50;

/**
 * Functions and tables for the session alone. `sample_id` is a UUIDv7 of a moment, so that keys sort by age as they do
 * in life; `sample_dice` is a fixed number from 0 to 1 for each row, so that every load makes the same shop.
 */
export async function prepare(tx: Tx): Promise<void> {
  const functions = [
    sql`
      create function pg_temp.sample_id(at timestamptz, kind integer, n bigint) returns uuid language sql immutable
      return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
        || '8' || lpad(to_hex(n), 15, '0'))::uuid`,
    sql`
      create function pg_temp.sample_dice(n bigint, salt integer) returns double precision language sql immutable
      return (hashint8extended(n, salt) & 1048575)::double precision / 1048576`,
  ];
  for (const statement of functions) await tx.execute(statement);
}
