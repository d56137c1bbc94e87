import { defineError } from "@/shared/error";
import { formatMoney } from "@/shared/money";
import { formatReturnNumber, RETURN_STATUS_NAMES, type ReturnStatus } from "./return";

/** What the business refuses of returns, as sentences for people with the facts as data. */

export const returnNotFound = defineError<{ returnId: string }>(
  "returns.return-not-found",
  "not-found",
  () => "This return does not exist, or belongs to a warehouse that you have no access to.",
);

const RULES = {
  receive: "Items come back to a return that waits for them.",
  cancel: "Only a return of which nothing has come back can be cancelled. Close it instead.",
  "undo-receipt": "Only before a return is closed can a receipt be undone. Adjust the stock of the items instead.",
  close: "Only a return of which something has come back can be closed.",
} as const;

export const wrongReturnStatus = defineError<{ number: number; status: ReturnStatus; act: keyof typeof RULES }>(
  "returns.wrong-status",
  "conflict",
  ({ number, status, act }) =>
    `Return ${formatReturnNumber(number)} is ${RETURN_STATUS_NAMES[status].toLowerCase()}. ${RULES[act]} ` +
    "Nothing was changed.",
);

type Excess = { returnLineId: string; sku: string; asked: number; left: number };

/** Also when somebody else has received the same meanwhile. */
export const receivesTooMuch = defineError<{ number: number; lines: readonly Excess[] }>(
  "returns.receives-too-much",
  "conflict",
  ({ number, lines }) =>
    `Return ${formatReturnNumber(number)} waits for less: ` +
    `${lines.map(({ sku, asked, left }) => `${sku}: ${left} left, not ${asked}`).join("; ")}. ` +
    "Somebody may have received it already. Nothing was changed.",
);

export const lineNotOfReturn = defineError<{ number: number; returnLineIds: readonly string[] }>(
  "returns.line-not-of-return",
  "invalid",
  ({ number }) => `An item is not one of return ${formatReturnNumber(number)}. Reload the page and try again.`,
);

export const lotDidNotShip = defineError<{ sku: string; lot: string | null; left: number }>(
  "returns.lot-did-not-ship",
  "conflict",
  ({ sku, lot, left }) =>
    `Of ${sku}, ${left} ${lot === null ? "without a lot" : `of lot ${lot}`} can still come back. ` +
    "Check the lot on the item. Nothing was changed.",
);

export const binOfOtherWarehouse = defineError<{ locationIds: readonly string[] }>(
  "returns.bin-of-other-warehouse",
  "invalid",
  () => "Items come back to the warehouse that they shipped from. Choose one of its bins. Nothing was changed.",
);

export const feeAboveCredit = defineError<{ sku: string; credit: number; currency: string }>(
  "returns.fee-above-credit",
  "invalid",
  ({ sku, credit, currency }) =>
    `The fee for ${sku} is more than the ${formatMoney(credit, currency)} that come back for it. Enter at most that. ` +
    "Nothing was changed.",
);

export const receiptNotFound = defineError<{ receiptId: string }>(
  "returns.receipt-not-found",
  "not-found",
  () => "These items were not received, or belong to a warehouse that you have no access to.",
);

export const notInQuarantine = defineError<{ number: number }>(
  "returns.not-in-quarantine",
  "conflict",
  ({ number }) =>
    `These items of return ${formatReturnNumber(number)} are not in quarantine any more. Nothing was changed.`,
);

const UNDO_OBSTACLES = {
  unknown: "they were received before receipts could be undone. Adjust the stock of the items instead.",
  released: "some of them were taken out of quarantine since. Adjust the stock of the items instead.",
  exchanged: "an order replaces some of them. Cancel that order first.",
  later: "more of the same items was credited since. Undo the later receipt first.",
  refunded: "money was given back for them. Void that refund on the order first.",
  credited:
    "a credit note was issued since. Adjust the stock of the items, and charge with a new order what was credited.",
  billed: "their fee is on an invoice. Credit all of that invoice first, and issue it again after.",
} as const;

/** Something was built on the receipt. */
export const receiptStays = defineError<{ number: number; obstacle: keyof typeof UNDO_OBSTACLES }>(
  "returns.receipt-stays",
  "conflict",
  ({ number, obstacle }) =>
    `These items of return ${formatReturnNumber(number)} stay received: ${UNDO_OBSTACLES[obstacle]} ` +
    "Nothing was changed.",
);

export const receivedItemsLeft = defineError<{ number: number; skus: readonly string[] }>(
  "returns.received-items-left",
  "conflict",
  ({ number, skus }) =>
    `Of return ${formatReturnNumber(number)}, these items are not free in the bin that they were put into: ` +
    `${skus.join(", ")}. They were moved, shipped or picked, or are reserved for an order. Move them back or cancel ` +
    "what has them, then undo the receipt; or adjust the stock. Nothing was changed.",
);

export const nothingToRefund = defineError<{ number: number }>(
  "returns.nothing-to-refund",
  "conflict",
  ({ number }) =>
    `Nothing is left to give back for return ${formatReturnNumber(number)}: it was given back, or nothing was paid ` +
    "above what the customer still owes. Nothing was changed.",
);

export const refundChanged = defineError<{ number: number; due: number; currency: string }>(
  "returns.refund-changed",
  "conflict",
  ({ number, due, currency }) =>
    `For return ${formatReturnNumber(number)}, ${formatMoney(due, currency)} are to give back by now. ` +
    "Check the amount, then record it again. Nothing was changed.",
);

export const nothingToExchange = defineError<{ number: number }>(
  "returns.nothing-to-exchange",
  "conflict",
  ({ number }) =>
    `Return ${formatReturnNumber(number)} has no items that are to be replaced and were not yet. Nothing was changed.`,
);
