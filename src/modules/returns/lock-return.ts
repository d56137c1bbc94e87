import { and, eq } from "drizzle-orm";
import { type LockedOrder, lockOrder } from "@/modules/orders/lock-order";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { TxContext } from "@/platform/context";
import { addQuantities } from "@/shared/quantity";
import { receiptNotFound, returnNotFound } from "./refusals";
import { returnLines, returnReceipts, returns } from "./schema";

export type LockedReturn = Awaited<ReturnType<typeof lockReturn>>;
export type LockedLine = LockedReturn["lines"][number];

/**
 * A return with its lines and its order, under the row lock of the order, which whoever changes one of its returns
 * takes first. @throws returnNotFound also when the caller has no access to its warehouse.
 */
export async function lockReturn(ctx: TxContext, returnId: string) {
  const order = await lockOrder(ctx, await findOrderId(ctx, returnId));
  const [[found], lines] = await Promise.all([
    ctx.db.select().from(returns).where(eq(returns.id, returnId)),
    ctx.db.select().from(returnLines).where(eq(returnLines.returnId, returnId)).orderBy(returnLines.position),
  ]);
  if (!found) throw returnNotFound({ returnId });
  return { ...found, order, lines: lines.map((line) => ({ ...line, of: lineOf(order, line.orderLineId) })) };
}

/** Of which order a return is never changes, so it may be read before anything is locked. */
async function findOrderId(ctx: TxContext, returnId: string): Promise<string> {
  const [found] = await ctx.db
    .select({ orderId: returns.orderId })
    .from(returns)
    .where(and(eq(returns.id, returnId), warehouseScope(ctx, returns.warehouseId)));
  if (!found) throw returnNotFound({ returnId });
  return found.orderId;
}

/** The same of what was received. @throws receiptNotFound also when the caller has no access to its warehouse. */
export async function lockReturnOf(ctx: TxContext, receiptId: string) {
  const [found] = await ctx.db
    .select({ returnId: returnReceipts.returnId })
    .from(returnReceipts)
    .innerJoin(returns, eq(returns.id, returnReceipts.returnId))
    .where(and(eq(returnReceipts.id, receiptId), warehouseScope(ctx, returns.warehouseId)));
  if (!found) throw receiptNotFound({ receiptId });
  return lockReturn(ctx, found.returnId);
}

/** What shipped stays a line of its order. */
function lineOf(order: LockedOrder, orderLineId: string): LockedOrder["lines"][number] {
  const line = order.lines.find(({ id }) => id === orderLineId);
  if (!line) throw new Error("A return is about a line that its order does not have.");
  return line;
}

/** How many pieces have come back by now. */
export const receivedOf = ({ lines }: Pick<LockedReturn, "lines">) =>
  addQuantities(...lines.map(({ received }) => received));
