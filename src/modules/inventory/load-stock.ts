import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { reorderPoints } from "./reorder-points/schema";
import {
  locations,
  lots,
  stockAvailability,
  stockBalances,
  stockMovements,
  stockReservations,
  stockTransactions,
} from "./schema";

type Loaded = {
  lots: readonly (typeof lots.$inferSelect)[];
  transactions: readonly (typeof stockTransactions.$inferSelect)[];
  /** In the order in which they happened, which is the order of their ids. */
  movements: readonly (typeof stockMovements.$inferInsert)[];
  /** Whether its pieces have serial numbers follows from the item. */
  balances: readonly Omit<typeof stockBalances.$inferSelect, "hasSerials">[];
  /** What is waited for follows from reservations, and what is held from holds. */
  availability: readonly Omit<typeof stockAvailability.$inferSelect, "waiting" | "held">[];
  reservations: readonly (typeof stockReservations.$inferInsert)[];
  reorderPoints: readonly (typeof reorderPoints.$inferSelect)[];
};

/** Inserts warehouses with their zones and bins, parents first: an operator's bulk restore. */
export const loadLocations = (
  ctx: TxContext,
  rows: readonly Omit<typeof locations.$inferSelect, "searchForm">[],
): Promise<void> => insertRows(ctx, locations, rows);

/**
 * Inserts a whole ledger, with what is derived from it, into an empty one: an operator's bulk restore, and the only
 * writer besides the posting statement. Nothing is computed here, so the caller runs `verify-ledger` before the commit.
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
