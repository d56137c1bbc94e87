import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { emitProgress } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { inboxChanged, noticed } from "./contract";
import type { Happening } from "./happening";
import type { NoticeKind } from "./kind";
import { notices } from "./schema";

/** So many of a kind in one place are told one by one within the time below; the others are one notice together. */
const ONE_BY_ONE_MAX = 5;
const TOGETHER_MS = 10 * 60_000;

/** Each goes by itself when its own cause is gone, and is told once: so they are never one notice together. */
const NEVER_TOGETHER: readonly NoticeKind[] = ["hold-ending"];

type Group = Pick<Happening, "kind" | "userId" | "warehouseId"> & { happenings: Happening[] };

/** Writes what people are told. However much happens, an inbox grows by a few rows in ten minutes for other kinds. */
export async function publishNotices(ctx: TxContext, happenings: readonly Happening[]): Promise<void> {
  const news = await withoutTold(ctx, happenings);
  for (const group of groupsOf(news)) await publishGroup(ctx, group);
  const people = new Set(news.flatMap(({ userId }) => userId ?? []));
  for (const userId of people) emitProgress(ctx, inboxChanged, { userId });
  tellReaders(
    ctx,
    news.filter(({ userId }) => userId === null),
  );
}

/** One fact for all the warehouses, and one for the whole shop where something concerns it. */
export function tellReaders(ctx: TxContext, places: readonly { warehouseId: string | null }[]): void {
  const warehouseIds = [...new Set(places.flatMap(({ warehouseId }) => warehouseId ?? []))];
  if (warehouseIds.length > 0) emitProgress(ctx, noticed, { warehouseIds });
  if (places.some(({ warehouseId }) => warehouseId === null)) emitProgress(ctx, noticed, { warehouseIds: [] });
}

async function withoutTold(ctx: TxContext, happenings: readonly Happening[]): Promise<Happening[]> {
  const keys = happenings.flatMap(({ onceKey }) => onceKey ?? []);
  if (keys.length === 0) return [...happenings];
  const told = await ctx.db
    .select({ onceKey: notices.onceKey })
    .from(notices)
    .where(sql`${notices.onceKey} = any(${sql.param(keys)})`);
  const known = new Set(told.map(({ onceKey }) => onceKey));
  return happenings.filter(({ onceKey }) => onceKey === null || !known.has(onceKey));
}

function groupsOf(happenings: readonly Happening[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const happening of happenings) {
    const { kind, userId, warehouseId } = happening;
    const key = `${kind} ${userId} ${warehouseId}`;
    const group = groups.get(key) ?? { kind, userId, warehouseId, happenings: [] };
    group.happenings.push(happening);
    groups.set(key, group);
  }
  return groups.values();
}

async function publishGroup(ctx: TxContext, { happenings, ...of }: Group): Promise<void> {
  const [last] = happenings.slice(-1);
  if (!last) return;
  const one = happenings.map((happening) => ({ ...happening, count: 1 }));
  if (NEVER_TOGETHER.includes(of.kind)) return insertNotices(ctx, one);
  const { told, together } = await findTold(ctx, of);
  if (together !== null) return addTo(ctx, together, happenings);
  if (told + happenings.length <= ONE_BY_ONE_MAX) return insertNotices(ctx, one);
  const actorId = happenings.every((each) => each.actorId === last.actorId) ? last.actorId : null;
  // What is said of one thing is true of none of the others.
  return insertNotices(ctx, [{ ...last, detail: "", actorId, count: happenings.length }]);
}

const sameAs = ({ kind, userId, warehouseId }: Omit<Group, "happenings">): SQL | undefined =>
  and(
    eq(notices.kind, kind),
    userId === null ? isNull(notices.userId) : eq(notices.userId, userId),
    warehouseId === null ? isNull(notices.warehouseId) : eq(notices.warehouseId, warehouseId),
  );

/** How many were told of late, and the notice of many that is still open to more. */
async function findTold(ctx: TxContext, of: Omit<Group, "happenings">) {
  const [row] = await ctx.db
    .select({
      told: asCount(sql`count(*)`),
      together: sql<string | null>`(array_agg(${notices.id} order by ${notices.ordinal} desc)
        filter (where ${notices.count} > 1))[1]`,
    })
    .from(notices)
    .where(and(gt(notices.createdAt, new Date(ctx.now.getTime() - TOGETHER_MS)), sameAs(of)));
  return { told: row?.told ?? 0, together: row?.together ?? null };
}

/** It takes the newest place, and so is unread again; whoever did only a part of it is told of it. */
async function addTo(ctx: TxContext, noticeId: string, happenings: readonly Happening[]): Promise<void> {
  const actors = new Set(happenings.map(({ actorId }) => actorId));
  const [actorId = null] = actors.size === 1 ? actors : [];
  await ctx.db
    .update(notices)
    .set({
      count: sql`${notices.count} + ${happenings.length}`,
      ordinal: sql`nextval(pg_get_serial_sequence('notices', 'ordinal'))`,
      changedAt: ctx.now,
      actorId: sql`case when ${notices.actorId} = ${actorId} then ${notices.actorId} end`,
    })
    .where(eq(notices.id, noticeId));
}

async function insertNotices(
  ctx: TxContext,
  rows: readonly (Happening & { kind: NoticeKind; count: number })[],
): Promise<void> {
  await ctx.db
    .insert(notices)
    .values(rows.map((row) => ({ ...row, id: newId(), createdAt: ctx.now, changedAt: ctx.now })));
}
