import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { payments } from "./schema";

/** Inserts payments as they are, once their orders are there: an operator's bulk restore. */
export const loadPayments = (
  ctx: TxContext,
  rows: { payments: readonly (typeof payments.$inferSelect)[] },
): Promise<void> => insertRows(ctx, payments, rows.payments);
