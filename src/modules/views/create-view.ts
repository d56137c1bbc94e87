import { and, eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type CreateView, tooManyViews, viewChanged, viewNameTaken } from "./contract";
import { imageOf } from "./image";
import { assertMayShare } from "./lock-view";
import { savedViews } from "./schema";
import { VIEWS_MAX } from "./view";

/** Keeps a view of a list for oneself, or for everyone. @throws viewNotYours, viewNameTaken, tooManyViews */
export async function createView(ctx: Context, input: CreateView): Promise<{ viewId: string }> {
  return inTransaction(ctx, async (ctx) => {
    assertMayShare(ctx, input);
    const ownerId = requireActorId(ctx);
    const { list, name } = input;
    const own = await ctx.db.$count(savedViews, and(eq(savedViews.ownerId, ownerId), eq(savedViews.list, list)));
    if (own >= VIEWS_MAX) throw tooManyViews({ viewsMax: VIEWS_MAX });
    const viewId = newId();
    await refuseOn({ saved_views_name_is_taken: () => viewNameTaken({ name }) }, () =>
      ctx.db.insert(savedViews).values({ ...input, id: viewId, ownerId, createdAt: ctx.now }),
    );
    recordChange(ctx, { entity: "view", entityId: viewId, label: name, before: null, after: imageOf(input) });
    emit(ctx, viewChanged, { viewId });
    return { viewId };
  });
}
