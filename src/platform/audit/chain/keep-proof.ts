import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import { before } from "@/platform/database/retention";
import { newId } from "@/shared/id";
import type { TrailReport } from "./report";
import { auditProofs, auditSeals } from "./schema";

const PROOFS_KEPT_MS = 400 * 24 * 3_600_000;

/**
 * The last day of the newest sound run; null where a whole one found something since, on whatever day. No day is taken
 * for proved that is not sealed, whatever was written.
 */
export async function findLastProvedDay(db: Db): Promise<string | null> {
  const [row] = await db.execute<{ day: string | null }>(sql`
    select case when is_sound then least(proved_until, (select max(day) from ${auditSeals})) end::text as day
    from ${auditProofs} where is_sound or is_whole order by finished_at desc ${atMost(1)}`);
  return row?.day ?? null;
}

type Proof = { isWhole: boolean; report: TrailReport };

export async function keepTrailProof(db: Db, { isWhole, report }: Proof): Promise<void> {
  await db.execute(sql`
    insert into ${auditProofs} (id, is_whole, is_sound, proved_until, report)
    values (${newId()}, ${isWhole}, ${report.isSound}, ${report.head?.day ?? null}::date,
      ${JSON.stringify(report)}::jsonb)`);
}

export async function dropOldTrailProofs(db: Db): Promise<void> {
  await db.execute(sql`delete from ${auditProofs} where finished_at < ${before(PROOFS_KEPT_MS)}`);
}
