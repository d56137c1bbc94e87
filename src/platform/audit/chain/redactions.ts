import { sql } from "drizzle-orm";
import { auditRedactions } from "@/platform/audit/schema";
import type { Tx } from "@/platform/database/db";
import type { RowHash } from "./head";

type Step = { before: string; after: string };

/**
 * Whether an entry became what it is by what was taken out of it, and by nothing else: each redaction begins with the
 * hash that the one before ended with, the first with the sealed one. The redactions are sealed themselves.
 */
export async function isRedacted(tx: Tx, { id, hash: sealed }: RowHash, is: string): Promise<boolean> {
  const steps = await tx.execute<Step>(sql`
    select hash_before as before, hash_after as after from ${auditRedactions}
    where entry_id = ${id}::uuid order by id`);
  const last = steps.reduce((hash, step) => (step.before === hash ? step.after : hash), sealed);
  return last === is;
}
