import { and, eq, sql } from "drizzle-orm";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { inboxChanged, type MarkRead, noticeNotFound } from "./contract";
import { inInbox } from "./queries";
import { noticeReads, notices } from "./schema";

/** Marks a notice of the own inbox as read, as it is now: should it grow, it is unread again. @throws noticeNotFound */
export async function markRead(ctx: Context, { noticeId }: MarkRead): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const userId = requireActorId(ctx);
    const [notice] = await ctx.db
      .select({ ordinal: notices.ordinal })
      .from(notices)
      .where(and(eq(notices.id, noticeId), inInbox(ctx)));
    if (!notice) throw noticeNotFound({});
    await ctx.db
      .insert(noticeReads)
      .values({ userId, noticeId, ordinal: notice.ordinal })
      .onConflictDoUpdate({
        target: [noticeReads.userId, noticeReads.noticeId],
        set: { ordinal: sql`greatest(${noticeReads.ordinal}, excluded.ordinal)` },
      });
    tellOwner(ctx, userId);
  });
}

/** Other windows of the same person follow. What somebody has read is no change of the shop, and in no history. */
export const tellOwner = (ctx: TxContext, userId: string): void => emitProgress(ctx, inboxChanged, { userId });
