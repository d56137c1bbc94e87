import { and, eq, ne, sql } from "drizzle-orm";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { OneTimeLink } from "./one-time-link";
import { noSuchEmail } from "./refusals";
import { renewInvitation } from "./renew-invitation";
import { users } from "./schema";

/**
 * For an operator at the machine: a link to set a new password, and the end of all sessions. By the link the account is
 * open for tries again.
 *
 * @throws noSuchEmail, linkNotOffered
 */
export async function resetPassword(ctx: Context, { email }: { email: string }): Promise<{ link: OneTimeLink }> {
  return inTransaction(ctx, async (ctx) => {
    const address = email.trim().toLowerCase();
    const [user] = await ctx.db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(sql`lower(${users.email})`, address), ne(users.status, "system"), eq(users.kind, "person")));
    if (!user) throw noSuchEmail({ email });
    const made = await renewInvitation(ctx, { userId: user.id });
    await endSessions(ctx, { userId: user.id });
    return made;
  });
}
