import { desc, eq } from "drizzle-orm";
import { securityEvents } from "@/platform/audit/schema";
import type { ReadContext } from "@/platform/context";
import { users } from "./schema";

const SHOWN_MAX = 100;

/** What was refused to people and strangers of late, the latest first. */
export async function listSecurityEvents(ctx: Pick<ReadContext, "db">) {
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
