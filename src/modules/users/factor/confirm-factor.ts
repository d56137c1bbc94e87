import { and, eq, isNull } from "drizzle-orm";
import { type ConfirmFactor, factorChanged, usersChanged } from "@/modules/users/contract";
import { lockUser } from "@/modules/users/lock-user";
import { codeRefused, factorGone } from "@/modules/users/refusals";
import { secondFactors } from "@/modules/users/schema";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { replaceSession } from "@/modules/users/sessions/renew-session";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { unseal } from "@/platform/secrets";
import { inTransaction } from "@/platform/transaction";
import { makeRecoveryCodes } from "./recovery-codes";
import { stepOfCode } from "./totp";

export type ConfirmedFactor = { sessionId: string | null; codes: string[] };

/**
 * Puts a second factor into force by a first code of it. Other browsers are signed out, and this one goes on under a
 * new session. The recovery codes are returned once. @throws factorGone, codeRefused
 */
export async function confirmFactor(ctx: Context, { factorId, code }: ConfirmFactor): Promise<ConfirmedFactor> {
  return inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, requireActorId(ctx));
    const isMeant = and(
      eq(secondFactors.id, factorId),
      eq(secondFactors.userId, user.id),
      isNull(secondFactors.confirmedAt),
    );
    const [factor] = await ctx.db.select().from(secondFactors).where(isMeant).for("update");
    if (!factor) throw factorGone({});
    const step = stepOfCode(unseal(factor.secretSealed), code, ctx.now);
    if (step === null) throw codeRefused({});
    const { codes, digests } = makeRecoveryCodes();
    await ctx.db
      .update(secondFactors)
      .set({ confirmedAt: ctx.now, lastStep: step, recoveryDigests: digests })
      .where(isMeant);
    const kept = ctx.actor.kind === "person" ? ctx.actor.sessionId : null;
    await endSessions(ctx, { userId: user.id, ...(kept !== null && { exceptSessionId: kept }) });
    const sessionId = kept === null ? null : await replaceSession(ctx, kept);
    dropCachedSessions(user.id);
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: null,
      after: { secondFactor: "added" },
    });
    emit(ctx, usersChanged, { userId: user.id });
    emit(ctx, factorChanged, { userId: user.id, change: "added" });
    return { sessionId, codes };
  });
}
