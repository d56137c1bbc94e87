import { findHeadNames } from "@/modules/orders/find-head-names";
import type { LockedOrder } from "@/modules/orders/lock-order";
import type { TxContext } from "@/platform/context";
import type { LinesChange } from "./line-change";
import type { AddedLine } from "./price-change";

type Line = LockedOrder["lines"][number];
type Named = {
  sku: string;
  quantity: number;
  unitPrice: number;
  discountRate: number;
  discountAmount: number;
  taxRate: number;
};

/** A line as the history has it. */
const itemOf = ({ sku, quantity, unitPrice, discountRate, discountAmount, taxRate }: Named) => ({
  sku,
  quantity,
  unitPrice,
  discountRate,
  ...(discountAmount > 0 && { discountAmount }),
  taxRate,
});

/** Line by line what was and what is: the two lists go together, and null stands where there was or is no line. */
export function describeLines({ kept, removed }: LinesChange<Line>, added: readonly AddedLine[]) {
  const pairs = [
    ...kept
      .filter(({ isChanged }) => isChanged)
      .map(({ line, to }) => ({
        before: itemOf({ ...line, quantity: line.quantity - line.cancelled }),
        after: itemOf({ ...line, ...to, quantity: to.quantity - line.cancelled }),
      })),
    ...removed.map((line) => ({
      before: itemOf({ ...line, quantity: line.quantity - line.cancelled }),
      after: null,
    })),
    ...added.map((line) => ({ before: null, after: itemOf(line) })),
  ];
  return { before: pairs.map(({ before }) => before), after: pairs.map(({ after }) => after) };
}

/** The customer and the warehouse, where they become others: by name for people, by id for what is erased one day. */
export async function describeHead(
  ctx: TxContext,
  order: LockedOrder,
  input: { customerId: string; warehouseId: string },
) {
  if (input.customerId === order.customerId && input.warehouseId === order.warehouseId)
    return { before: {}, after: {} };
  const [before, after] = await Promise.all([findHeadNames(ctx, order), findHeadNames(ctx, input)]);
  return {
    before: { ...before, customerId: order.customerId },
    after: { ...after, customerId: input.customerId },
  };
}
