import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { type ChangeOwnPassword, passwordRefused, usersChanged, wrongCurrentPassword } from "./contract";
import { endSessions } from "./end-sessions";
import { lockUser } from "./lock-user";
import { withdrawLinks } from "./one-time-link";
import { hashPassword, isPassword } from "./password";
import { users } from "./schema";
import { passwordProblem } from "./user";

/**
 * Changes a person's own password. Their other browsers are signed out, and older links stop working.
 *
 * @throws wrongCurrentPassword, passwordRefused
 */
export async function changeOwnPassword(ctx: Context, input: ChangeOwnPassword): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, actorId(ctx) ?? SYSTEM_USER_ID);
    if (!(await isPassword(input.currentPassword, user.passwordHash))) throw wrongCurrentPassword({});
    const problem = passwordProblem(input.newPassword, [user.name, user.email]);
    if (problem !== null) throw passwordRefused({ problem });

    await ctx.db
      .update(users)
      .set({ passwordHash: await hashPassword(input.newPassword) })
      .where(eq(users.id, user.id));
    await withdrawLinks(ctx, user.id);
    const kept = ctx.actor.kind === "person" ? { exceptSessionId: ctx.actor.sessionId } : {};
    await endSessions(ctx, { userId: user.id, ...kept });
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: null,
      after: { password: "changed" },
    });
    emit(ctx, usersChanged, { userId: user.id });
  });
}
