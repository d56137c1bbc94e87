import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { sessions } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { SESSION_IDLE_MS } from "./session";

const SESSIONS_SHOWN_MAX = 100;

/** The browsers a person is signed in with, the latest first. */
export async function listSessions(ctx: Context, userId: string) {
  const rows = await ctx.db
    .select({
      sessionId: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      userAgent: sessions.userAgent,
      address: sessions.address,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.endedAt),
        isNull(sessions.renewedTo),
        gt(sessions.expiresAt, ctx.now),
        gt(sessions.lastSeenAt, new Date(ctx.now.getTime() - SESSION_IDLE_MS)),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(SESSIONS_SHOWN_MAX);
  const own = ctx.actor.kind === "person" ? ctx.actor.sessionId : null;
  return rows.map(({ createdAt, lastSeenAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThisOne: row.sessionId === own,
  }));
}
