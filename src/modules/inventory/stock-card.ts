import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { alias, unionAll } from "drizzle-orm/pg-core";
import * as z from "zod";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, ReadContext } from "@/platform/context";
import { existsForEach } from "@/platform/database/exists-for-each";
import { decodeCursor, encodeCursor } from "@/platform/database/keyset";
import { asCount, asQuantity } from "@/platform/database/numbers";
import { can } from "@/shared/access";
import { toQuantity } from "@/shared/quantity";
import type { GetStockCard, ListTransactions } from "./contract";
import { stockCounts } from "./counts/schema";
import { reversalObstacle } from "./inventory";
import { isBuiltOnEntry, isOwnEntry, isRecentEntry, isReversedEntry } from "./reversible";
import { locations, lots, stockAvailability, stockBalances, stockMovements, stockTransactions } from "./schema";

/** The last movement shown, and the balance before it. */
const StockCardCursor = z.tuple([z.number().int(), z.number().int()]);

const movementCount = asCount(
  sql`(select count(*) from ${stockMovements} m where m.transaction_id = ${stockTransactions.id})`,
);

/** What is on hand of a variant, or of one of its lots, now, over the warehouses in scope. */
function onHandNow(ctx: ReadContext, { variantId, warehouseId, lotId }: GetStockCard) {
  const held = lotId ? stockBalances : stockAvailability;
  return asQuantity(sql`(
    select coalesce(sum(${held.onHand}), 0) from ${held}
    where ${and(
      eq(held.variantId, variantId),
      lotId ? eq(stockBalances.lotId, lotId) : undefined,
      warehouseScope(ctx, held.warehouseId),
      warehouseId ? eq(held.warehouseId, warehouseId) : undefined,
    )}
  )`);
}

/**
 * The movements and agreeing counts of a variant, as one list: a count starts and ends in its bin, and changes nothing.
 */
const entriesOf = (ctx: ReadContext, { variantId, lotId }: GetStockCard, before: number | undefined) => {
  const isAsked = (rows: typeof stockMovements | typeof stockCounts) =>
    and(
      eq(rows.variantId, variantId),
      lotId ? eq(rows.lotId, lotId) : undefined,
      before === undefined ? undefined : lt(rows.id, before),
    );
  const columns = { id: stockMovements.id, transactionId: stockMovements.transactionId, lotId: stockMovements.lotId };
  const moved = ctx.db
    .select({
      ...columns,
      fromLocationId: stockMovements.fromLocationId,
      toLocationId: stockMovements.toLocationId,
      quantity: stockMovements.quantity,
    })
    .from(stockMovements)
    .where(isAsked(stockMovements));
  const counted = ctx.db
    .select({
      id: stockCounts.id,
      transactionId: stockCounts.transactionId,
      lotId: stockCounts.lotId,
      fromLocationId: stockCounts.locationId,
      toLocationId: stockCounts.locationId,
      quantity: stockCounts.quantity,
    })
    .from(stockCounts)
    .where(isAsked(stockCounts));
  return unionAll(moved, counted).as("entry");
};

/**
 * The movements of a variant, or of one of its lots, newest first, each with its change and the balance after it. The
 * running balance starts from what is on hand now and continues in the cursor, so that the cost of a page does not grow
 * with the history.
 */
export async function getStockCard(ctx: ReadContext, input: GetStockCard) {
  const cursor = input.cursor ? decodeCursor(input.cursor, StockCardCursor) : null;
  const entry = entriesOf(ctx, input, cursor?.[0]);
  const from = alias(locations, "from_location");
  const to = alias(locations, "to_location");
  const isHere = (end: typeof from | typeof to) =>
    and(
      sql`${end.warehouseId} is not null`,
      warehouseScope(ctx, end.warehouseId),
      input.warehouseId ? eq(end.warehouseId, input.warehouseId) : undefined,
    );
  const quantityAt = (end: typeof from | typeof to) =>
    sql`(case when ${isHere(end)} then ${entry.quantity} else 0 end)`;
  const rows = await ctx.db
    .select({
      id: entry.id,
      transactionId: stockTransactions.id,
      kind: stockTransactions.kind,
      occurredAt: stockTransactions.occurredAt,
      recordedAt: stockTransactions.recordedAt,
      reason: stockTransactions.reason,
      reference: stockTransactions.reference,
      note: stockTransactions.note,
      actorName: users.name,
      documentKind: stockTransactions.documentKind,
      documentId: stockTransactions.documentId,
      documentLabel: stockTransactions.documentLabel,
      fromCode: from.code,
      fromKind: from.kind,
      toCode: to.code,
      toKind: to.kind,
      lotCode: lots.code,
      quantity: entry.quantity,
      change: asQuantity(sql`${quantityAt(to)} - ${quantityAt(from)}`),
      now: onHandNow(ctx, input),
      isReversed: isReversedEntry,
      isOwn: isOwnEntry(ctx),
      isRecent: isRecentEntry,
      isBuiltOn: isBuiltOnEntry,
      movementCount,
    })
    .from(entry)
    .innerJoin(stockTransactions, eq(stockTransactions.id, entry.transactionId))
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .innerJoin(from, eq(from.id, entry.fromLocationId))
    .innerJoin(to, eq(to.id, entry.toLocationId))
    .leftJoin(lots, eq(lots.id, entry.lotId))
    .where(or(isHere(from), isHere(to)))
    .orderBy(desc(entry.id))
    .limit(input.limit + 1);

  const mayReverseOthers = can(ctx.actor, "inventory.reverse-others");
  let balance = cursor ? cursor[1] : (rows[0]?.now ?? 0);
  const card = rows.slice(0, input.limit).map(({ now: _, isOwn, isRecent, isBuiltOn, ...row }) => {
    const after = balance;
    balance -= row.change;
    const obstacle = reversalObstacle({ ...row, isOwn, isRecent, isBuiltOn }, mayReverseOthers);
    return { ...row, balance: toQuantity(after), obstacle };
  });
  const last = card.at(-1);
  return { rows: card, nextCursor: rows.length > input.limit && last ? encodeCursor([last.id, balance]) : null };
}

/** The number of movements in the ledger. */
export const countMovements = (ctx: Pick<Context, "db">): Promise<number> => ctx.db.$count(stockMovements);

/** The newest postings, for the stock screen and for reversals. */
export async function listTransactions(ctx: ReadContext, { limit }: ListTransactions) {
  const isInScope = or(
    existsForEach(sql`
      from ${stockMovements} m join ${locations} l on l.id in (m.from_location_id, m.to_location_id)
      where m.transaction_id = ${stockTransactions.id} and ${warehouseScope(ctx, sql`l.warehouse_id`)}`),
    existsForEach(sql`
      from ${stockCounts} c join ${locations} l on l.id = c.location_id
      where c.transaction_id = ${stockTransactions.id} and ${warehouseScope(ctx, sql`l.warehouse_id`)}`),
  );
  return ctx.db
    .select({
      id: stockTransactions.id,
      kind: stockTransactions.kind,
      recordedAt: stockTransactions.recordedAt,
      reason: stockTransactions.reason,
      reference: stockTransactions.reference,
      note: stockTransactions.note,
      actorName: users.name,
      documentLabel: stockTransactions.documentLabel,
      movementCount,
      isReversed: isReversedEntry,
    })
    .from(stockTransactions)
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .where(isInScope)
    .orderBy(desc(stockTransactions.recordedAt), desc(stockTransactions.id))
    .limit(limit);
}
