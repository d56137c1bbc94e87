import { changeReservations } from "@/modules/inventory/reservations/change-reservations";
import { amountsOf } from "@/modules/orders/amounts";
import { changeOrderStatus } from "@/modules/orders/change-order-status";
import { type ChangeOrder, orderChanged, orderCompleted } from "@/modules/orders/contract";
import { assertCredit, type Exceeded } from "@/modules/orders/credit";
import { assertInvoicedStays } from "@/modules/orders/invoiced/assert-invoiced-stays";
import { type LockedOrder, lockOrder } from "@/modules/orders/lock-order";
import { canChange, formatOrderNumber, referenceAfter } from "@/modules/orders/order";
import { billedOf } from "@/modules/orders/order-sums";
import { assertCustomerStays } from "@/modules/orders/payments/assert-customer-stays";
import {
  belowShipped,
  lineNotOfOrder,
  orderChangedMeanwhile,
  orderNotEditable,
  shippedLineRepriced,
  shippedOrderKeepsHead,
} from "@/modules/orders/refusals";
import { columnsOf, describeTerms, wholeAfter } from "@/modules/orders/whole-order";
import { writeAddresses } from "@/modules/orders/write-addresses";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { addMoney, type Money, subtractMoney, toMoney } from "@/shared/money";
import { assertChangeDiscount } from "./assert-change-discount";
import { belowShippedOf, compareLines, type LinesChange } from "./line-change";
import { priceChange } from "./price-change";
import { describeHead, describeLines } from "./record-lines";
import { retax } from "./retax";
import { findPacked, type LinesAfter, linesAfter, writeLines } from "./write-lines";

type Changed = { orderId: string; version: number; exceeded?: Exceeded };

/**
 * Changes an order that stock is reserved for, and its reservations with it, or nothing at all. What has shipped is the
 * floor: a line keeps at least that, at its price, and the order its customer and warehouse once anything has. Where
 * nothing is left to ship it is complete.
 *
 * @throws orderChangedMeanwhile when its version is not the one that was seen, insufficientStock with every shortage,
 * creditExceeded, and what the floor and payments refuse
 */
export async function changeOrder(ctx: Context, input: ChangeOrder): Promise<Changed> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { number } = order;
    if (!canChange(order.status)) throw orderNotEditable({ number, status: order.status });
    if (order.version !== input.version)
      throw orderChangedMeanwhile({ number, seen: input.version, version: order.version });
    await assertCustomerStays(ctx, order, input.customerId);
    const { lines, taxBasis } = await retax(ctx, order, input);
    const change = compareLines(order.lines, lines);
    assertFloor(order, input, change);

    const whole = wholeAfter(order, input, { retaxed: taxBasis !== null });
    const priced = await priceChange(ctx, order, { ...input, whole, taxBasis }, change);
    const packed = await findPacked(ctx, change.removed);
    const after = linesAfter(order, change, { added: priced.added, packed, whole });
    await assertInvoicedStays(ctx, order, { ...after, customerId: input.customerId });
    await assertChangeDiscount(ctx, order, input, { ...priced, after });
    const head = await describeHead(ctx, order, input);
    await changeReservations(ctx, {
      documentId: order.id,
      warehouseId: input.warehouseId,
      lines: after.wanted,
      accepted: input.acceptBackorders,
    });
    const exceeded = await assertCredit(ctx, { customerId: input.customerId, more: owedMore(order, input, after) });
    const addresses = await writeAddresses(ctx, order, input);
    await writeLines(ctx, order, { ...after, head: input, taxBasis });
    record(ctx, order, { input, change, after, head, addresses });
    const isComplete = after.all.every((line) => line.quantity - line.shipped - line.cancelled === 0);
    if (isComplete)
      changeOrderStatus(ctx, { ...order, customerId: input.customerId }, { to: "completed", event: orderCompleted });
    return { orderId: order.id, version: order.version + (isComplete ? 2 : 1), ...(exceeded && { exceeded }) };
  });
}

function assertFloor(order: LockedOrder, input: ChangeOrder, change: LinesChange<LockedOrder["lines"][number]>): void {
  const { number } = order;
  if (change.foreign.length > 0) throw lineNotOfOrder({ number, orderLineIds: change.foreign });
  const isMoved = input.customerId !== order.customerId || input.warehouseId !== order.warehouseId;
  if (isMoved && order.lines.some(({ shipped }) => shipped > 0)) throw shippedOrderKeepsHead({ number });
  const lines = belowShippedOf(change);
  if (lines.length > 0) throw belowShipped({ number, lines });
  const repriced = change.kept.filter(({ line, isRepriced }) => isRepriced && line.shipped > 0);
  if (repriced.length > 0) throw shippedLineRepriced({ number, skus: repriced.map(({ line }) => line.sku) });
}

type Done = {
  input: ChangeOrder;
  change: LinesChange<LockedOrder["lines"][number]>;
  after: LinesAfter;
  head: Awaited<ReturnType<typeof describeHead>>;
  addresses: Awaited<ReturnType<typeof writeAddresses>>;
};

function record(ctx: TxContext, order: LockedOrder, { input, change, after, head, addresses }: Done): void {
  const items = describeLines(change, after.added);
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(order.number),
    warehouseIds: [...new Set([order.warehouseId, input.warehouseId])],
    before: {
      net: order.netTotal,
      tax: order.taxTotal,
      note: order.note,
      reference: order.customerReference,
      items: items.before,
      ...describeTerms(order),
      ...head.before,
      ...addresses.before,
    },
    after: {
      net: after.sums.totals.net,
      tax: after.sums.totals.tax,
      note: input.note ?? "",
      reference: referenceAfter(order, input),
      items: items.after,
      ...describeTerms(columnsOf(after.sums)),
      ...head.after,
      ...addresses.after,
      difference: billedAfter(after) - amountsOf(order).billed.total,
    },
  });
  emit(ctx, orderChanged, { orderId: order.id, customerId: input.customerId });
}

/** Something of it is wanted, so shipping is billed. */
const billedAfter = ({ all, sums }: LinesAfter): Money =>
  addMoney(...[...all.map(billedOf), sums.shipping].flatMap(({ net, tax }) => [net, tax]));

/** By how much the customer will owe more: another one owes all of it, for nothing of it is paid. */
const owedMore = (order: LockedOrder, { customerId }: ChangeOrder, after: LinesAfter): Money =>
  subtractMoney(billedAfter(after), customerId === order.customerId ? amountsOf(order).billed.total : toMoney(0));
