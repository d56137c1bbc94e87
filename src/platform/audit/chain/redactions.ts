import { sql } from "drizzle-orm";
import { auditEntries, auditRedactions } from "@/platform/audit/schema";
import type { Tx } from "@/platform/database/db";
import type { RowHash } from "./head";

type Step = { before: string; after: string };

/**
 * Whether an entry became what it is by what was taken out of it, and by nothing else: each redaction begins with the
 * hash that the one before ended with, the first with the sealed one. The redactions are sealed themselves, and so is
 * the erasure that each is of: one that no erasure tells of was written by hand.
 */
export async function isRedacted(tx: Tx, { id, hash: sealed }: RowHash, is: string): Promise<boolean> {
  const steps = await tx.execute<Step>(sql`
    select hash_before as before, hash_after as after from ${auditRedactions}
    where entry_id = ${id}::uuid
      and exists (select from ${auditEntries} where id = ${id}::uuid and entity in ('customer', 'order'))
      and exists (
        select from ${auditEntries}
        where entity_id = subject_id and entity = 'customer' and after ->> 'erased' = 'true')
    order by id`);
  const last = steps.reduce((hash, step) => (step.before === hash ? step.after : hash), sealed);
  return last === is;
}
