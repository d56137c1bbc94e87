import { and, eq, inArray, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { usersChanged } from "./contract";
import { lockUser } from "./lock-user";
import { addLink, type OneTimeLink } from "./one-time-link";
import { users } from "./schema";

export type MailedLink = { link: OneTimeLink; email: string; name: string; purpose: "invitation" | "password-reset" };

type Person = { userId: string; purpose: MailedLink["purpose"] } | { email: string };

/**
 * Makes a link for an email to this person, beside others that they have; all end once one is used. Null where there is
 * no such person, their account is disabled, or an invitation was accepted before its email could be sent.
 */
export async function makeMailedLink(ctx: Context, person: Person): Promise<MailedLink | null> {
  return inTransaction(ctx, async (ctx) => {
    const isThisOne = "userId" in person ? eq(users.id, person.userId) : eq(sql`lower(${users.email})`, person.email);
    const [found] = await ctx.db
      .select({ id: users.id })
      .from(users)
      .where(and(isThisOne, eq(users.kind, "person"), inArray(users.status, ["invited", "active"])));
    if (!found) return null;
    const { id, name, email, status } = await lockUser(ctx, found.id);
    if (status === "disabled") return null;
    const purpose = status === "invited" ? "invitation" : "password-reset";
    if ("purpose" in person && person.purpose !== purpose) return null;
    // Otherwise a stranger who asks for links could try passwords without end.
    const link = await addLink(ctx, purpose, id, { opensAccount: false });
    recordChange(ctx, {
      entity: "user",
      entityId: id,
      label: name,
      before: null,
      after: { link: purpose, expiresAt: link.expiresAt },
    });
    emit(ctx, usersChanged, { userId: id });
    return { link, email, name, purpose };
  });
}
