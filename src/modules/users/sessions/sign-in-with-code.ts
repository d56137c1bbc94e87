import { eq } from "drizzle-orm";
import type { SignInCode } from "@/modules/users/contract";
import { addWrongCode, forgetWrongCodes } from "@/modules/users/factor/count-wrong-code";
import { spendCode } from "@/modules/users/factor/spend-code";
import { codeRefused } from "@/modules/users/refusals";
import { users } from "@/modules/users/schema";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { type SignedIn, signingIn, startSession } from "./start-session";
import { findTicketOwner, spendTicket } from "./ticket";

/**
 * The second step of a sign-in: starts the session for whoever has the ticket of the first and a code. A wrong code
 * leaves the ticket as it was, and is counted: its owner hears of several. @throws ticketOver, codeRefused
 */
export async function signInWithCode(ctx: Context, input: SignInCode): Promise<SignedIn> {
  const { userId } = await findTicketOwner(ctx, input.ticket);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  const actor = signingIn(user ?? { id: userId, name: "", role: "staff" });
  try {
    return await inTransaction({ ...ctx, actor }, async (ctx) => {
      await spendTicket(ctx, input.ticket);
      if (!(await spendCode(ctx, userId, input.code))) throw codeRefused({});
      await forgetWrongCodes(ctx, userId);
      await ctx.db.update(users).set({ lastSignInAt: ctx.now }).where(eq(users.id, userId));
      return startSession(ctx, actor, input);
    });
  } catch (error) {
    if (codeRefused.is(error)) {
      const { address } = input;
      await recordSecurityEvent(ctx, { kind: "sign-in-refused", userId, address, subject: "users.second-factor" });
      await addWrongCode(ctx, userId);
    }
    throw error;
  }
}
