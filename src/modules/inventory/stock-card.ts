import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import { toQuantity } from "@/shared/quantity";
import type { GetStockCard } from "./contract";
import { locations, lots, stockAvailability, stockMovements, stockTransactions } from "./schema";
import { asQuantity } from "./sums";

const StockCardCursor = z.tuple([z.number().int(), z.number().int()]);

/**
 * The history of a variant, newest first, each row with what it changed and what was there afterwards. The running
 * balance starts from what is there now and is carried in the cursor, so a page costs the same however long the past.
 */
export async function getStockCard(ctx: Context, input: GetStockCard) {
  const cursor = input.cursor ? decodeCursor(input.cursor, StockCardCursor) : null;
  const from = alias(locations, "from_place");
  const to = alias(locations, "to_place");
  const isHere = (place: typeof from | typeof to) =>
    and(
      sql`${place.warehouseId} is not null`,
      warehouseScope(ctx, place.warehouseId),
      input.warehouseId ? eq(place.warehouseId, input.warehouseId) : undefined,
    );
  const now = sql`(select coalesce(sum(${stockAvailability.onHand}), 0) from ${stockAvailability} where ${stockAvailability.variantId} = ${input.variantId}
    and ${warehouseScope(ctx, stockAvailability.warehouseId)} and ${input.warehouseId ? eq(stockAvailability.warehouseId, input.warehouseId) : sql`true`})`;
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
      change: asQuantity(
        sql`(case when ${isHere(to)} then ${stockMovements.quantity} else 0 end) - (case when ${isHere(from)} then ${stockMovements.quantity} else 0 end)`,
      ),
      now: asQuantity(now),
      isReversed: sql<boolean>`exists (select 1 from stock_transactions later where later.reverses_id = ${stockTransactions.id})`,
      movementCount:
        sql`(select count(*) from ${stockMovements} m where m.transaction_id = ${stockTransactions.id})`.mapWith(
          Number,
        ),
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
  const card = rows.map(({ now: _, ...row }) => {
    const after = balance;
    balance -= row.change;
    return { ...row, balance: toQuantity(after) };
  });
  return toPage(card, input.limit, (row) => [row.id, row.balance - row.change]);
}

/** How long the ledger is by now. */
export const countMovements = (ctx: Pick<Context, "db">): Promise<number> => ctx.db.$count(stockMovements);

/** The newest postings, for the stock screen and for undoing. */
export async function listTransactions(ctx: Context, { limit }: { limit: number }) {
  const scope = sql`exists (select 1 from ${stockMovements} m join ${locations} l on l.id in (m.from_location_id, m.to_location_id)
    where m.transaction_id = ${stockTransactions.id} and ${warehouseScope(ctx, sql`l.warehouse_id`)})`;
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
      movementCount:
        sql`(select count(*) from ${stockMovements} m where m.transaction_id = ${stockTransactions.id})`.mapWith(
          Number,
        ),
      isReversed: sql<boolean>`exists (select 1 from stock_transactions later where later.reverses_id = ${stockTransactions.id})`,
    })
    .from(stockTransactions)
    .innerJoin(users, eq(users.id, stockTransactions.actorId))
    .where(scope)
    .orderBy(desc(stockTransactions.recordedAt), desc(stockTransactions.id))
    .limit(limit);
}
