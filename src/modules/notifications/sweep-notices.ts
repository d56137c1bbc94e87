import { sql } from "drizzle-orm";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { alerts, notices } from "./schema";

const NOTICES_KEPT_MS = 30 * 24 * 3_600_000;
/** So many are in all inboxes together: enough for a month of a large shop, and few enough to count through. */
const NOTICES_KEPT_MAX = 50_000;
const RESOLVED_KEPT_MS = 30 * 24 * 3_600_000;

const sweepOldNotices: Sweep = sql`
  delete from ${notices} where id in (
    select id from ${notices}
    where created_at < ${before(NOTICES_KEPT_MS)}
      or ordinal <= (select ordinal from ${notices} order by ordinal desc offset ${NOTICES_KEPT_MAX} limit 1)
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

const sweepResolvedAlerts: Sweep = sql`
  delete from ${alerts} where id in (
    select id from ${alerts} where resolved_at < ${before(RESOLVED_KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;

export const NOTIFICATIONS_SWEEPS: readonly Sweep[] = [sweepOldNotices, sweepResolvedAlerts];
