import { paymentRecorded, paymentVoided } from "@/modules/orders/contract";
import { type LockedOrder, lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { getShopSettings } from "@/modules/shop/queries";
import { shopDay } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { addMoney, type Money, subtractMoney, toMoney } from "@/shared/money";
import { assertFewPayments } from "./assert-few-payments";
import { findOrderOf, getPayment } from "./get-payment";
import type { MovePayment } from "./move";
import { refundable } from "./payment";
import {
  movesToItself,
  movesTooMuch,
  movesToOther,
  paymentAlreadyVoided,
  paymentOfOther,
  refundedAlready,
} from "./refusals";
import { payments } from "./schema";
import { isVoidableBy } from "./voidable";

type Payment = Awaited<ReturnType<typeof getPayment>>;

/**
 * Moves a payment, or a part of it, to another order of its customer, as after a split: the old one is voided, and what
 * it said is recorded there, and here as far as it stays. All of it or nothing, and none of it is counted twice.
 * @throws orderNotFound, paymentNotFound, paymentAlreadyVoided, paymentOfOther, movesToItself, movesToOther,
 * movesTooMuch, refundedAlready, tooManyPayments
 */
export async function movePayment(ctx: Context, { paymentId, toOrderId, amount }: MovePayment) {
  return inTransaction(ctx, async (ctx) => {
    const { from, to } = await lockBoth(ctx, await findOrderOf(ctx, paymentId), toOrderId);
    const payment = await getPayment(ctx, paymentId);
    const moved = toMoney(amount ?? payment.amount);
    assertMovable(ctx, { from, to, payment, moved });
    for (const order of [from, to]) await assertFewPayments(ctx, order);
    const movedId = newId();
    await writeRows(ctx, { from, to, payment, paymentId, moved, movedId });
    record(ctx, from, { paid: subtractMoney(from.paid, moved), movedTo: formatOrderNumber(to.number) }, payment);
    record(ctx, to, { paid: addMoney(to.paid, moved), movedFrom: formatOrderNumber(from.number) }, payment);
    emit(ctx, paymentVoided, { orderId: from.id, customerId: from.customerId, paymentId });
    emit(ctx, paymentRecorded, { orderId: to.id, customerId: to.customerId, paymentId: movedId });
    return { orderId: from.id, paymentId: movedId };
  });
}

/** In the order of their ids, as everybody locks two. */
async function lockBoth(ctx: TxContext, fromId: string, toId: string): Promise<{ from: LockedOrder; to: LockedOrder }> {
  if (fromId === toId) throw movesToItself({});
  if (fromId < toId) {
    const from = await lockOrder(ctx, fromId);
    return { from, to: await lockOrder(ctx, toId) };
  }
  const to = await lockOrder(ctx, toId);
  return { from: await lockOrder(ctx, fromId), to };
}

type Move = { from: LockedOrder; to: LockedOrder; payment: Payment; moved: Money };

function assertMovable(ctx: TxContext, { from, to, payment, moved }: Move): void {
  const { number, currency, refunded } = from;
  const { kind, amount } = payment;
  if (payment.isVoided) throw paymentAlreadyVoided({ number, kind });
  if (kind !== "payment" || !isVoidableBy(ctx, payment)) throw paymentOfOther({ kind });
  if (to.customerId !== from.customerId || to.currency !== currency) throw movesToOther({ number: to.number });
  if (moved > amount) throw movesTooMuch({ amount, currency });
  if (moved > refundable(from)) throw refundedAlready({ number, refunded, currency });
}

/** What stays is written before the old one is taken back: at no moment more is refunded than was paid. */
async function writeRows(
  ctx: TxContext,
  { from, to, payment, paymentId, moved, movedId }: Move & { paymentId: string; movedId: string },
): Promise<void> {
  const { timeZone } = await getShopSettings(ctx);
  const { kind, amount, method, paidOn, reference, note, recordedBy, recordedAt } = payment;
  // With who recorded it and when: nobody has longer to void it because it moved.
  const same = { kind, method, paidOn, reference, note, recordedBy, recordedAt, movedFromId: paymentId };
  const rest = subtractMoney(amount, moved);
  if (rest > 0) await ctx.db.insert(payments).values({ ...same, id: newId(), orderId: from.id, amount: rest });
  await ctx.db.insert(payments).values({ ...same, id: movedId, orderId: to.id, amount: moved });
  await ctx.db.insert(payments).values({
    id: newId(),
    orderId: from.id,
    kind,
    voidsId: paymentId,
    amount,
    method,
    paidOn: shopDay(timeZone, ctx.now),
    note: `Moved to ${formatOrderNumber(to.number)}`,
    recordedBy: requireActorId(ctx),
    recordedAt: ctx.now,
  });
}

function record(
  ctx: TxContext,
  { id, number, warehouseId, paid }: LockedOrder,
  after: { paid: Money; movedTo?: string; movedFrom?: string },
  { methodName, paidOn }: Payment,
): void {
  recordChange(ctx, {
    entity: "order",
    entityId: id,
    label: formatOrderNumber(number),
    warehouseIds: [warehouseId],
    before: { paid },
    after: { ...after, method: methodName, paidOn },
  });
}
