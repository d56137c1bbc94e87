import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { decodeCursor, encodeCursor } from "@/platform/database/keyset";
import { asCount, asQuantity } from "@/platform/database/numbers";
import { toQuantity } from "@/shared/quantity";
import type { GetStockCard, ListTransactions } from "./contract";
import { locations, lots, stockAvailability, stockMovements, stockTransactions } from "./schema";

/** The last movement shown, and the balance before it. */
const StockCardCursor = z.tuple([z.number().int(), z.number().int()]);

const movementCount = asCount(
  sql`(select count(*) from ${stockMovements} m where m.transaction_id = ${stockTransactions.id})`,
);
const isReversed = sql<boolean>`exists (
  select 1 from stock_transactions later where later.reverses_id = ${stockTransactions.id}
)`;

/** What is on hand of a variant now, over the warehouses in scope. */
const onHandNow = (ctx: Context, { variantId, warehouseId }: GetStockCard) =>
  asQuantity(sql`(
    select coalesce(sum(${stockAvailability.onHand}), 0) from ${stockAvailability}
    where ${and(
      eq(stockAvailability.variantId, variantId),
      warehouseScope(ctx, stockAvailability.warehouseId),
      warehouseId ? eq(stockAvailability.warehouseId, warehouseId) : undefined,
    )}
  )`);

/**
 * The movements of a variant, newest first, each with its change and the balance after it. The running balance starts
 * from what is on hand now and continues in the cursor, so that the cost of a page does not grow with the history.
 */
export async function getStockCard(ctx: Context, input: GetStockCard) {
  const cursor = input.cursor ? decodeCursor(input.cursor, StockCardCursor) : null;
  const from = alias(locations, "from_location");
  const to = alias(locations, "to_location");
  const isHere = (end: typeof from | typeof to) =>
    and(
      sql`${end.warehouseId} is not null`,
      warehouseScope(ctx, end.warehouseId),
      input.warehouseId ? eq(end.warehouseId, input.warehouseId) : undefined,
    );
  const quantityAt = (end: typeof from | typeof to) =>
    sql`(case when ${isHere(end)} then ${stockMovements.quantity} else 0 end)`;
  const rows = await ctx.db
    .select({
      id: stockMovements.id,
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
      quantity: stockMovements.quantity,
      change: asQuantity(sql`${quantityAt(to)} - ${quantityAt(from)}`),
      now: onHandNow(ctx, input),
      isReversed,
      movementCount,
    })
    .from(stockMovements)
    .innerJoin(stockTransactions, eq(stockTransactions.id, stockMovements.transactionId))
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .innerJoin(from, eq(from.id, stockMovements.fromLocationId))
    .innerJoin(to, eq(to.id, stockMovements.toLocationId))
    .leftJoin(lots, eq(lots.id, stockMovements.lotId))
    .where(
      and(
        eq(stockMovements.variantId, input.variantId),
        or(isHere(from), isHere(to)),
        cursor ? lt(stockMovements.id, cursor[0]) : undefined,
      ),
    )
    .orderBy(desc(stockMovements.id))
    .limit(input.limit + 1);

  let balance = cursor ? cursor[1] : (rows[0]?.now ?? 0);
  const card = rows.slice(0, input.limit).map(({ now: _, ...row }) => {
    const after = balance;
    balance -= row.change;
    return { ...row, balance: toQuantity(after) };
  });
  const last = card.at(-1);
  return { rows: card, nextCursor: rows.length > input.limit && last ? encodeCursor([last.id, balance]) : null };
}

/** The number of movements in the ledger. */
export const countMovements = (ctx: Pick<Context, "db">): Promise<number> => ctx.db.$count(stockMovements);

/** The newest postings, for the stock screen and for reversals. */
export async function listTransactions(ctx: Context, { limit }: ListTransactions) {
  const isInScope = sql`exists (
    select 1 from ${stockMovements} m join ${locations} l on l.id in (m.from_location_id, m.to_location_id)
    where m.transaction_id = ${stockTransactions.id} and ${warehouseScope(ctx, sql`l.warehouse_id`)}
  )`;
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
      isReversed,
    })
    .from(stockTransactions)
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .where(isInScope)
    .orderBy(desc(stockTransactions.recordedAt), desc(stockTransactions.id))
    .limit(limit);
}
