import { and, eq, isNull, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { sessions } from "./schema";

/** Requests that left the browser before it got its new cookie still come with the old one. */
const OLD_ID_KEPT_SECONDS = 20;

/** Has every living session of a person continue under a new id, as their access or password changes. */
export async function demandRenewal(ctx: TxContext, userId: string): Promise<void> {
  await ctx.db
    .update(sessions)
    .set({ mustRenew: true })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), isNull(sessions.renewedTo)));
}

/** Continues a session under a new id, once: null where another request has done it. */
export async function renewSession(ctx: Context, sessionId: string): Promise<{ sessionId: string } | null> {
  return inTransaction(ctx, async (ctx) => {
    const renewedTo = newId();
    const [old] = await ctx.db
      .update(sessions)
      .set({ mustRenew: false, renewedTo })
      .where(and(eq(sessions.id, sessionId), eq(sessions.mustRenew, true), isNull(sessions.endedAt)))
      .returning();
    if (!old) return null;
    await ctx.db.insert(sessions).values({ ...old, id: renewedTo, renewedTo: null, lastSeenAt: ctx.now });
    await ctx.db
      .update(sessions)
      .set({
        expiresAt: sql`least(${sessions.expiresAt}, ${databaseNow} + make_interval(secs => ${OLD_ID_KEPT_SECONDS}))`,
      })
      .where(eq(sessions.id, sessionId));
    return { sessionId: renewedTo };
  });
}
