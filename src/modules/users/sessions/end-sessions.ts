import { and, eq, isNull, ne } from "drizzle-orm";
import { sessionEnded, type UserRef } from "@/modules/users/contract";
import { lockUser } from "@/modules/users/lock-user";
import { sessions } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { dropCachedSessions } from "./session-cache";

/** Signs a person out of all browsers, or of all but one. Open streams end within seconds. */
export async function endSessions(
  ctx: Context,
  input: UserRef & { exceptSessionId?: string },
): Promise<{ ended: number }> {
  return inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, input.userId);
    const ended = await ctx.db
      .update(sessions)
      .set({ endedAt: ctx.now })
      .where(
        and(
          eq(sessions.userId, user.id),
          isNull(sessions.endedAt),
          input.exceptSessionId === undefined ? undefined : ne(sessions.id, input.exceptSessionId),
        ),
      )
      .returning({ id: sessions.id });
    dropCachedSessions(user.id);
    for (const { id } of ended) {
      recordChange(ctx, {
        entity: "session",
        entityId: id,
        label: user.name,
        before: { userId: user.id },
        after: null,
      });
    }
    if (ended.length > 0) emit(ctx, sessionEnded, { userId: user.id });
    return { ended: ended.length };
  });
}
