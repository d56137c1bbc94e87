import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { sessions } from "@/modules/users/schema";
import type { Context, TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";

/** Requests that left the browser before it got its new cookie still come with the old one. */
const OLD_ID_KEPT_SECONDS = 20;

/**
 * Has every living session of a person continue under a new id, as their access changes. Who asks with the old id
 * while it lives gets the new one: an answer that is lost signs nobody out, nor does whoever asks first.
 */
export async function demandRenewal(ctx: TxContext, userId: string): Promise<void> {
  await ctx.db
    .update(sessions)
    .set({ mustRenew: true })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), isNull(sessions.renewedTo)));
}

/** The id under which a session that must be renewed continues, whichever request has renewed it. */
export async function renewSession(ctx: Context, sessionId: string): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const isFirst = and(eq(sessions.id, sessionId), eq(sessions.mustRenew, true), isNull(sessions.renewedTo));
    const renewedTo = await continueUnderNewId(ctx, isFirst);
    if (renewedTo !== null) return renewedTo;
    const [row] = await ctx.db
      .select({ renewedTo: sessions.renewedTo })
      .from(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.mustRenew, true)));
    return row?.renewedTo ?? sessionId;
  });
}

/**
 * Continues a session under a new id that only the present request learns: a copy of the old one ends for good. Null
 * where the session has ended.
 */
export async function replaceSession(ctx: TxContext, sessionId: string): Promise<string | null> {
  await ctx.db.update(sessions).set({ mustRenew: false }).where(eq(sessions.id, sessionId));
  return continueUnderNewId(ctx, eq(sessions.id, sessionId));
}

async function continueUnderNewId(ctx: TxContext, which: SQL | undefined): Promise<string | null> {
  const renewedTo = newId();
  const [old] = await ctx.db
    .update(sessions)
    .set({ renewedTo })
    .where(and(which, isNull(sessions.endedAt)))
    .returning();
  if (!old) return null;
  const beganAs = old.beganAs ?? old.id;
  const continued = { ...old, id: renewedTo, beganAs, mustRenew: false, renewedTo: null, lastSeenAt: ctx.now };
  await ctx.db.insert(sessions).values(continued);
  const keptUntil = sql`${databaseNow} + make_interval(secs => ${OLD_ID_KEPT_SECONDS})`;
  await ctx.db
    .update(sessions)
    .set({ expiresAt: sql`least(${sessions.expiresAt}, ${keptUntil})` })
    .where(eq(sessions.id, old.id));
  return renewedTo;
}

/**
 * Ends a session under each of its ids, the one before and the one after. A renewal that is under way has made an id
 * that only a later statement sees, so the rows are locked first. Gives the people whose sessions they were.
 */
export async function endUnderAnyId(ctx: TxContext, sessionId: string, whose?: SQL): Promise<{ userId: string }[]> {
  await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(underAnyId(sessionId))
    .orderBy(sessions.id)
    .for("update");
  return ctx.db
    .update(sessions)
    .set({ endedAt: ctx.now })
    .where(and(underAnyId(sessionId), whose, isNull(sessions.endedAt)))
    .returning({ userId: sessions.userId });
}

const underAnyId = (sessionId: string): SQL | undefined =>
  or(
    eq(sessions.id, sessionId),
    eq(sessions.renewedTo, sessionId),
    sql`${sessions.id} = (select one.renewed_to from ${sessions} one where one.id = ${sessionId})`,
  );
