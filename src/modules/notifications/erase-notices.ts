import { inArray } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { noticed } from "./contract";
import { alerts, notices } from "./schema";

/** Leaves of what people were told about these orders that it happened, and nothing that it said. */
export async function eraseNotices(ctx: TxContext, orderIds: readonly string[], detail: string): Promise<void> {
  const told = await ctx.db
    .update(notices)
    .set({ detail })
    .where(inArray(notices.subjectId, [...orderIds]))
    .returning({ warehouseId: notices.warehouseId });
  const wrong = await ctx.db
    .update(alerts)
    .set({ detail })
    .where(inArray(alerts.subjectId, [...orderIds]))
    .returning({ warehouseId: alerts.warehouseId });
  const warehouseIds = new Set([...told, ...wrong].flatMap(({ warehouseId }) => warehouseId ?? []));
  if (warehouseIds.size > 0) emit(ctx, noticed, { warehouseIds: [...warehouseIds] });
}
