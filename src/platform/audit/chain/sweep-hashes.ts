import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { ROWS_PER_SWEEP_MAX } from "@/platform/database/retention";

/** The hashes of days whose rows are all gone. The day's head stays, and that its rows were removed. */
export async function sweepHashes(db: Db): Promise<number> {
  const [row] = await db.execute<{ removed: string }>(sql`
    select sweep_audit_hashes(${ROWS_PER_SWEEP_MAX}::integer) as removed`);
  return Number(row?.removed ?? 0);
}
