import { formatDay } from "@/shared/dates";
import { defineError } from "@/shared/error";
import { formatMoney } from "@/shared/money";
import type { PaymentKind } from "./payment";

/** What the business refuses of payments, as sentences for people with the facts as data. */

export const paymentNotFound = defineError<{ paymentId: string }>(
  "orders.payment-not-found",
  "not-found",
  () => "This payment does not exist, or its order belongs to a warehouse that you have no access to.",
);

export const paidInFuture = defineError<{ paidOn: string }>(
  "orders.paid-in-future",
  "invalid",
  () => "This day is still to come. Enter the day on which the money came or went. Nothing was changed.",
);

export const recordedMeanwhile = defineError<{ number: number; kind: PaymentKind; recorded: number; currency: string }>(
  "orders.recorded-meanwhile",
  "conflict",
  ({ number, kind, recorded, currency }) =>
    `Somebody recorded or voided a ${kind} of order #${number} since you looked: it comes to ` +
    `${formatMoney(recorded, currency)} by now. Check that this one is not among them, then record it. ` +
    "Nothing was changed.",
);

export const tooManyPayments = defineError<{ number: number; paymentsMax: number }>(
  "orders.too-many-payments",
  "limit",
  ({ number, paymentsMax }) =>
    `Order #${number} has ${paymentsMax} payments already, which is as many as one order may have. ` +
    "Record the rest as one amount on another order, or void what is wrong. Nothing was changed.",
);

export const refundsTooMuch = defineError<{ number: number; left: number; currency: string }>(
  "orders.refunds-too-much",
  "conflict",
  ({ number, left, currency }) =>
    left === 0
      ? `Nothing was paid for order #${number} that is left to give back. Nothing was changed.`
      : `Of what was paid for order #${number}, ${formatMoney(left, currency)} are left to give back. ` +
        "Enter at most that. Nothing was changed.",
);

export const paymentAlreadyVoided = defineError<{ number: number; kind: PaymentKind }>(
  "orders.payment-already-voided",
  "conflict",
  ({ number, kind }) => `This ${kind} of order #${number} has been voided already. It counts for nothing.`,
);

export const movesToItself = defineError(
  "orders.moves-to-itself",
  "invalid",
  () => "This payment is of that order already. Choose another order. Nothing was changed.",
);

export const movesToOther = defineError<{ number: number }>(
  "orders.moves-to-other",
  "conflict",
  ({ number }) =>
    `Order #${number} is another customer's, or in another currency. A payment moves between orders of its customer. ` +
    "Nothing was changed.",
);

export const movesTooMuch = defineError<{ amount: number; currency: string }>(
  "orders.moves-too-much",
  "invalid",
  ({ amount, currency }) =>
    `This payment is of ${formatMoney(amount, currency)}. Enter at most that. Nothing was changed.`,
);

export const paymentOfOther = defineError<{ kind: PaymentKind }>(
  "orders.payment-of-other",
  "forbidden",
  ({ kind }) =>
    `Whoever recorded a ${kind} can void it within a day. Ask a manager to void this one. Nothing was changed.`,
);

export const refundedAlready = defineError<{ number: number; refunded: number; currency: string }>(
  "orders.refunded-already",
  "conflict",
  ({ number, refunded, currency }) =>
    `${formatMoney(refunded, currency)} of what was paid for order #${number} were given back, which is more than ` +
    "would be left without this payment. Void the refund first. Nothing was changed.",
);

export const paidOrderKeepsCustomer = defineError<{ number: number }>(
  "orders.paid-order-keeps-customer",
  "conflict",
  ({ number }) =>
    `Payments are recorded for order #${number}, so it stays its customer's. Place another order for the other ` +
    "customer. Nothing was changed.",
);

export const dueDayChangedMeanwhile = defineError<{ number: number; dueOn: string | null }>(
  "orders.due-day-changed-meanwhile",
  "conflict",
  ({ number, dueOn }) =>
    `Someone else changed when order #${number} is due while you were editing: ` +
    `${dueOn === null ? "it has no due day now" : `it is due on ${formatDay(dueOn)} now`}. ` +
    "Your entry is kept: check it, then save again. Nothing was changed.",
);
