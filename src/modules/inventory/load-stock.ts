import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import {
  locations,
  lots,
  reorderPoints,
  stockAvailability,
  stockBalances,
  stockMovements,
  stockReservations,
  stockTransactions,
} from "./schema";

type Loaded = {
  lots: readonly (typeof lots.$inferSelect)[];
  transactions: readonly (typeof stockTransactions.$inferSelect)[];
  /** In the order in which they happened: the ledger numbers them in it. */
  movements: readonly (typeof stockMovements.$inferInsert)[];
  balances: readonly (typeof stockBalances.$inferSelect)[];
  availability: readonly (typeof stockAvailability.$inferSelect)[];
  reservations: readonly (typeof stockReservations.$inferSelect)[];
  reorderPoints: readonly (typeof reorderPoints.$inferSelect)[];
};

/** Writes warehouses with their zones and bins as they are, parents first: an operator's bulk restore. */
export const loadLocations = (ctx: TxContext, rows: readonly (typeof locations.$inferSelect)[]): Promise<void> =>
  insertRows(ctx, locations, rows);

/**
 * Writes a whole ledger, with what is derived from it, into an empty one: an operator's bulk restore, and the only way
 * past the posting function. Nothing is computed here, so the caller runs `verify-ledger` before committing.
 */
export async function loadStock(ctx: TxContext, rows: Loaded): Promise<void> {
  await insertRows(ctx, lots, rows.lots);
  await insertRows(ctx, stockTransactions, rows.transactions);
  await insertRows(ctx, stockMovements, rows.movements);
  await insertRows(ctx, stockBalances, rows.balances);
  await insertRows(ctx, stockAvailability, rows.availability);
  await insertRows(ctx, stockReservations, rows.reservations);
  await insertRows(ctx, reorderPoints, rows.reorderPoints);
}
