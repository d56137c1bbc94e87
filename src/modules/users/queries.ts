import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { getShopSettings } from "@/modules/shop/queries";
import { shopToday } from "@/modules/shop/shop-today";
import { hasFactorNow, mustSetUpFactor } from "@/modules/users/factor/queries";
import { SESSION_IDLE_MS } from "@/modules/users/sessions/session";
import type { Context, ReadContext } from "@/platform/context";
import type { Queryable } from "@/platform/database/db";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { containsEachWord } from "@/platform/database/search";
import {
  ACCESS,
  can,
  mayUseWarehouse,
  type Permission,
  type Person,
  SYSTEM_USER_ID,
  type WarehouseScope,
} from "@/shared/access";
import { type ListUsers } from "./contract";
import { getUsableLink } from "./one-time-link";
import { userNotFound } from "./refusals";
import { sessions, users, warehouseGrants } from "./schema";
import type { UserStatus } from "./user";

export const grantedWarehouses = sql<string[]>`coalesce(
  (select json_agg(${warehouseGrants.warehouseId} order by ${warehouseGrants.warehouseId})
   from ${warehouseGrants} where ${warehouseGrants.userId} = ${users.id}), '[]'::json)`;

export const scopeOf = (row: { allWarehouses: boolean; granted: string[] }): WarehouseScope =>
  row.allWarehouses ? "all" : row.granted;

const personOf = (row: {
  sessionId: string;
  beganAs: string | null;
  userId: string;
  name: string;
  role: Person["role"];
  allWarehouses: boolean;
  granted: string[];
  isLimited: boolean;
}): Person => ({
  kind: "person",
  userId: row.userId,
  sessionId: row.sessionId,
  ...(row.beganAs && { beganAs: row.beganAs }),
  name: row.name,
  role: row.role,
  warehouses: scopeOf(row),
  ...(row.isLimited && { isLimited: true }),
});

/** A prepared statement, since every request runs it. */
const preparedFindActor = (db: Queryable) =>
  db
    .select({
      userId: users.id,
      name: users.name,
      role: users.role,
      allWarehouses: users.allWarehouses,
      granted: grantedWarehouses,
      isLimited: mustSetUpFactor,
      beganAs: sessions.beganAs,
      lastSeenAt: sessions.lastSeenAt,
      mustRenew: sessions.mustRenew,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sql.placeholder("sessionId")),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql.placeholder("now")),
        gt(sessions.lastSeenAt, sql.placeholder("seenAfter")),
        eq(users.status, "active"),
      ),
    )
    .prepare("find_actor");

const prepared = new WeakMap<Queryable, ReturnType<typeof preparedFindActor>>();

export type FoundSession = { person: Person; lastSeenAt: Date; mustRenew: boolean };

/** The person of a session and when it was last seen; null once it has ended or its person is not active. */
export async function findSession(ctx: Pick<Context, "db" | "now">, sessionId: string): Promise<FoundSession | null> {
  const query = prepared.get(ctx.db) ?? preparedFindActor(ctx.db);
  prepared.set(ctx.db, query);
  const seenAfter = new Date(ctx.now.getTime() - SESSION_IDLE_MS);
  const [row] = await query.execute({ sessionId, now: ctx.now.toISOString(), seenAfter: seenAfter.toISOString() });
  if (!row) return null;
  return { person: personOf({ ...row, sessionId }), lastSeenAt: row.lastSeenAt, mustRenew: row.mustRenew };
}

/** Without the cache. */
export async function findActor(ctx: Pick<Context, "db" | "now">, sessionId: string): Promise<Person | null> {
  return (await findSession(ctx, sessionId))?.person ?? null;
}

/**
 * Many sessions in one statement, by the ids that were asked for: for streams, which ask again and again and outlive a
 * change of their session's id. Sessions that have ended are left out.
 */
export async function findSessions(
  { db, now }: Pick<Context, "db" | "now">,
  sessionIds: readonly string[],
): Promise<Map<string, FoundSession>> {
  const asked = alias(sessions, "asked");
  const rows = await db
    .select({
      askedId: asked.id,
      sessionId: sessions.id,
      beganAs: sessions.beganAs,
      userId: users.id,
      name: users.name,
      role: users.role,
      allWarehouses: users.allWarehouses,
      granted: grantedWarehouses,
      isLimited: mustSetUpFactor,
      lastSeenAt: sessions.lastSeenAt,
      mustRenew: sessions.mustRenew,
    })
    .from(sessions)
    // A session that was replaced, not renewed, goes on for the browser that asked for it and for no copy.
    .innerJoin(asked, sql`${sessions.id} = ${asked.id} or (${asked.mustRenew} and ${sessions.id} = ${asked.renewedTo})`)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        sql`${asked.id} = any(${arrayOf(sessionIds, "uuid")})`,
        isNull(asked.endedAt),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
        gt(sessions.lastSeenAt, new Date(now.getTime() - SESSION_IDLE_MS)),
        eq(users.status, "active"),
      ),
    )
    // Where both ids are good, the one that was asked for comes last and stays.
    .orderBy(sql`${sessions.id} = ${asked.id}`);
  return new Map(rows.map((row) => [row.askedId, { ...row, person: personOf(row) }]));
}

/** What a password of this person is compared with; null where they have none. */
export async function findPasswordHash(ctx: Pick<Context, "db">, userId: string): Promise<string | null> {
  const [row] = await ctx.db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
  return row?.passwordHash ?? null;
}

/** A person as they are now, for work without a session; null when they are not active any more. */
export async function findActivePerson(
  ctx: Pick<Context, "db">,
  userId: string,
): Promise<Omit<Person, "kind" | "sessionId"> | null> {
  const [row] = await ctx.db
    .select({
      userId: users.id,
      name: users.name,
      role: users.role,
      allWarehouses: users.allWarehouses,
      granted: grantedWarehouses,
    })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.status, "active")));
  return row ? { userId, name: row.name, role: row.role, warehouses: scopeOf(row) } : null;
}

/** With a home to return to, a choice counts on its day; without one until the next. */
const workingNow = sql<string | null>`case
  when ${users.homeWarehouseId} is null or ${users.workingOn} = ${shopToday} then ${users.workingWarehouseId} end`;

/** The person who asks: their name, email, permissions, and where they work. */
export async function getMe(ctx: Context) {
  if (ctx.actor.kind !== "person") throw userNotFound({ userId: SYSTEM_USER_ID });
  const { actor } = ctx;
  const [row] = await ctx.db
    .select({ email: users.email, home: users.homeWarehouseId, working: workingNow })
    .from(users)
    .where(eq(users.id, actor.userId));
  if (!row) throw userNotFound({ userId: actor.userId });
  const permissions = Object.keys(ACCESS)
    .filter((name): name is Permission => name in ACCESS)
    .filter((name) => can(actor, name));
  const usable = (id: string | null) => (id !== null && mayUseWarehouse(actor, id) ? id : null);
  return {
    actor,
    email: row.email,
    permissions,
    homeWarehouseId: usable(row.home),
    workingWarehouseId: usable(row.working),
  };
}

const userRow = {
  userId: users.id,
  kind: users.kind,
  email: users.email,
  name: users.name,
  role: users.role,
  allWarehouses: users.allWarehouses,
  granted: grantedWarehouses,
  status: users.status,
  homeWarehouseId: users.homeWarehouseId,
  hasFactor: hasFactorNow,
  version: users.version,
  createdAt: users.createdAt,
  lastSignInAt: users.lastSignInAt,
};

type UserRow = {
  userId: string;
  kind: "person" | "program";
  email: string;
  name: string;
  role: Person["role"];
  allWarehouses: boolean;
  granted: string[];
  status: UserStatus | "system";
  homeWarehouseId: string | null;
  hasFactor: boolean;
  version: number;
  createdAt: Date;
  lastSignInAt: Date | null;
};

const toUser = ({ allWarehouses, granted, createdAt, lastSignInAt, ...row }: UserRow) => ({
  ...row,
  warehouses: scopeOf({ allWarehouses, granted }),
  createdAt: createdAt.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});

const isPerson = ne(users.status, "system");
/** The people who may sign in and the programs that have keys, by name. */
export async function listUsers(ctx: ReadContext, input: ListUsers) {
  const { locale } = await getShopSettings(ctx);
  const byName = keyset([inLetters(users.name, locale), "text"], [users.id, "uuid"]);
  const rows = await ctx.db
    .select({ ...userRow, keys: byName.keys })
    .from(users)
    .where(
      and(
        isPerson,
        containsEachWord(sql`search_forms(${users.name} || ' ' || ${users.email})`, input.search),
        input.role ? eq(users.role, input.role) : undefined,
        input.status ? eq(users.status, input.status) : undefined,
        byName.after(input),
      ),
    )
    .orderBy(...byName.order())
    .limit(input.limit + 1);
  const page = byName.toPage(rows, input);
  return { ...page, rows: page.rows.map(toUser) };
}

export async function getUser(ctx: Context, userId: string) {
  const [row] = await ctx.db
    .select(userRow)
    .from(users)
    .where(and(eq(users.id, userId), isPerson));
  if (!row) throw userNotFound({ userId });
  return toUser(row);
}

/** The purpose of a link and its person. @throws linkUnusable */
export async function getLink(ctx: Context, token: string) {
  const link = await getUsableLink(ctx, token);
  if (link.userId === null) return { purpose: link.purpose, email: null, name: null, hasFactor: false };
  const { email, name, hasFactor } = await getUser(ctx, link.userId);
  return { purpose: link.purpose, email, name, hasFactor };
}
