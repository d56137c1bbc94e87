import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { viewChanged, type ViewRef } from "./contract";
import { imageOf } from "./image";
import { lockView } from "./lock-view";
import { savedViews } from "./schema";

/** For whoever had it as their default the list opens without any. @throws viewNotFound, viewNotYours */
export async function removeView(ctx: Context, { viewId }: ViewRef): Promise<{ viewId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const view = await lockView(ctx, viewId);
    await ctx.db.delete(savedViews).where(eq(savedViews.id, viewId));
    recordChange(ctx, { entity: "view", entityId: viewId, label: view.name, before: imageOf(view), after: null });
    emit(ctx, viewChanged, { viewId });
    return { viewId };
  });
}
