import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { startFactor } from "@/modules/users/factor/start-factor";
import { secondFactors } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { seal } from "@/platform/secrets";
import { newId } from "@/shared/id";
import { aPerson, aSession, TEST_PASSWORD } from "./people";
import type { ShopAtWork } from "./shop-at-work";

/** What a telephone shows for this secret, at this moment. */
export const codeOf = (secret: string, at = new Date()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

export const TEST_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/** A second factor in force, in place of what they have, whose telephone shows `codeOf(TEST_SECRET)`. */
export async function aFactor(db: Context["db"], userId: string): Promise<{ factorId: string }> {
  const factorId = newId();
  const now = new Date();
  await db.delete(secondFactors).where(eq(secondFactors.userId, userId));
  await db
    .insert(secondFactors)
    .values({ id: factorId, userId, secretSealed: seal(TEST_SECRET), createdAt: now, confirmedAt: now });
  return { factorId };
}

async function startedFactor({ ctx }: ShopAtWork) {
  const { factorId, secret } = await startFactor(ctx, { factorId: newId() });
  return { factorId, code: codeOf(secret) };
}

/** What each mutation of second factors accepts, for `VALID_INPUTS`. */
export const FACTOR_INPUTS = {
  confirmIdentity: () => ({ proof: TEST_PASSWORD }),
  startFactor: () => ({ factorId: newId() }),
  confirmFactor: startedFactor,
  removeFactor: ({ ctx }: ShopAtWork) => aFactor(ctx.db, ctx.actor.userId),
  renewRecoveryCodes: ({ ctx }: ShopAtWork) => aFactor(ctx.db, ctx.actor.userId),
  resetFactor: async ({ ctx }: ShopAtWork) => {
    const { userId } = await aSession(ctx.db, await aPerson(ctx.db, { passwordHash: "unusable" }));
    await aFactor(ctx.db, userId);
    return { userId };
  },
  setFactorPolicy: () => ({ role: "staff" as const, policy: "off" as const, seen: "optional" as const }),
};
