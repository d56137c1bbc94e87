import { and, eq, isNotNull, lt } from "drizzle-orm";
import { secondFactors } from "@/modules/users/schema";
import type { Context, TxContext } from "@/platform/context";
import { seal, unseal } from "@/platform/secrets";
import { digestOfTyped } from "./recovery-codes";
import { stepOfCode } from "./totp";

export async function hasFactor(ctx: Pick<Context, "db">, userId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: secondFactors.id })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return row !== undefined;
}

/**
 * Whether this is a code of the person's telephone or one of their recovery codes, which then counts no more. The row
 * is locked, and the last step that was used is in it: of two who bring one code at once, one is refused. The secret is
 * sealed again each time, so that it follows a change of the key.
 */
export async function spendCode(ctx: TxContext, userId: string, text: string): Promise<boolean> {
  const isTheirs = and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt));
  const [factor] = await ctx.db.select().from(secondFactors).where(isTheirs).for("update");
  if (!factor) return false;
  const digest = digestOfTyped(text);
  if (digest !== null) {
    if (!factor.recoveryDigests.includes(digest)) return false;
    const left = factor.recoveryDigests.filter((known) => known !== digest);
    await ctx.db.update(secondFactors).set({ recoveryDigests: left }).where(isTheirs);
    return true;
  }
  const secret = unseal(factor.secretSealed);
  const step = stepOfCode(secret, text, ctx.now);
  if (step === null) return false;
  const spent = await ctx.db
    .update(secondFactors)
    .set({ lastStep: step, secretSealed: seal(secret) })
    .where(and(isTheirs, lt(secondFactors.lastStep, step)))
    .returning({ id: secondFactors.id });
  return spent.length > 0;
}
