import { and, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { digests } from "@/platform/secrets";
import { knownDevices, users } from "./schema";

const kept = (device: string) => digests(`device ${device}`);

/** Whether this browser has signed in to the account before. */
export async function isKnownDevice(ctx: Pick<Context, "db">, asked: { email: string; device: string }) {
  const [row] = await ctx.db
    .select({ userId: users.id })
    .from(users)
    .innerJoin(knownDevices, eq(knownDevices.userId, users.id))
    .where(
      and(
        eq(sql`lower(${users.email})`, asked.email.trim().toLowerCase()),
        inArray(knownDevices.device, kept(asked.device)),
      ),
    );
  return row !== undefined;
}

/** Remembers the browser that a person has just signed in with. */
export async function rememberDevice(ctx: Pick<Context, "db">, { userId, device }: { userId: string; device: string }) {
  await ctx.db
    .insert(knownDevices)
    .values({ userId, device: kept(device)[0] })
    .onConflictDoUpdate({ target: [knownDevices.userId, knownDevices.device], set: { lastSeenAt: sql`now()` } });
}
