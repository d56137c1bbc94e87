import { eq } from "drizzle-orm";
import { sessionEnded, type SessionRef } from "@/modules/users/contract";
import { sessionNotFound } from "@/modules/users/refusals";
import { sessions } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { endUnderAnyId } from "./renew-session";
import { dropCachedSessions } from "./session-cache";

/** Signs out one browser of the person who asks. @throws sessionNotFound, also for a session of someone else. */
export async function endOwnSession(ctx: Context, input: SessionRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const userId = actorId(ctx) ?? SYSTEM_USER_ID;
    const ended = await endUnderAnyId(ctx, input.sessionId, eq(sessions.userId, userId));
    if (ended.length === 0) throw sessionNotFound({});
    dropCachedSessions(userId);
    const label = ctx.actor.kind === "person" ? ctx.actor.name : "Quartermaster";
    recordChange(ctx, { entity: "session", entityId: input.sessionId, label, before: { userId }, after: null });
    emit(ctx, sessionEnded, { userId });
  });
}
