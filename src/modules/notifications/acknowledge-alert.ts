import { and, eq, isNull } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type AcknowledgeAlert, alertNotFound, noticed } from "./contract";
import { alerts } from "./schema";
import { visibleTo } from "./visible";

/**
 * Says to all who see an alert that somebody sees to it; the first one stands. It stays open until its cause is gone.
 * The alert itself keeps who it was, and it changes nothing of the shop, so it is in no history.
 * @throws alertNotFound
 */
export async function acknowledgeAlert(ctx: Context, { alertId }: AcknowledgeAlert): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const [alert] = await ctx.db
      .select({ warehouseId: alerts.warehouseId, acknowledgedAt: alerts.acknowledgedAt })
      .from(alerts)
      .where(and(eq(alerts.id, alertId), isNull(alerts.resolvedAt), visibleTo(ctx, alerts)))
      .for("update");
    if (!alert) throw alertNotFound({});
    if (alert.acknowledgedAt !== null) return;
    await ctx.db
      .update(alerts)
      .set({ acknowledgedAt: ctx.now, acknowledgedBy: requireActorId(ctx) })
      .where(eq(alerts.id, alertId));
    emitProgress(ctx, noticed, { warehouseIds: alert.warehouseId === null ? [] : [alert.warehouseId] });
  });
}
