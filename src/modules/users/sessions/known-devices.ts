import { and, eq, inArray, sql } from "drizzle-orm";
import { knownDevices, oneTimeLinks, users } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { digests } from "@/platform/secrets";

const kept = (device: string) => digests(`device ${device}`);

const openedAt = sql<string | null>`(
  select max(greatest(${oneTimeLinks.createdAt}, ${oneTimeLinks.usedAt}))::text
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
    .leftJoin(knownDevices, and(eq(knownDevices.userId, users.id), inArray(knownDevices.device, kept(asked.device))))
    .where(eq(sql`lower(${users.email})`, asked.email.trim().toLowerCase()));
  return row ?? { isKnown: false, openedAt: null };
}

/** Remembers the browser that a person has just signed in with. */
export async function rememberDevice(ctx: Pick<Context, "db">, { userId, device }: { userId: string; device: string }) {
  await ctx.db
    .insert(knownDevices)
    .values({ userId, device: kept(device)[0] })
    .onConflictDoUpdate({ target: [knownDevices.userId, knownDevices.device], set: { lastSeenAt: sql`now()` } });
}
