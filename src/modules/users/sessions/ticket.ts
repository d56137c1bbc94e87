import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { ticketOver } from "@/modules/users/refusals";
import { signInTickets, users } from "@/modules/users/schema";
import type { Context, TxContext } from "@/platform/context";
import { digests } from "@/platform/secrets";
import { newId } from "@/shared/id";

/** Long enough to find the telephone. */
const TICKET_LIFETIME_MS = 5 * 60_000;

const keptAs = (token: string) => digests(`ticket ${token}`);
const markOf = (passwordHash: string) => digests(`ticket under ${passwordHash}`);

/** Keeps that the browser with this token gave the right password. It is no session, and opens nothing but the code. */
export async function keepTicket(
  ctx: Pick<Context, "db" | "now">,
  { token, userId, passwordHash }: { token: string; userId: string; passwordHash: string },
): Promise<void> {
  await ctx.db.insert(signInTickets).values({
    id: newId(),
    userId,
    tokenDigest: keptAs(token)[0],
    passwordDigest: markOf(passwordHash)[0],
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + TICKET_LIFETIME_MS),
  });
}

const usable = (ctx: Pick<Context, "now">, token: string) =>
  and(
    inArray(signInTickets.tokenDigest, keptAs(token)),
    isNull(signInTickets.usedAt),
    gt(signInTickets.expiresAt, ctx.now),
  );

/** Whose ticket it is. @throws ticketOver, the same for one that is unknown, used or expired */
export async function findTicketOwner(ctx: Pick<Context, "db" | "now">, token: string): Promise<{ userId: string }> {
  const [ticket] = await ctx.db.select({ userId: signInTickets.userId }).from(signInTickets).where(usable(ctx, token));
  if (!ticket) throw ticketOver({});
  return ticket;
}

/**
 * Uses a ticket up: of two requests with one, the second finds none. One that was given for another password than the
 * person has now, or to somebody who was disabled meanwhile, is over. @throws ticketOver
 */
export async function spendTicket(ctx: TxContext, token: string) {
  const [spent] = await ctx.db
    .update(signInTickets)
    .set({ usedAt: ctx.now })
    .where(usable(ctx, token))
    .returning({ userId: signInTickets.userId, passwordDigest: signInTickets.passwordDigest });
  if (!spent) throw ticketOver({});
  const [user] = await ctx.db.select().from(users).where(eq(users.id, spent.userId)).for("update");
  const isCurrent = user?.status === "active" && markOf(user.passwordHash ?? "").includes(spent.passwordDigest);
  if (!user || !isCurrent) throw ticketOver({});
  return user;
}
