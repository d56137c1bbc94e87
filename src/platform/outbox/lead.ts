import { sql } from "drizzle-orm";
import type { Tx } from "@/platform/database/db";

/**
 * Whether this transaction leads, of all that ask for one lock. The lead falls to the next when it ends, or its holder
 * dies.
 */
export async function takeLead(tx: Tx, lock: number): Promise<boolean> {
  const [answer] = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as taken`);
  return answer?.taken === true;
}
