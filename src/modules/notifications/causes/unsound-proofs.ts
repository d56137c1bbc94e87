import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { ledgerProofs } from "@/modules/inventory/proofs/schema";
import type { NoticeKind } from "@/modules/notifications/kind";
import { auditProofs } from "@/platform/audit/chain/schema";
import type { Cause } from "./cause";

/** That the newest run of a check found something, until one finds nothing. */
const unsound = (kind: NoticeKind, cause: string, { proofs, detail }: { proofs: PgTable; detail: string }): Cause => ({
  kinds: [kind],
  subjectsOf: () => [],
  find: () => sql`
    select ${kind}::text as kind, ${cause}::text as cause, null::uuid as warehouse_id, null::uuid as subject_id,
      '' as label, ${detail}::text as detail
    from (select is_sound from ${proofs} order by finished_at desc limit 1) as newest
    where not is_sound`,
});

export const unsoundBooks = unsound("books-differ", "books", {
  proofs: ledgerProofs,
  detail: "Run npm run verify-ledger, which names each difference.",
});

export const alteredTrail = unsound("audit-altered", "audit", {
  proofs: auditProofs,
  detail: "Run npm run verify-audit, which names each day and row.",
});
