import { and, eq, inArray, sql } from "drizzle-orm";
import { deviceAdded } from "@/modules/users/contract";
import { knownDevices, oneTimeLinks, users } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { digests } from "@/platform/secrets";
import { inTransaction } from "@/platform/transaction";

const keptAs = (device: string) => digests(`device ${device}`);

const openedAt = sql<string | null>`(
  select max(greatest(
    case when ${oneTimeLinks.opensAccount} then ${oneTimeLinks.createdAt} end, ${oneTimeLinks.usedAt}))::text
  from ${oneTimeLinks} where ${oneTimeLinks.userId} = ${users.id})`;

/**
 * What a try to sign in is counted by: whether this browser has signed in to the account before, and when a link to set
 * a password was last made or used.
 */
export async function findSignInFacts(
  ctx: Pick<Context, "db">,
  asked: { email: string; device: string },
): Promise<{ isKnown: boolean; openedAt: string | null }> {
  const [row] = await ctx.db
    .select({ isKnown: sql<boolean>`${knownDevices.device} is not null`, openedAt })
    .from(users)
    .leftJoin(knownDevices, and(eq(knownDevices.userId, users.id), inArray(knownDevices.device, keptAs(asked.device))))
    .where(eq(sql`lower(${users.email})`, asked.email.trim().toLowerCase()));
  return row ?? { isKnown: false, openedAt: null };
}

/** Whether this browser has signed in to the account before, with all that it asked for. */
export async function isKnownDevice(
  ctx: Pick<Context, "db">,
  { userId, device }: { userId: string; device: string },
): Promise<boolean> {
  const isIt = and(eq(knownDevices.userId, userId), inArray(knownDevices.device, keptAs(device)));
  return (await ctx.db.$count(knownDevices, isIt)) > 0;
}

/** Remembers the browser that a person has just signed in with, and tells of one more than those that are known. */
export async function rememberDevice(
  ctx: Context,
  { userId, device, sessionId }: { userId: string; device: string; sessionId: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const others = ctx.db.select().from(knownDevices).where(eq(knownDevices.userId, userId));
    const [kept] = await ctx.db
      .insert(knownDevices)
      .values({ userId, device: keptAs(device)[0] })
      .onConflictDoUpdate({ target: [knownDevices.userId, knownDevices.device], set: { lastSeenAt: sql`now()` } })
      .returning({ isNew: sql<boolean>`xmax = 0`, isSecond: sql<boolean>`exists (${others})` });
    if (kept?.isNew && kept.isSecond) emitProgress(ctx, deviceAdded, { userId, session: sessionId });
  });
}
