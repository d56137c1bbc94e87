import { and, arrayOverlaps, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { apiKeys, sessions, users } from "@/modules/users/schema";
import { warehousesScope } from "@/modules/users/warehouse-scope";
import {
  auditAddresses,
  auditEntries,
  auditSessions,
  FREQUENT_ACTIONS,
  FREQUENT_ENTITIES,
  isRareAction,
  listExports,
  securityEvents,
} from "@/platform/audit/schema";
import type { ReadContext } from "@/platform/context";
import { atMost, PLANNED_ANEW } from "@/platform/database/dialect";
import { encodeCursor, keyset } from "@/platform/database/keyset";
import { arrayOf } from "@/platform/database/rows";
import { can } from "@/shared/access";
import { ENTITIES } from "@/shared/entity";
import { oneOf } from "@/shared/one-of";
import { currentRegion } from "@/shared/region";
import { AUDIT_EVENTS } from "./audit";
import type { ListAll } from "./contract";
import { findSubject, type Subject } from "./find-subject";
import { entityScope, entryColumns, isOf, toShown } from "./queries";

type Asked = ListAll & { subject: Subject | null };

/**
 * Changes, refusals and lists that left, in one list, latest first. Ids begin with the time, whatever they are of, so
 * each table gives its newest by its own key and the pages are joined by it.
 */
export async function listAll(ctx: ReadContext, input: ListAll) {
  const asked = { ...input, subject: await findSubject(ctx, input.search) };
  const found = await Promise.all([
    isAskedFor(asked, "changes") ? listChanges(ctx, asked) : [],
    isAskedFor(asked, "events") && can(ctx.actor, "users.read") ? listEvents(ctx, asked) : [],
    isAskedFor(asked, "exports") && can(ctx.actor, "users.read") ? listLeft(ctx, asked) : [],
  ]);
  const latestFirst = found.flat().toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const rows = latestFirst.slice(0, input.limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last && latestFirst.length > rows.length ? encodeCursor([last.id]) : null };
}

/** Which tables may hold what is asked for. */
function isAskedFor({ kind, action, warehouseId }: ListAll, what: "changes" | "events" | "exports"): boolean {
  const isEvent = oneOf(AUDIT_EVENTS, kind) !== null;
  if (what === "changes") return !isEvent;
  if (action || warehouseId || (kind && !isEvent)) return false;
  return !kind || (kind === "list-exported") === (what === "exports");
}

/** Below every id that was made on the day. */
function firstOf(day: string, plusDays = 0): SQL {
  const begins = sql`(${day}::date + ${plusDays}::integer)::timestamp at time zone ${currentRegion().timeZone}`;
  return sql`
    (lpad(to_hex(greatest(0, extract(epoch from ${begins}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
}

/** In these days by the shop's clock, and on this page: both are parts of the primary key. */
function isInPeriod(id: PgColumn, { from, until, cursor }: Asked): SQL | undefined {
  return and(
    from ? sql`${id} >= ${firstOf(from)}` : undefined,
    until ? sql`${id} < ${firstOf(until, 1)}` : undefined,
    keyset([id, "uuid"]).after({ cursor, descending: true }),
  );
}

/**
 * What a request did has ids of its time, or of somewhat later where a job did it; so it is found by the primary key,
 * and the table needs no index that each change would have to keep.
 */
const isOfRequest = (id: PgColumn, requestId: PgColumn, asked: string): SQL => sql`
  ${id} >= ${`${asked.slice(0, 13)}-0000-0000-000000000000`}::uuid
  and ${id} < (lpad(to_hex(${Number.parseInt(asked.replace("-", "").slice(0, 12), 16) + 86_400_000}::bigint), 12, '0')
    || repeat('0', 20))::uuid
  and ${requestId} = ${asked}`;

/** Rare actions have an index, which the planner takes where the condition says that this is one. */
function isOfAction(action: Asked["action"]): SQL | undefined {
  if (!action) return undefined;
  const isIt = eq(auditEntries.action, action);
  return FREQUENT_ACTIONS.includes(action) ? isIt : and(isIt, isRareAction(auditEntries.action));
}

/**
 * An entry is found by its first warehouse, by the others of the few that concern several, or as one that concerns the
 * whole shop. Each index has the order of the list, so each is asked for a page, and the pages are joined as those of
 * the tables are: asked at once, the planner would sort all that a busy warehouse ever had, or walk the whole list, in
 * which a quiet one stands hardly anywhere. Planned for the warehouses at hand.
 */
async function listChanges(ctx: ReadContext, asked: Asked) {
  const isAsked = isAskedChange(ctx, asked);
  const found = await Promise.all(
    placesOf(ctx, asked, isAsked).map((isThere) => listChangesWhere(ctx, asked, and(isAsked, isThere))),
  );
  return found.flat();
}

function placesOf({ actor }: ReadContext, asked: Asked, isAsked?: SQL): (SQL | undefined)[] {
  const { warehouseId, limit } = asked;
  const own = actor.kind === "person" && actor.warehouses !== "all" ? actor.warehouses : null;
  const ids = warehouseId ? [warehouseId] : own;
  if (ids === null) return [undefined];
  const { id, warehouseIds } = auditEntries;
  const ofWholeShop = warehouseId || isOfWarehouses(asked) ? [] : [isNull(warehouseIds)];
  if (ids.length === 0) return ofWholeShop;
  const chosen = arrayOf(ids, "uuid");
  const isFirst = sql`${PLANNED_ANEW} ${id} in (
    select found.id from unnest(${chosen}) chosen(warehouse_id) cross join lateral (
      select ${id} from ${auditEntries} where ${and(isAsked, sql`${warehouseIds}[1] = chosen.warehouse_id`)}
       order by ${id} desc ${atMost(limit + 1)}) found)`;
  const isAmong = sql`
    ${PLANNED_ANEW} ${warehouseIds}[2] is not null and ${warehouseIds}[1] <> all(${chosen})
    and ${arrayOverlaps(warehouseIds, [...ids])}`;
  return [isFirst, isAmong, ...ofWholeShop];
}

/** No index has these of what concerns the whole shop, all of which would be read to find that there are none. */
const isOfWarehouses = ({ kind, action }: Asked): boolean =>
  FREQUENT_ENTITIES.includes(kind ?? "") || FREQUENT_ACTIONS.includes(action ?? "");

/** Which changes, wherever they happened. */
function isAskedChange(ctx: ReadContext, asked: Asked): SQL | undefined {
  const { actorId, keyId, kind, action } = asked;
  return and(
    warehousesScope(ctx, auditEntries.warehouseIds),
    entityScope(ctx),
    actorId ? eq(auditEntries.actorId, actorId) : undefined,
    keyId ? isByKey(keyId) : undefined,
    isOf(oneOf(ENTITIES, kind)),
    isOfAction(action),
    isInSession(ctx, auditEntries.id, asked),
    isAbout(ctx, asked.subject),
    isInPeriod(auditEntries.id, asked),
  );
}

async function listChangesWhere(ctx: ReadContext, { limit }: Asked, condition?: SQL) {
  const rows = await ctx.db
    .select({
      ...entryColumns,
      // As with refusals: from where somebody works is told to those who read of people.
      address: can(ctx.actor, "users.read")
        ? sql<string | null>`coalesce(${auditAddresses.address}, ${sessions.address})`
        : sessions.address,
      userAgent: sessions.userAgent,
      sessionId: ofSession(ctx),
    })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, auditEntries.keyId))
    .leftJoin(auditAddresses, eq(auditAddresses.id, auditEntries.id))
    .leftJoin(auditSessions, eq(auditSessions.id, auditEntries.id))
    .leftJoin(sessions, and(eq(auditEntries.entity, "session"), eq(sessions.id, auditEntries.entityId)))
    .where(condition)
    .orderBy(desc(auditEntries.id))
    .limit(limit + 1);
  return rows.map((row) => ({ type: "change" as const, ...toShown(ctx, row) }));
}

/** A key belongs to one account, whose entries an index has. */
const isByKey = (keyId: string): SQL => sql`
  ${auditEntries.actorId} = (select user_id from ${apiKeys} where id = ${keyId}::uuid)
  and ${auditEntries.keyId} = ${keyId}::uuid`;

/**
 * In one session everything was done by one person, within a week: the index gives all of it. Of a session itself its
 * beginning and its end are told. Which session it was is told as an address is.
 */
function isInSession(ctx: ReadContext, id: PgColumn, { sessionId }: Asked): SQL | undefined {
  if (!sessionId) return undefined;
  if (!can(ctx.actor, "users.read")) return sql`false`;
  return sql`${id} in (
    select id from ${auditSessions} where session_id = ${sessionId}::uuid union all
    select id from ${auditEntries} where entity_id = ${sessionId}::uuid union all
    select told.id from ${sessions} later join ${auditEntries} told on told.entity_id = later.id
     where later.began_as = ${sessionId}::uuid)`;
}

/** A sign-in is not in the session that it begins, and belongs to it. */
const ofSession = ({ actor }: ReadContext) =>
  can(actor, "users.read")
    ? sql<string | null>`coalesce(${auditSessions.sessionId}, case
        when ${auditEntries.entity} = 'session' and ${auditEntries.before} is null
          and not ${auditEntries.after} ? 'confirmed' then ${auditEntries.entityId} end)`
    : sql<null>`null::uuid`;

function isAbout(ctx: ReadContext, subject: Subject | null): SQL | undefined {
  if (subject === null) return undefined;
  if (subject.isAddress) return can(ctx.actor, "users.read") ? isFrom(subject.text) : sql`false`;
  const ofThings = sql`select id from ${auditEntries} where entity_id = any(${arrayOf(subject.entityIds, "uuid")})`;
  if (subject.id === null) return sql`${auditEntries.id} in (${ofThings})`;
  const ofRequest = sql`
    select id from ${auditEntries} where ${isOfRequest(auditEntries.id, auditEntries.requestId, subject.id)}`;
  return sql`${auditEntries.id} in (${ofThings} union all ${ofRequest})`;
}

/** Of an address that one person has the index gives the entries; of one that all share, each entry knows its own. */
const isFrom = (address: string): SQL => sql`${PLANNED_ANEW} exists (
  select from ${auditAddresses} asked where asked.id = ${auditEntries.id} and asked.address = ${address})`;

async function listEvents(ctx: ReadContext, asked: Asked) {
  const { actorId, keyId, kind, subject, limit } = asked;
  const rows = await ctx.db
    .select({
      id: securityEvents.id,
      occurredAt: securityEvents.occurredAt,
      kind: securityEvents.kind,
      subject: securityEvents.subject,
      actorId: securityEvents.userId,
      actorName: users.name,
      keyName: apiKeys.name,
      address: securityEvents.address,
      requestId: securityEvents.requestId,
      sessionId: auditSessions.sessionId,
    })
    .from(securityEvents)
    .leftJoin(users, eq(users.id, securityEvents.userId))
    .leftJoin(auditSessions, eq(auditSessions.id, securityEvents.id))
    .leftJoin(apiKeys, and(eq(securityEvents.kind, "key-used"), eq(sql`${apiKeys.id}::text`, securityEvents.subject)))
    .where(
      and(
        actorId ? eq(securityEvents.userId, actorId) : undefined,
        keyId ? eq(securityEvents.subject, keyId) : undefined,
        kind ? sql`${securityEvents.kind} = ${kind}` : undefined,
        isInSession(ctx, securityEvents.id, asked),
        subject ? isNamedIn(securityEvents, subject) : undefined,
        isInPeriod(securityEvents.id, asked),
      ),
    )
    .orderBy(desc(securityEvents.id))
    .limit(limit + 1);
  return rows.map(({ occurredAt, ...row }) => ({
    type: "event" as const,
    ...row,
    occurredAt: occurredAt.toISOString(),
  }));
}

/** Half a year of refusals, of which each kind writes at most a hundred a minute: no index but the key. */
const isNamedIn = (
  table: { userId: PgColumn; address: PgColumn; requestId: PgColumn },
  { text, entityIds }: Subject,
): SQL | undefined =>
  or(
    eq(table.address, text),
    eq(table.requestId, text),
    entityIds.length > 0 ? inArray(table.userId, [...entityIds]) : undefined,
  );

async function listLeft(ctx: ReadContext, asked: Asked) {
  const { actorId, keyId, subject, limit } = asked;
  const rows = await ctx.db
    .select({
      id: listExports.id,
      beganAt: listExports.beganAt,
      list: listExports.list,
      filters: listExports.filters,
      rows: listExports.rows,
      isWhole: listExports.isWhole,
      actorId: listExports.userId,
      actorName: users.name,
      keyName: apiKeys.name,
      address: listExports.address,
      requestId: listExports.requestId,
      sessionId: auditSessions.sessionId,
    })
    .from(listExports)
    .leftJoin(users, eq(users.id, listExports.userId))
    .leftJoin(apiKeys, eq(apiKeys.id, listExports.keyId))
    .leftJoin(auditSessions, eq(auditSessions.id, listExports.id))
    .where(
      and(
        actorId ? eq(listExports.userId, actorId) : undefined,
        keyId ? eq(listExports.keyId, keyId) : undefined,
        isInSession(ctx, listExports.id, asked),
        subject ? isNamedIn(listExports, subject) : undefined,
        isInPeriod(listExports.id, asked),
      ),
    )
    .orderBy(desc(listExports.id))
    .limit(limit + 1);
  return rows.map(({ beganAt, ...row }) => ({ type: "export" as const, ...row, occurredAt: beganAt.toISOString() }));
}
