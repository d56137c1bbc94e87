import { and, eq } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { defaultViewChanged, type SetDefaultView, viewNotFound } from "./contract";
import { isSeenBy } from "./lock-view";
import { defaultViews, savedViews } from "./schema";

/**
 * Chooses with which view a list opens for whoever asks. It changes nothing for anybody else, and stands in no history.
 * @throws viewNotFound
 */
export async function setDefaultView(ctx: Context, { list, viewId }: SetDefaultView): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const userId = requireActorId(ctx);
    if (viewId === null)
      await ctx.db.delete(defaultViews).where(and(eq(defaultViews.userId, userId), eq(defaultViews.list, list)));
    else {
      const [view] = await ctx.db
        .select({ id: savedViews.id })
        .from(savedViews)
        .where(and(eq(savedViews.id, viewId), eq(savedViews.list, list), isSeenBy(userId)))
        .for("key share");
      if (!view) throw viewNotFound({ viewId });
      await ctx.db
        .insert(defaultViews)
        .values({ userId, list, viewId })
        .onConflictDoUpdate({ target: [defaultViews.userId, defaultViews.list], set: { viewId } });
    }
    emitProgress(ctx, defaultViewChanged, { userId });
  });
}
