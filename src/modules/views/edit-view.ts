import { eq, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type EditView, viewChanged, viewChangedMeanwhile, viewNameTaken } from "./contract";
import { imageOf } from "./image";
import { assertMayShare, lockView } from "./lock-view";
import { savedViews } from "./schema";

/** @throws viewNotFound, viewNotYours, viewChangedMeanwhile on a later version, viewNameTaken */
export async function editView(ctx: Context, { viewId, version, ...input }: EditView) {
  return inTransaction(ctx, async (ctx) => {
    const view = await lockView(ctx, viewId);
    assertMayShare(ctx, input);
    if (view.version !== version) throw viewChangedMeanwhile({ version: view.version, name: view.name });
    await refuseOn({ saved_views_name_is_taken: () => viewNameTaken({ name: input.name }) }, () =>
      ctx.db
        .update(savedViews)
        .set({ ...input, version: sql`${savedViews.version} + 1` })
        .where(eq(savedViews.id, viewId)),
    );
    recordChange(ctx, {
      entity: "view",
      entityId: viewId,
      label: input.name,
      before: imageOf(view),
      after: imageOf(input),
    });
    emit(ctx, viewChanged, { viewId });
    return { viewId, version: version + 1 };
  });
}
