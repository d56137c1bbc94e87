import { and, eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { makeLink, type OneTimeLink } from "./one-time-link";
import { users } from "./schema";

export async function hasActivePeople(ctx: Pick<Context, "db">): Promise<boolean> {
  const [someone] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.status, "active"), eq(users.kind, "person")))
    .limit(1);
  return someone !== undefined;
}

/** A new link for the first administrator, which replaces an older one; null when there is an active user. */
export async function inviteFirstAdministrator(ctx: Context): Promise<OneTimeLink | null> {
  return inTransaction(ctx, async (ctx) =>
    (await hasActivePeople(ctx)) ? null : makeLink(ctx, "first-administrator", null),
  );
}
