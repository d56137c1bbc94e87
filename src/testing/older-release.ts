import { sql } from "drizzle-orm";
import type { Queryable } from "@/platform/database/db";

/** Work of a release that fills nobody who waits for what it brings. */
export async function unknownToWaiting<T>(db: Queryable, work: () => Promise<T>): Promise<T> {
  await db.execute(sql`update stock_availability set waiting = 0`);
  const done = await work();
  await db.execute(sql`
    update stock_availability a set waiting = (
      select coalesce(sum(short + backordered), 0) from stock_reservations r
      where r.warehouse_id = a.warehouse_id and r.variant_id = a.variant_id)`);
  return done;
}
