import { and, eq, isNull, lt } from "drizzle-orm";
import { sessions } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { SESSION_SEEN_EVERY_MS } from "./session";

/** Records that a session is in use, at most once a minute, so that only an unused session expires. */
export async function recordSessionUse(ctx: Pick<Context, "db" | "now">, sessionId: string): Promise<void> {
  const longAgo = new Date(ctx.now.getTime() - SESSION_SEEN_EVERY_MS);
  await ctx.db
    .update(sessions)
    .set({ lastSeenAt: ctx.now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt), lt(sessions.lastSeenAt, longAgo)));
}
