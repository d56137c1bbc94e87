import { desc, eq, sql } from "drizzle-orm";
import { securityEvents } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { users } from "./schema";

const SHOWN_MAX = 100;
const EVENTS_KEPT_MS = 180 * 24 * 3_600_000;

/** What was refused to people and strangers of late, the latest first. */
export async function listSecurityEvents(ctx: Pick<Context, "db">) {
  const rows = await ctx.db
    .select({
      id: securityEvents.id,
      occurredAt: securityEvents.occurredAt,
      kind: securityEvents.kind,
      name: users.name,
      address: securityEvents.address,
      subject: securityEvents.subject,
    })
    .from(securityEvents)
    .leftJoin(users, eq(users.id, securityEvents.userId))
    .orderBy(desc(securityEvents.occurredAt), desc(securityEvents.id))
    .limit(SHOWN_MAX);
  return rows.map(({ occurredAt, ...row }) => ({ ...row, occurredAt: occurredAt.toISOString() }));
}

export const sweepSecurityEvents: Sweep = sql`
  delete from ${securityEvents} where id in (
    select id from ${securityEvents} where occurred_at < ${before(EVENTS_KEPT_MS)}
    limit ${ROWS_PER_SWEEP_MAX} for update skip locked)
  returning 1`;
