import { type Money, subtractMoney, toMoney } from "@/shared/money";

/*
 * What has been paid of an order follows from four figures: what it bills, what was received for it, what of that was
 * given back, and whether it is owed by now.
 *
 *     open     billed less paid. Giving money back opens nothing: it is for goods that came back, or goodwill. Money
 *              that never came for good, as a bounced cheque, is voided, and is open again.
 *     credit   what was paid and not given back, above what the order bills: too much was paid, or some was cancelled
 */

export const PAYMENT_KINDS = ["payment", "refund"] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** What lists are narrowed to. */
export const PAYMENT_FILTERS = ["unpaid", "partly", "overdue", "paid", "to-refund", "refunded"] as const;
export type PaymentFilter = (typeof PAYMENT_FILTERS)[number];

/** `none`: nothing is owed, or the order shipped before payments were recorded or without terms. */
type PaymentState = Exclude<PaymentFilter, "overdue"> | "none";

/** How long somebody may void what they recorded themselves. */
export const OWN_VOID_HOURS = 24;

type Figures = {
  status: "draft" | "confirmed" | "on_hold" | "completed" | "cancelled";
  /** A day of the shop's calendar; null until it ships, and where there are no terms. */
  dueOn: string | null;
  billed: Money;
  paid: Money;
  refunded: Money;
};

export type Standing = { state: PaymentState; open: Money; credit: Money };

const NOTHING = toMoney(0);
const orNothing = (amount: Money): Money => (amount < 0 ? NOTHING : amount);

export function standingOf({ status, dueOn, billed, paid, refunded }: Figures): Standing {
  const isOwed = status === "confirmed" || status === "on_hold" || dueOn !== null;
  // A draft may be paid before anybody owes it.
  const isFollowed = isOwed || status === "draft" || paid > 0;
  const open = isFollowed ? orNothing(subtractMoney(billed, paid)) : NOTHING;
  const credit = orNothing(subtractMoney(subtractMoney(paid, refunded), billed));
  return { state: stateOf({ billed, paid, refunded, credit, isOwed }), open, credit };
}

type Known = Pick<Figures, "billed" | "paid" | "refunded"> & { credit: Money; isOwed: boolean };

function stateOf({ billed, paid, refunded, credit, isOwed }: Known): PaymentState {
  if (paid === 0) return isOwed && billed > 0 ? "unpaid" : "none";
  if (paid < billed) return "partly";
  if (refunded === paid) return "refunded";
  return credit > 0 ? "to-refund" : "paid";
}

/** By how much a payment would bring more than is open, which is allowed and shown. */
export const excessOf = (amount: Money, open: Money): Money => orNothing(subtractMoney(amount, open));

/** What may still be given back. */
export const refundable = ({ paid, refunded }: { paid: Money; refunded: Money }): Money =>
  subtractMoney(paid, refunded);

const DAY_MS = 86_400_000;

/** Days of the calendar from the day it was due to today; none before that day is over. */
export function daysOverdue(dueOn: string | null, today: string): number {
  if (dueOn === null || dueOn >= today) return 0;
  return Math.round((Date.parse(today) - Date.parse(dueOn)) / DAY_MS);
}
