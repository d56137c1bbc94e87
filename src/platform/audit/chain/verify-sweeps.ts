import { sql } from "drizzle-orm";
import { auditEntries } from "@/platform/audit/schema";
import type { Db } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import { type Findings, FINDINGS_NAMED_MAX } from "./findings";
import { auditSweeps } from "./schema";

/**
 * The database removes nothing that is younger than half a year, of changes nothing younger than a year, and of those
 * the oldest first. Who says otherwise has removed rows by hand.
 */
export async function verifySweeps(db: Db, findings: Findings): Promise<void> {
  const early = await db.execute<{ day: string; source: string }>(sql`
    select day::text, source from ${auditSweeps}
    where day > (swept_at - make_interval(days =>
      case source when 'audit_entries' then 365 when 'list_exports' then 729 else 179 end))::date
    order by day ${atMost(FINDINGS_NAMED_MAX)}`);
  for (const { day, source } of early)
    findings.add({ day, subject: source, what: "lost rows that were too young to be removed for their age" });
  const outOfTurn = await db.execute<{ day: string }>(sql`
    select day::text from ${auditSweeps}
    where source = 'audit_entries' and day > (select audit_day(id) from ${auditEntries} order by id limit 1)
    order by day ${atMost(FINDINGS_NAMED_MAX)}`);
  for (const { day } of outOfTurn)
    findings.add({ day, subject: "audit_entries", what: "lost rows while older ones are still there" });
}
