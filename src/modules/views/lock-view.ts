import { and, eq, or, type SQL } from "drizzle-orm";
import { requireActorId, type TxContext } from "@/platform/context";
import { can } from "@/shared/access";
import { viewNotFound, viewNotYours } from "./contract";
import { savedViews } from "./schema";

/** Their own views, and those that are shared. */
export const isSeenBy = (userId: string | null): SQL | undefined =>
  userId === null ? savedViews.isShared.getSQL() : or(eq(savedViews.ownerId, userId), savedViews.isShared);

/** A view that whoever asks may change: their own, or a shared one. @throws viewNotFound, viewNotYours */
export async function lockView(ctx: TxContext, viewId: string) {
  const [view] = await ctx.db
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.id, viewId), isSeenBy(requireActorId(ctx))))
    .for("update");
  if (!view) throw viewNotFound({ viewId });
  assertMayShare(ctx, view);
  return view;
}

export function assertMayShare(ctx: TxContext, { name, isShared }: { name: string; isShared: boolean }): void {
  if (isShared && !can(ctx.actor, "views.share")) throw viewNotYours({ name });
}
