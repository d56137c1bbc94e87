import { and, eq, isNotNull } from "drizzle-orm";
import { type FactorRef, usersChanged } from "@/modules/users/contract";
import { lockUser } from "@/modules/users/lock-user";
import { factorGone } from "@/modules/users/refusals";
import { secondFactors } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { makeRecoveryCodes } from "./recovery-codes";

/** Makes ten new recovery codes, shown once; those before count no more. @throws factorGone */
export async function renewRecoveryCodes(ctx: Context, { factorId }: FactorRef): Promise<{ codes: string[] }> {
  return inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, requireActorId(ctx));
    const { codes, digests } = makeRecoveryCodes();
    const renewed = await ctx.db
      .update(secondFactors)
      .set({ recoveryDigests: digests })
      .where(
        and(eq(secondFactors.id, factorId), eq(secondFactors.userId, user.id), isNotNull(secondFactors.confirmedAt)),
      )
      .returning({ id: secondFactors.id });
    if (renewed.length === 0) throw factorGone({});
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: null,
      after: { secondFactor: "codes-renewed" },
    });
    emit(ctx, usersChanged, { userId: user.id });
    return { codes };
  });
}
