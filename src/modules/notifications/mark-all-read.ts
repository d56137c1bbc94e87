import { and, eq, lte, sql } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { MarkAllRead } from "./contract";
import { tellOwner } from "./mark-read";
import { inboxes, noticeReads, notices } from "./schema";

/** Marks everything up to there as read. What came later, or has grown since, stays unread. */
export async function markAllRead(ctx: Context, { upTo }: MarkAllRead): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const userId = requireActorId(ctx);
    // No further than there is something to read, or what is yet to come would be read before anybody sees it.
    const newest = ctx.db.select({ ordinal: sql`coalesce(max(${notices.ordinal}), 0)` }).from(notices);
    await ctx.db
      .insert(inboxes)
      .values({ userId, readUpTo: sql`least(${upTo}::bigint, (${newest}))` })
      .onConflictDoUpdate({
        target: inboxes.userId,
        set: { readUpTo: sql`greatest(${inboxes.readUpTo}, excluded.read_up_to)` },
      });
    await ctx.db.delete(noticeReads).where(and(eq(noticeReads.userId, userId), lte(noticeReads.ordinal, upTo)));
    tellOwner(ctx, userId);
  });
}
