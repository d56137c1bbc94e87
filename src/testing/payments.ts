import type { RecordPayment } from "@/modules/orders/contract";
import { recordPayment } from "@/modules/orders/payments/record-payment";
import type { Context } from "@/platform/context";
import { order, type ShopAtWork } from "./shop-at-work";

type Given = Partial<Omit<RecordPayment, "orderId">>;

const payment = (orderId: string, given: Given = {}): RecordPayment => ({
  reference: "Statement 7",
  orderId,
  amount: 2_000,
  method: "bank-transfer",
  paidOn: "2026-01-31",
  ...given,
});

/** 20.00 by bank transfer, unless something else is given. */
export const aPayment = (ctx: Context, orderId: string, given?: Given) => recordPayment(ctx, payment(orderId, given));

async function paidOrder(shop: ShopAtWork) {
  const { orderId } = await order(shop, "confirmed");
  return aPayment(shop.ctx, orderId);
}

/** What each mutation of payments accepts, for `VALID_INPUTS`. */
export const PAYMENT_INPUTS = {
  setDueDay: async (shop: ShopAtWork) => ({ dueOn: "2026-02-28", ...(await order(shop, "confirmed")), seen: null }),
  recordPayment: async (shop: ShopAtWork) => payment((await order(shop, "confirmed")).orderId),
  recordRefund: async (shop: ShopAtWork) => payment((await paidOrder(shop)).orderId, { amount: 500 }),
  movePayment: async (shop: ShopAtWork) => {
    const { paymentId } = await paidOrder(shop);
    return { paymentId, toOrderId: (await order(shop, "confirmed")).orderId, amount: 500 };
  },
  voidPayment: async (shop: ShopAtWork) => ({ reason: "Typed twice", paymentId: (await paidOrder(shop)).paymentId }),
};
