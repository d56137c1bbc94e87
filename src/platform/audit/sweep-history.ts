import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { ROWS_PER_SWEEP_MAX } from "@/platform/database/retention";

/**
 * What was changed by whom is the shop's own record and is kept, unless whoever runs it says for how many years. The
 * application may delete none of it: a function of the database's owner does, and only what is older than a year.
 */
export async function sweepHistory(db: Db, years: number | null): Promise<number> {
  if (years === null) return 0;
  const [row] = await db.execute<{ removed: string }>(sql`
    select sweep_audit(${years}::integer, ${ROWS_PER_SWEEP_MAX}::integer) as removed`);
  return Number(row?.removed ?? 0);
}
