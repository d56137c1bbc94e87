import type { paymentRecorded, RecordPayment } from "@/modules/orders/contract";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { getMethodInUse } from "@/modules/shop/get-payment-method";
import { getShopSettings } from "@/modules/shop/queries";
import { shopDay } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import { requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { addMoney, toMoney } from "@/shared/money";
import { assertFewPayments } from "./assert-few-payments";
import type { PaymentKind } from "./payment";
import { paidInFuture, recordedMeanwhile } from "./refusals";
import { payments } from "./schema";

/** A payment or refund of a locked order, with its audit entry and event. The caller has checked what may be. */
export async function writePayment(
  ctx: TxContext,
  order: LockedOrder,
  kind: PaymentKind,
  { amount, method, paidOn, reference = "", note = "", seen }: RecordPayment,
  event: typeof paymentRecorded,
): Promise<string> {
  const sum = kind === "payment" ? "paid" : "refunded";
  const { number, currency } = order;
  if (seen !== undefined && seen !== order[sum])
    throw recordedMeanwhile({ number, kind, recorded: order[sum], currency });
  const { timeZone } = await getShopSettings(ctx);
  if (paidOn > shopDay(timeZone, ctx.now)) throw paidInFuture({ paidOn });
  const { name: methodName } = await getMethodInUse(ctx, method);
  await assertFewPayments(ctx, order);

  const payment = { id: newId(), orderId: order.id, kind, amount: toMoney(amount), method, paidOn, reference, note };
  await ctx.db.insert(payments).values({ ...payment, recordedBy: requireActorId(ctx), recordedAt: ctx.now });
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(number),
    warehouseIds: [order.warehouseId],
    before: { [sum]: order[sum] },
    after: {
      [sum]: addMoney(order[sum], payment.amount),
      method: methodName,
      paidOn,
      ...(reference && { reference }),
      ...(note && { note }),
    },
  });
  emit(ctx, event, { orderId: order.id, customerId: order.customerId, paymentId: payment.id });
  return payment.id;
}
