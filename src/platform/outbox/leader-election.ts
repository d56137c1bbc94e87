import { sql } from "drizzle-orm";
import type { Tx } from "@/platform/database/db";

/**
 * Leader election by an advisory lock: whether this transaction leads of all that ask for `lock`. The lock passes on
 * when the transaction ends or its holder dies.
 */
export async function tryBecomeLeader(tx: Tx, lock: number): Promise<boolean> {
  const [answer] = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as taken`);
  return answer?.taken === true;
}
