import { type SQL, sql } from "drizzle-orm";
import { auditProofs } from "@/platform/audit/chain/schema";
import type { Cause } from "./cause";

/** That the newest check of the audit trail found something altered, until one finds nothing. */
export const alteredTrail: Cause = {
  kinds: ["audit-altered"],
  subjectsOf: () => [],
  find: (): SQL => sql`
    select 'audit-altered' as kind, 'audit' as cause, null::uuid as warehouse_id, null::uuid as subject_id,
      '' as label, 'Run npm run verify-audit, which names each day and row.' as detail
    from (select is_sound from ${auditProofs} order by finished_at desc limit 1) as newest
    where not is_sound`,
};
