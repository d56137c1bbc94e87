import * as z from "zod";
import { AMOUNT_MAX } from "@/modules/orders/order-terms";
import { Id } from "@/shared/given-id";

/** All of a payment, or so much of it, to another order of its customer. */
export const MovePayment = z.strictObject({
  paymentId: Id,
  toOrderId: Id,
  amount: z.number().int().min(1, "Enter an amount above 0.").max(AMOUNT_MAX).optional(),
});
export type MovePayment = z.infer<typeof MovePayment>;
