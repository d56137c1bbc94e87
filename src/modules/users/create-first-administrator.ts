import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { isViolationOf } from "@/platform/database/error";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type AcceptInvitation, emailTaken, linkUnusable, passwordRefused, usersChanged } from "./contract";
import { hasActivePeople } from "./invite-first-administrator";
import { hashPassword } from "./password";
import { users } from "./schema";
import { passwordProblem } from "./user";

/**
 * The first person of an empty house, who came by the link the operator was shown. @throws linkUnusable once there is
 * someone
 */
export async function createFirstAdministrator(
  ctx: Context,
  input: Pick<AcceptInvitation, "email" | "name" | "password">,
): Promise<{ email: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { email, name } = input;
    if (await hasActivePeople(ctx)) throw linkUnusable({});
    const problem = email
      ? passwordProblem(input.password, [name, email])
      : "Say your mail address, which you will sign in with.";
    if (!email || problem !== null) throw passwordRefused({ problem: problem ?? "" });
    const userId = newId();
    const passwordHash = await hashPassword(input.password);
    try {
      await ctx.db.insert(users).values({
        id: userId,
        email,
        name,
        role: "admin",
        allWarehouses: true,
        status: "active",
        passwordHash,
        createdAt: ctx.now,
      });
    } catch (error) {
      throw isViolationOf(error, "users_email_is_taken") ? emailTaken({ email }) : error;
    }
    recordChange(ctx, {
      entity: "user",
      entityId: userId,
      label: name,
      before: null,
      after: { email, name, role: "admin", status: "active" },
    });
    emit(ctx, usersChanged, { userId });
    return { email };
  });
}
