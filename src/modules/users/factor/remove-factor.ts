import { and, eq, isNotNull } from "drizzle-orm";
import { factorChanged, type FactorRef, type UserRef, usersChanged } from "@/modules/users/contract";
import { lockUser } from "@/modules/users/lock-user";
import { factorGone, factorRequired } from "@/modules/users/refusals";
import { secondFactors } from "@/modules/users/schema";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { recordChange } from "@/platform/audit/record-change";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { findFactorPolicy } from "./queries";

/** A person's own, where their role may do without. @throws factorRequired, factorGone */
export async function removeFactor(ctx: Context, { factorId }: FactorRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, requireActorId(ctx));
    if ((await findFactorPolicy(ctx, user.role)) === "required") throw factorRequired({});
    await remove(ctx, user, { factorId, change: "removed" });
  });
}

/**
 * For an administrator, of somebody who lost their telephone and the recovery codes: they sign in by password alone
 * again, and set up another. Whoever is signed in as them is not any more. @throws factorGone
 */
export async function resetFactor(ctx: Context, { userId }: UserRef, address: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, userId);
    await remove(ctx, user, { change: "reset" });
    await endSessions(ctx, { userId });
    // Of a kind that the release before knows, too: it is a sign-in that was stopped.
    await recordSecurityEvent(ctx, { kind: "sign-in-stopped", userId, address, subject: "users.reset-factor" });
  });
}

type Removal = { factorId?: string; change: "removed" | "reset" };

async function remove(ctx: TxContext, user: { id: string; name: string }, { factorId, change }: Removal) {
  const removed = await ctx.db
    .delete(secondFactors)
    .where(
      and(
        eq(secondFactors.userId, user.id),
        isNotNull(secondFactors.confirmedAt),
        factorId === undefined ? undefined : eq(secondFactors.id, factorId),
      ),
    )
    .returning({ id: secondFactors.id });
  if (removed.length === 0) throw factorGone({});
  dropCachedSessions(user.id);
  recordChange(ctx, {
    entity: "user",
    entityId: user.id,
    label: user.name,
    before: null,
    after: { secondFactor: change },
  });
  emit(ctx, usersChanged, { userId: user.id });
  emit(ctx, factorChanged, { userId: user.id, change });
}
