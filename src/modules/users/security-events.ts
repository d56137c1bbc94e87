import { desc, eq, inArray } from "drizzle-orm";
import { REFUSAL_KINDS, securityEvents } from "@/platform/audit/schema";
import type { ReadContext } from "@/platform/context";
import { oneOf } from "@/shared/one-of";
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
    .where(inArray(securityEvents.kind, REFUSAL_KINDS))
    .orderBy(desc(securityEvents.occurredAt), desc(securityEvents.id))
    .limit(SHOWN_MAX);
  return rows.flatMap(({ occurredAt, kind, ...row }) => {
    const refusal = oneOf(REFUSAL_KINDS, kind);
    return refusal ? [{ ...row, kind: refusal, occurredAt: occurredAt.toISOString() }] : [];
  });
}
