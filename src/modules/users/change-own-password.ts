import { eq } from "drizzle-orm";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { chargeTry, forgiveTry, ownPasswordLimit } from "@/modules/users/sessions/limit-tries";
import { replaceSession } from "@/modules/users/sessions/renew-session";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { pause } from "@/shared/pause";
import { assertPassword } from "./assert-password";
import { type ChangeOwnPassword, usersChanged } from "./contract";
import { lockUser } from "./lock-user";
import { withdrawLinks } from "./one-time-link";
import { type Hasher, hashPassword, isPassword, PASSWORD_COST } from "./password";
import { isShortPassword } from "./password-rule";
import { findPasswordHash } from "./queries";
import { wrongCurrentPassword } from "./refusals";
import { users } from "./schema";

/** Whoever asks again as soon as they are refused is answered so seldom that nobody else notices. */
const TURNED_AWAY_PAUSE_MS = 2_000;

/**
 * Changes a person's own password. Their other browsers are signed out, and older links stop working. Passwords are
 * compared and hashed before the transaction, so that their row is held for no longer than any other. The browser that
 * asks goes on under a new session, which a copy of its cookie cannot follow.
 *
 * @throws wrongCurrentPassword, passwordRefused, tooManyTries
 */
export async function changeOwnPassword(ctx: Context, input: ChangeOwnPassword): Promise<{ sessionId: string | null }> {
  const userId = actorId(ctx) ?? SYSTEM_USER_ID;
  const by: Hasher = { line: "house", key: userId };
  const limits = [ownPasswordLimit(userId)];
  await chargeTry(ctx, limits).catch(async (refusal: unknown) => {
    await pause(TURNED_AWAY_PAUSE_MS);
    throw refusal;
  });
  const compared = await findPasswordHash(ctx, userId);
  const isCurrent = await isPassword(input.currentPassword, compared, PASSWORD_COST, by);
  // The right password is no guess, whatever becomes of the new one.
  if (isCurrent) await forgiveTry(ctx, limits);
  const passwordHash = isCurrent ? await hashPassword(input.newPassword, PASSWORD_COST, by) : null;

  const changed = await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, userId);
    // Somebody who changed it meanwhile has another password than the one that was compared.
    if (passwordHash === null || user.passwordHash !== compared) throw wrongCurrentPassword({});
    await assertPassword(ctx, input.newPassword, { ...user, userId: user.id });

    await ctx.db
      .update(users)
      .set({ passwordHash, passwordIsShort: isShortPassword(input.newPassword) })
      .where(eq(users.id, user.id));
    await withdrawLinks(ctx, user.id);
    const kept = ctx.actor.kind === "person" ? ctx.actor.sessionId : null;
    await endSessions(ctx, { userId: user.id, ...(kept === null ? {} : { exceptSessionId: kept }) });
    const sessionId = kept === null ? null : await replaceSession(ctx, kept);
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: null,
      after: { password: "changed" },
    });
    emit(ctx, usersChanged, { userId: user.id });
    return { sessionId };
  });
  // A change that was made by the same request before is answered again, though its password is the old one now.
  if (!isCurrent) await forgiveTry(ctx, limits);
  return changed;
}
