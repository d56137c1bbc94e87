import { and, eq, sql } from "drizzle-orm";
import type { SignIn } from "@/modules/users/contract";
import { hasFactor } from "@/modules/users/factor/spend-code";
import { comparePassword, type Hasher, hashPassword, isHashWeak, PASSWORD_COST } from "@/modules/users/password";
import { isShortPassword } from "@/modules/users/password-rule";
import { codeNeeded, signInRefused } from "@/modules/users/refusals";
import { users } from "@/modules/users/schema";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import type { Context } from "@/platform/context";
import { networkOf } from "@/platform/http/caller-address";
import { logger } from "@/platform/logger";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type SignedIn, signingIn, startSession } from "./start-session";
import { keepTicket } from "./ticket";

/**
 * Starts a session for a person who knows the password. An unknown email, a disabled account and a wrong password take
 * one comparison and get the same answer each, so that accounts cannot be enumerated. Whoever has a second factor gets
 * no session but a ticket, with which `signInWithCode` goes on.
 *
 * @throws signInRefused, tooManySignIns, codeNeeded
 */
export async function signIn(
  ctx: Context,
  input: SignIn,
  cost = PASSWORD_COST,
  by: Hasher = { line: "stranger", key: networkOf(input.address) },
): Promise<SignedIn> {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, input.email.trim().toLowerCase()));
  const comparison = await comparePassword(input.password, user?.passwordHash ?? null, cost, by);
  if (!user || user.status !== "active" || comparison === "wrong") throw await refusal(ctx, input, user?.id ?? null);
  const isReplaced = comparison === "stale" || isHashWeak(user.passwordHash ?? "", cost);
  const passwordHash = isReplaced ? await hashPassword(input.password, cost, by) : user.passwordHash;
  const actor = signingIn(user);

  const signedIn = await inTransaction({ ...ctx, actor }, async (ctx) => {
    // The password was compared outside the transaction: a person who was disabled or changed it since is refused.
    const isSame = and(
      eq(users.id, user.id),
      eq(users.status, "active"),
      eq(users.passwordHash, user.passwordHash ?? ""),
    );
    const passwordIsShort = isShortPassword(input.password);
    const kept = await ctx.db
      .update(users)
      .set({ passwordHash, passwordIsShort })
      .where(isSame)
      .returning({ id: users.id });
    if (kept.length === 0) throw signInRefused({});
    if (await hasFactor(ctx, user.id)) {
      await keepTicket(ctx, { token: input.ticket ?? newId(), userId: user.id, passwordHash: passwordHash ?? "" });
      return null;
    }
    await ctx.db.update(users).set({ lastSignInAt: ctx.now }).where(eq(users.id, user.id));
    return startSession(ctx, actor, input);
  });
  if (signedIn === null) throw codeNeeded({});
  return signedIn;
}

async function refusal(ctx: Context, { address }: SignIn, userId: string | null) {
  logger().warn({ requestId: ctx.requestId, userId, address }, "sign-in refused");
  await recordSecurityEvent(ctx, { kind: "sign-in-refused", userId, address, subject: "users.sign-in" });
  return signInRefused({});
}
