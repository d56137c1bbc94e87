import { splitReservations } from "@/modules/inventory/reservations/split-reservations";
import { changeOrderStatus } from "@/modules/orders/change-order-status";
import { compareLines } from "@/modules/orders/changes/line-change";
import { findPacked, type LinesAfter, linesAfter, writeLines } from "@/modules/orders/changes/write-lines";
import { orderCompleted, type SplitOrder } from "@/modules/orders/contract";
import { assertInvoicedStays } from "@/modules/orders/invoiced/assert-invoiced-stays";
import { type LockedOrder, lockOrder } from "@/modules/orders/lock-order";
import { canChange } from "@/modules/orders/order";
import { getOrderable } from "@/modules/orders/order-lines";
import { orderChangedMeanwhile, wrongOrderStatus } from "@/modules/orders/refusals";
import { type OrderSums, wholeAfter } from "@/modules/orders/whole-order";
import { writeOrder } from "@/modules/orders/write-order";
import type { Context, TxContext } from "@/platform/context";
import type { LateNumber } from "@/platform/late-number";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { addMoney, subtractMoney, toMoney } from "@/shared/money";
import { assertOpen, movedLines, type MovedLine, offOf } from "./moved-lines";
import { recordSplit } from "./record-split";
import { splitsAll } from "./refusals";
import { writeOrigin } from "./write-origin";

/**
 * Moves open items of an order into a second one, with what is reserved for them: to ship apart, later or from another
 * warehouse. Prices, discounts and taxes stay as agreed, and what the two bill together is what the one did. What was
 * paid stays where it was recorded.
 *
 * @throws orderChangedMeanwhile, splitsTooMuch, splitsAll, and from another warehouse insufficientStock
 */
export async function splitOrder(
  ctx: Context,
  input: SplitOrder,
): Promise<{ orderId: string; number: LateNumber; version: number }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { number, status } = order;
    if (!canChange(status)) throw wrongOrderStatus({ number, from: status, act: "split" });
    if (order.version !== input.version)
      throw orderChangedMeanwhile({ number, seen: input.version, version: order.version });
    assertOpen(order, input.lines);
    const { warehouseId = order.warehouseId } = input;
    const moved = new Map(input.lines.map(({ orderLineId, quantity }) => [orderLineId, quantity]));
    const asked = order.lines.flatMap((line) => {
      const { id: orderLineId, variantId, quantity, cancelled } = line;
      const left = quantity - cancelled - (moved.get(orderLineId) ?? 0);
      return left > 0
        ? [{ orderLineId, variantId, quantity: left, ...termsLeft(line, moved.get(orderLineId) ?? 0) }]
        : [];
    });
    if (asked.length === 0) throw splitsAll({ number, items: [...moved.values()].reduce((sum, one) => sum + one, 0) });
    if (warehouseId !== order.warehouseId)
      await getOrderable(
        ctx,
        { customerId: order.customerId, warehouseId, lines: linesOf(order, moved) },
        { hold: true },
      );

    const change = compareLines(order.lines, asked);
    const after = linesAfter(order, change, {
      added: [],
      packed: await findPacked(ctx, change.removed),
      whole: wholeAfter(order, {}),
      shares: new Map(order.lines.map((line) => [line.id, shareLeft(line, moved.get(line.id) ?? 0)])),
    });
    await assertInvoicedStays(ctx, order, after);
    const fresh = movedLines(order, after, moved);
    const part = await writePart(ctx, order, { warehouseId, after, fresh });
    const isComplete = after.all.every((line) => line.quantity - line.shipped - line.cancelled === 0);
    recordSplit(ctx, order, { change, after, part: { ...part, warehouseId, lines: fresh } });
    if (isComplete) changeOrderStatus(ctx, order, { to: "completed", event: orderCompleted });
    return { ...part, version: order.version + (isComplete ? 2 : 1) };
  });
}

const linesOf = ({ lines }: LockedOrder, moved: ReadonlyMap<string, number>) => lines.filter(({ id }) => moved.has(id));

/** What is off a line in money goes with its items. */
const termsLeft = (line: LockedOrder["lines"][number], gone: number) => ({
  discountRate: line.discountRate,
  discountAmount: subtractMoney(line.discountAmount, offOf(line, gone).discountAmount),
});
const shareLeft = (line: LockedOrder["lines"][number], gone: number) =>
  subtractMoney(line.orderDiscount, offOf(line, gone).orderDiscount);

type Part = { warehouseId: string; after: LinesAfter; fresh: readonly MovedLine[] };

/** It was sold when the other was, and by whom: no day of sales becomes another by it. */
async function writePart(ctx: TxContext, order: LockedOrder, { warehouseId, after, fresh }: Part) {
  const orderId = newId();
  const { customerId, note, customerReference, tags, holdReason, placedBy, placedAt, confirmedAt } = order;
  const { carrierId, carrierService } = order;
  await splitReservations(ctx, {
    from: { documentId: order.id, warehouseId: order.warehouseId, lines: after.wanted },
    to: {
      documentId: orderId,
      warehouseId,
      lines: fresh.map(({ id: lineId, fromLineId, variantId, quantity }) => ({
        lineId,
        fromLineId,
        variantId,
        quantity,
      })),
    },
  });
  await writeLines(ctx, order, { ...after, head: order, taxBasis: null });
  const number = writeOrder(ctx, {
    orderId,
    customerId,
    warehouseId,
    note,
    addresses: { of: order.id },
    customerReference,
    carrierId,
    carrierService,
    tags,
    status: order.status === "on_hold" ? "on_hold" : "confirmed",
    holdReason,
    lines: fresh,
    taxBasis: order.taxBasis,
    ...sumsOfPart(order, fresh),
    sold: { by: placedBy, at: placedAt, confirmedAt },
  });
  writeOrigin(ctx, { orderId, fromId: order.id, kind: "split" });
  return { orderId, number };
}

/** Shipping stays with the order that it was agreed for. */
function sumsOfPart(order: LockedOrder, lines: readonly MovedLine[]): OrderSums {
  const [net, tax] = [addMoney(...lines.map((line) => line.net)), addMoney(...lines.map((line) => line.tax))];
  const discountAmount = addMoney(...lines.map(({ orderDiscount }) => orderDiscount));
  const pricesIncludeTax = lines.some((line) => line.pricesIncludeTax);
  return {
    terms: {
      discountRate: order.discountRate,
      discountAmount,
      shipping: null,
      pricesIncludeTax,
      roundsTaxOnce: order.roundsTaxOnce,
    },
    discountAmount,
    shipping: { net: toMoney(0), tax: toMoney(0) },
    totals: { net, tax, total: addMoney(net, tax) },
  };
}
