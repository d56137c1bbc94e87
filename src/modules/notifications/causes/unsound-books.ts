import { type SQL, sql } from "drizzle-orm";
import { ledgerProofs } from "@/modules/inventory/proofs/schema";
import type { Cause } from "./cause";

/** That the newest verification of the books found differences, until one finds none. */
export const unsoundBooks: Cause = {
  kinds: ["books-differ"],
  subjectsOf: () => [],
  find: (): SQL => sql`
    select 'books-differ' as kind, 'books' as cause, null::uuid as warehouse_id, null::uuid as subject_id,
      '' as label, 'Run npm run verify-ledger, which names each difference.' as detail
    from (select is_sound from ${ledgerProofs} order by finished_at desc limit 1) as newest
    where not is_sound`,
};
