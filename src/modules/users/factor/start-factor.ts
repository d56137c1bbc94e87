import { and, eq, isNull } from "drizzle-orm";
import { type FactorRef, usersChanged } from "@/modules/users/contract";
import { lockUser } from "@/modules/users/lock-user";
import { factorExists, factorNotOffered } from "@/modules/users/refusals";
import { secondFactors } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { seal } from "@/platform/secrets";
import { inTransaction } from "@/platform/transaction";
import { findFactorPolicy } from "./queries";
import { hasFactor } from "./spend-code";
import { makeTotpSecret, totpAddress } from "./totp";

/** What a person puts into their telephone: as a picture, or typed. */
export type StartedFactor = { factorId: string; secret: string; address: string };

/**
 * Begins to set up a second factor, in place of one that was begun and never confirmed. It counts once a first code of
 * it was given. @throws factorNotOffered, factorExists
 */
export async function startFactor(ctx: Context, { factorId }: FactorRef): Promise<StartedFactor> {
  return inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, requireActorId(ctx));
    if ((await findFactorPolicy(ctx, user.role)) === "off") throw factorNotOffered({});
    if (await hasFactor(ctx, user.id)) throw factorExists({});
    const secret = makeTotpSecret();
    await ctx.db.delete(secondFactors).where(and(eq(secondFactors.userId, user.id), isNull(secondFactors.confirmedAt)));
    await ctx.db
      .insert(secondFactors)
      .values({ id: factorId, userId: user.id, secretSealed: seal(secret), createdAt: ctx.now });
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: null,
      after: { secondFactor: "started" },
    });
    emit(ctx, usersChanged, { userId: user.id });
    return { factorId, secret, address: totpAddress(secret, user.email) };
  });
}
