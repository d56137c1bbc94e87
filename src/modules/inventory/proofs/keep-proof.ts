import { type SQL, sql } from "drizzle-orm";
import { stockMovements, stockTransactions } from "@/modules/inventory/schema";
import type { Db } from "@/platform/database/db";
import { before } from "@/platform/database/retention";
import type { Report } from "@/platform/database/verify";
import { newId } from "@/shared/id";
import type { Mark } from "./proved";
import { ledgerProofs } from "./schema";

const HOUR_MS = 3_600_000;
/** Longer than any transaction takes: what one that is under way writes is new to the next run as well. */
const UNDER_WAY_MS = HOUR_MS;
const PROOFS_KEPT_MS = 400 * 24 * HOUR_MS;

async function markOf(db: Db, statement: SQL): Promise<Mark | null> {
  const [row] = await db.execute<{ at: string; movement_id: string }>(statement);
  return row ? { at: row.at, movementId: Number(row.movement_id) } : null;
}

/** How far a run that begins now can prove. Asked before the run reads any row, so that it is never ahead of it. */
export async function findEndOfLedger(db: Db): Promise<Mark> {
  const mark = await markOf(
    db,
    sql`
      select ${before(UNDER_WAY_MS)} as at, coalesce((
        select m.id from ${stockMovements} m join ${stockTransactions} t on t.id = m.transaction_id
        where t.recorded_at < ${before(UNDER_WAY_MS)} order by m.id desc limit 1), 0) as movement_id`,
  );
  if (!mark) throw new Error("The database answered without a row.");
  return mark;
}

/** As far as the newest sound run got; null where a whole one found a fault since, wherever in the books. */
export const findLastProved = (db: Db): Promise<Mark | null> =>
  markOf(
    db,
    sql`
      select proved_until as at, movement_id from (
        select * from ${ledgerProofs} where is_sound or is_whole order by finished_at desc limit 1) as newest
      where is_sound`,
  );

type Proof = { reached: Mark; isWhole: boolean; report: Report };

export async function keepProof(db: Db, { reached, isWhole, report }: Proof): Promise<void> {
  await db.execute(sql`
    insert into ${ledgerProofs} (id, is_whole, is_sound, movement_id, proved_until, report)
    values (${newId()}, ${isWhole}, ${report.isSound}, ${reached.movementId}::bigint,
      ${reached.at}::timestamptz, ${JSON.stringify(report)}::jsonb)`);
}

export async function dropOldProofs(db: Db): Promise<void> {
  await db.execute(sql`delete from ${ledgerProofs} where finished_at < ${before(PROOFS_KEPT_MS)}`);
}
