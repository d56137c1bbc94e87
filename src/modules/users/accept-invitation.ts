import { eq, sql } from "drizzle-orm";
import { endKeys } from "@/modules/users/keys/revoke-key";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { assertPassword } from "./assert-password";
import { type AcceptInvitation, usersChanged } from "./contract";
import { createFirstAdministrator } from "./create-first-administrator";
import { lockUser } from "./lock-user";
import { findUsableLink, spendLink, withdrawLinks } from "./one-time-link";
import { hashPassword } from "./password";
import { isShortPassword } from "./password-rule";
import { linkUnusable } from "./refusals";
import { users } from "./schema";

/**
 * Sets a password by a one-time link, after which the person may sign in. Sessions under an older password and
 * all keys end, and by
 * the link's use the account is open for tries again. The password is hashed before the transaction.
 *
 * @throws linkUnusable, passwordRefused
 */
export async function acceptInvitation(ctx: Context, input: AcceptInvitation): Promise<{ email: string }> {
  // An invalid link does not cost a hash. A link that was spent by the same request, sent again, is answered below.
  const usable = await findUsableLink(ctx, input.token);
  const passwordHash = usable && (await hashPassword(input.password));

  return inTransaction(ctx, async (ctx) => {
    const { userId } = await spendLink(ctx, input.token);
    if (passwordHash === null) throw linkUnusable({});
    if (userId === null) return createFirstAdministrator(ctx, { ...input, passwordHash });

    const user = await lockUser(ctx, userId);
    if (user.status === "disabled") throw linkUnusable({});
    await assertPassword(ctx, input.password, { name: input.name, email: user.email, userId });
    await ctx.db
      .update(users)
      .set({
        name: input.name,
        status: "active",
        passwordHash,
        passwordIsShort: isShortPassword(input.password),
        version: sql`${users.version} + 1`,
      })
      .where(eq(users.id, user.id));
    await endSessions(ctx, { userId: user.id });
    // Whoever had lost the account may have made keys of it.
    await endKeys(ctx, user.id);
    await withdrawLinks(ctx, user.id);
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: input.name,
      before: { name: user.name, status: user.status },
      after: { name: input.name, status: "active", password: "changed" },
    });
    emit(ctx, usersChanged, { userId: user.id });
    return { email: user.email };
  });
}
