import { and, eq, gt } from "drizzle-orm";
import { type ConfirmIdentity, usersChanged } from "@/modules/users/contract";
import { hasFactor, spendCode } from "@/modules/users/factor/spend-code";
import { lockUser } from "@/modules/users/lock-user";
import { isPassword, PASSWORD_COST } from "@/modules/users/password";
import { findPasswordHash } from "@/modules/users/queries";
import { identityRefused } from "@/modules/users/refusals";
import { sessions } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { pause } from "@/shared/pause";
import { chargeTry, forgiveTry, ownCodeLimit, ownPasswordLimit } from "./limit-tries";
import { replaceSession } from "./renew-session";

/** How long a person need not show again that it is them, in the session in which they did. */
const CONFIRMED_MS = 10 * 60_000;
const TURNED_AWAY_PAUSE_MS = 2_000;

/**
 * Whoever finds a screen unlocked is not let in for good: before a change of what lets people in, the person shows that
 * it is them, by a code where they have a second factor and by the password otherwise. Their session goes on under a
 * new id. @throws identityRefused, tooManyTries
 */
export async function confirmIdentity(ctx: Context, { proof }: ConfirmIdentity): Promise<{ sessionId: string | null }> {
  const userId = requireActorId(ctx);
  const byCode = await hasFactor(ctx, userId);
  const limits = [byCode ? ownCodeLimit(userId) : ownPasswordLimit(userId)];
  await chargeTry(ctx, limits).catch(async (refusal: unknown) => {
    await pause(TURNED_AWAY_PAUSE_MS);
    throw refusal;
  });
  const compared = byCode ? null : await findPasswordHash(ctx, userId);
  const isRight = !byCode && (await isPassword(proof, compared, PASSWORD_COST, { line: "house", key: userId }));

  const confirmed = await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, userId);
    const isProven = byCode ? await spendCode(ctx, userId, proof) : isRight && user.passwordHash === compared;
    if (!isProven) throw identityRefused({ by: byCode ? "code" : "password" });
    const kept = ctx.actor.kind === "person" ? ctx.actor.sessionId : null;
    const sessionId = kept === null ? null : await replaceSession(ctx, kept);
    // Not under the id before, which a copy of the cookie still has for a moment.
    if (sessionId !== null)
      await ctx.db.update(sessions).set({ confirmedAt: ctx.now }).where(eq(sessions.id, sessionId));
    recordChange(ctx, {
      entity: "session",
      entityId: sessionId ?? userId,
      label: user.name,
      before: null,
      after: { userId, confirmed: true },
    });
    emit(ctx, usersChanged, { userId });
    return { sessionId };
  });
  await forgiveTry(ctx, limits);
  return confirmed;
}

/** Read from the row, since a process that cached the session does not know yet what another has written. */
export async function isConfirmed(ctx: Pick<Context, "db" | "now">, sessionId: string): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - CONFIRMED_MS);
  const [row] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), gt(sessions.confirmedAt, since)));
  return row !== undefined;
}
