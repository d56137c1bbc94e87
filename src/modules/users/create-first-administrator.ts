import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { assertPassword } from "./assert-password";
import { type AcceptInvitation, usersChanged } from "./contract";
import { hasActivePeople } from "./invite-first-administrator";
import { emailTaken, linkUnusable, passwordRefused } from "./refusals";
import { users } from "./schema";

/**
 * Creates the first administrator, who has the link that the operator was shown.
 *
 * @throws linkUnusable once there is an active user; passwordRefused, emailTaken
 */
export async function createFirstAdministrator(
  ctx: Context,
  input: Pick<AcceptInvitation, "email" | "name" | "password"> & { passwordHash: string },
): Promise<{ email: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { email, name } = input;
    if (await hasActivePeople(ctx)) throw linkUnusable({});
    if (!email) throw passwordRefused({ problem: "Enter your email. You will use it to sign in." });
    await assertPassword(ctx, input.password, { name, email });
    const userId = newId();
    const { passwordHash } = input;
    await refuseOn({ users_email_is_taken: () => emailTaken({ email }) }, () =>
      ctx.db.insert(users).values({
        id: userId,
        email,
        name,
        role: "admin",
        allWarehouses: true,
        status: "active",
        passwordHash,
        createdAt: ctx.now,
      }),
    );
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
