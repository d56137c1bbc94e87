import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { shopSettings } from "@/modules/shop/schema";
import type { Db } from "@/platform/database/db";

/** When a proof is due, by the proofs of its kind that were kept: `finished_at`, `is_whole` and `is_sound` of each. */
const dueBy = (proofs: PgTable): SQL => sql`
  select coalesce(last_whole < now() - interval '6 days 12 hours', true) as is_whole
  from (
    select max(finished_at) as last, max(finished_at) filter (where is_whole and is_sound) as last_whole
    from ${proofs}
  ) as proofs, ${shopSettings}
  where coalesce(last < now() - case
    when extract(hour from now() at time zone ${shopSettings.timeZone}) between 1 and 4 then interval '20 hours'
    else interval '44 hours' end, true)`;

/**
 * Each night what was added since the night before, once a week everything; where no process runs at night, as soon as
 * one runs. Null where nothing is due.
 */
export async function findDueProof(db: Db, proofs: PgTable): Promise<{ isWhole: boolean } | null> {
  const [due] = await db.execute<{ is_whole: boolean }>(dueBy(proofs));
  return due ? { isWhole: due.is_whole } : null;
}
