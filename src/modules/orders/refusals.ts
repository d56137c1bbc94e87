import { defineError } from "@/shared/error";
import { formatMoney, formatRate } from "@/shared/money";
import { formatCount, pluralize } from "@/shared/plural";
import { DISCOUNT_ABOVE_LIMIT } from "./discounts/discount";
import { canChange, type OrderStatus, statusLabel } from "./order";

/** What the business refuses of orders, as sentences for people with the facts as data. */

export const orderNotFound = defineError<{ orderId?: string; number?: number }>(
  "orders.order-not-found",
  "not-found",
  ({ number }) =>
    number === undefined
      ? "This order does not exist, or belongs to a warehouse that you have no access to."
      : `There is no order #${number} in the warehouses you have access to.`,
);

/** What each act asks of an order, and how one goes on with an order as it is. */
const RULES = {
  confirm: "Only a draft can be confirmed.",
  hold: "Only a confirmed order can be put on hold.",
  resume: "Only an order on hold can be resumed.",
  ship: "Only a confirmed order can be shipped.",
  complete: "Only a confirmed order can be completed.",
  cancel: "Only an order that is not completed or cancelled can be cancelled.",
  "request-discount": "Only the discount of a draft is approved.",
  "approve-discount": "Only the discount of a draft is approved.",
  "cancel-line": "Only lines of a confirmed order, or of one on hold, can be cancelled.",
  "restore-line": "Only lines of an order that is not cancelled can be restored.",
  "reopen-as-draft": "Only a cancelled order is reopened as a draft.",
  split: "Only a confirmed order, or one on hold, can be split.",
  "set-due-day": "Only an order that was confirmed and not cancelled has a day on which it is due.",
  promise: "Only lines of an order that is not completed or cancelled have a promised day.",
  "hold-stock": "Only a draft holds stock for a while.",
  "reserve-again": "Only a confirmed order, or one on hold, has items to reserve again.",
} as const;
type Act = keyof typeof RULES;
const WAY_ON = {
  draft: "Confirm it to reserve its items.",
  confirmed: "It is ready to ship.",
  on_hold: "Resume it to go on with it.",
  completed: "Place a new order for more items.",
  cancelled: "Reopen it as a draft, or place a new order.",
} as const satisfies Record<OrderStatus, string>;
const describeWrongStatus = (number: number, status: OrderStatus, act: Act): string =>
  `Order #${number} is ${statusLabel(status)}. ${RULES[act]} ${WAY_ON[status]} Nothing was changed.`;

export const wrongOrderStatus = defineError<{ number: number; from: OrderStatus; act: Exclude<Act, "ship"> }>(
  "orders.wrong-status",
  "conflict",
  ({ number, from, act }) => describeWrongStatus(number, from, act),
);

export const creditExceeded = defineError<{ customerId: string; name: string; limit: number; open: number }>(
  "orders.credit-exceeded",
  "conflict",
  ({ name, limit, open }) =>
    `With this order ${name} would owe ${formatMoney(open)}, above the credit limit of ${formatMoney(limit)}. ` +
    "Save it as a draft, or ask a manager to raise the limit. Nothing was changed.",
);

export const mergeNeedsAllWarehouses = defineError<Record<string, never>>(
  "orders.merge-needs-all-warehouses",
  "forbidden",
  () => "Their orders may be in any warehouse, and you don't work in all of them. Ask somebody who does to merge them.",
);

export const orderNotEditable = defineError<{ number: number; status: OrderStatus }>(
  "orders.not-editable",
  "conflict",
  ({ number, status }) =>
    canChange(status)
      ? `Order #${number} is ${statusLabel(status)} by now. Reload the page and save again: its reserved items ` +
        "follow your changes. Nothing was changed."
      : `Order #${number} is ${statusLabel(status)}. Only drafts and open orders can be edited. ` +
        `${status === "draft" ? "Reload the page and save again." : "Place a new order instead."} Nothing was changed.`,
);

export const orderNotShippable = defineError<{ number: number; status: OrderStatus }>(
  "orders.not-shippable",
  "conflict",
  ({ number, status }) => describeWrongStatus(number, status, "ship"),
);

export const orderChangedMeanwhile = defineError<{ number: number; seen: number; version: number }>(
  "orders.changed-meanwhile",
  "conflict",
  ({ number }) =>
    `Someone else saved order #${number} while you were editing it. ` +
    "Your entries are kept: compare them with the saved order, then save again.",
);

export const draftChangedMeanwhile = defineError<{ number: number; seen: number; version: number }>(
  "orders.draft-changed-meanwhile",
  "conflict",
  ({ number }) =>
    `Someone else changed order #${number} since you opened it. Check what it holds now, then confirm it. ` +
    "Nothing was changed.",
);

export const tooManyTags = defineError<{ number: number; tagsMax: number }>(
  "orders.too-many-tags",
  "conflict",
  ({ number, tagsMax }) =>
    `Order #${number} has ${tagsMax} tags, the most it can have. Remove one first. Nothing was changed.`,
);

type TooMuch = { rate: number; limit: number };
const describeTooMuch = ({ rate, limit }: TooMuch): string =>
  `a discount of ${formatRate(rate)}, and your limit is ${formatRate(limit)}`;

/** `number` is null where the order is not written yet. A price below the catalog's counts as a discount. */
export const discountAboveLimit = defineError<TooMuch & { number: number | null }>(
  DISCOUNT_ABOVE_LIMIT,
  "forbidden",
  ({ number, ...much }) =>
    number === null
      ? `This order gives ${describeTooMuch(much)}. Save it as a draft, then ask a second person on its page. ` +
        "Nothing was saved."
      : `Order #${number} gives ${describeTooMuch(much)}. Ask a second person for approval, or give less. ` +
        "Nothing was changed.",
);

export const discountAboveOwnLimit = defineError<TooMuch & { number: number }>(
  "orders.discount-above-own-limit",
  "forbidden",
  ({ number, ...much }) =>
    `Order #${number} gives ${describeTooMuch(much)}. Somebody with a higher limit decides this. The request goes on ` +
    "waiting.",
);

export const discountChanged = defineError<{ number: number; askedBy: string }>(
  "orders.discount-changed",
  "conflict",
  ({ number, askedBy }) =>
    `Order #${number} gives away more, or has another customer or warehouse, since ${askedBy} asked. Have it asked ` +
    "again on the page of the order. Nothing was changed.",
);

export const noDiscountToApprove = defineError<{ number: number }>(
  "orders.no-discount-to-approve",
  "conflict",
  ({ number }) => `Order #${number} gives no discount that somebody could approve. Confirm it. Nothing was changed.`,
);

export const discountLimitChangedMeanwhile = defineError<Record<string, never>>(
  "orders.discount-limit-changed-meanwhile",
  "conflict",
  () =>
    "Someone else changed this limit while you were editing. Your entries are kept: compare them with theirs, " +
    "then save again. Nothing was changed.",
);

export const nothingShipped = defineError<{ number: number }>(
  "orders.nothing-shipped",
  "conflict",
  ({ number }) => `No items of order #${number} have shipped yet. Cancel the order instead of completing it.`,
);

/** What is left to ship was lost, or waits for stock. */
export const nothingToShip = defineError<{ number: number; short: number; backordered: number }>(
  "orders.nothing-to-ship",
  "conflict",
  ({ number, short, backordered }) => {
    if (backordered > 0)
      return (
        `Order #${number} waits for all that is left to ship: ${formatCount(short + backordered, "item")}. ` +
        "They are reserved for it as soon as they are received. Nothing was changed."
      );
    return short === 0
      ? `All items of order #${number} have already been shipped or cancelled. Nothing was changed.`
      : `Order #${number} is short of all that is left to ship: ${formatCount(short, "reserved item")} ` +
          `${pluralize(short, "was", "were")} lost. Receive more, or cancel the order. Nothing was changed.`;
  },
);

export type Overshipment = { orderLineId: string; sku: string; asked: number; open: number };
const describeOvershipment = ({ sku, asked, open }: Overshipment) => `${sku} (${asked} entered, ${open} left)`;
export const shipsTooMuch = defineError<{ number: number; lines: Overshipment[] }>(
  "orders.ships-too-much",
  "conflict",
  ({ number, lines }) =>
    `Order #${number} does not have that many items left to ship: ${lines.map(describeOvershipment).join(", ")}.`,
);

type Undershipment = { orderLineId: string; sku: string; asked: number; shipped: number };
const describeUndershipment = ({ sku, asked, shipped }: Undershipment) =>
  `${sku} (${asked} entered, ${shipped} shipped)`;
export const belowShipped = defineError<{ number: number; lines: Undershipment[] }>(
  "orders.below-shipped",
  "conflict",
  ({ number, lines }) =>
    `More of order #${number} has shipped than would be left of it: ${lines.map(describeUndershipment).join(", ")}. ` +
    "Keep at least what has shipped, or void the shipment if it has not left. Nothing was changed.",
);

export const shippedLineRepriced = defineError<{ number: number; skus: string[] }>(
  "orders.shipped-line-repriced",
  "conflict",
  ({ number, skus }) =>
    `Items of order #${number} have shipped at the price, discount and tax of their line: ${skus.join(", ")}. ` +
    "Leave these as they are, and add a line of its own for more items at another price. Nothing was changed.",
);

export const shippedOrderKeepsHead = defineError<{ number: number }>(
  "orders.shipped-order-keeps-head",
  "conflict",
  ({ number }) =>
    `Items of order #${number} have shipped to its customer, from its warehouse. Both stay as they are. ` +
    "Place another order for the rest. Nothing was changed.",
);

export const changeAboveLimit = defineError<TooMuch & { number: number }>(
  "orders.change-above-limit",
  "forbidden",
  ({ number, ...much }) =>
    `With these changes order #${number} gives ${describeTooMuch(much)}. Give less, or ask somebody with a higher ` +
    "limit to save them. Nothing was changed.",
);

export const promiseChangedMeanwhile = defineError<{ number: number; sku: string; promisedOn: string | null }>(
  "orders.promise-changed-meanwhile",
  "conflict",
  ({ number, sku, promisedOn }) =>
    `Someone else changed the promised day of ${sku} in order #${number} while you were editing: it is ` +
    `${promisedOn ?? "not set"} now. Check it and save again. Nothing was changed.`,
);

export const shipmentNotFound = defineError<{ shipmentId: string }>(
  "orders.shipment-not-found",
  "not-found",
  () => "This shipment does not exist, or belongs to a warehouse that you have no access to.",
);

export const shipmentAlreadyVoided = defineError<{ shipment: string }>(
  "orders.shipment-already-voided",
  "conflict",
  ({ shipment }) => `Shipment ${shipment} has been voided already. Its items are back in their bins.`,
);

export const shipmentHasLeft = defineError<{ shipment: string; at: string }>(
  "orders.shipment-has-left",
  "conflict",
  ({ shipment }) =>
    `Shipment ${shipment} can't be voided any more: a shipment counts as gone once the day on which it shipped is ` +
    "over. Items that come back are entered as an adjustment. Nothing was changed.",
);

/** Items cannot go back where they came from. */
export const binsArchived = defineError<{ bins: { locationId: string; code: string }[] }>(
  "orders.bins-archived",
  "conflict",
  ({ bins }) =>
    `${formatCount(bins.length, "bin")} of these items ${pluralize(bins.length, "has", "have")} been archived since: ` +
    `${bins.map(({ code }) => code).join(", ")}. Restore ${pluralize(bins.length, "it", "them")}, or ask a manager, ` +
    "then try again. Nothing was changed.",
);

export const lineNotOfOrder = defineError<{ number: number; orderLineIds: string[] }>(
  "orders.line-not-of-order",
  "invalid",
  ({ number }) =>
    `Some of these lines do not belong to order #${number}. Reload the page and try again. Nothing was changed.`,
);

type LineNotForSale = { variantId: string; sku: string | null; position: number };

export const variantsNotForSale = defineError<{ variants: LineNotForSale[] }>(
  "orders.variants-not-for-sale",
  "invalid",
  ({ variants }) =>
    `These products are archived or unknown and can't be ordered: ` +
    `${variants.map(({ sku, position }) => `${sku ?? "unknown product"} (line ${position})`).join(", ")}. ` +
    "Remove them from the order, or restore them first.",
);

export const warehouseNotUsable = defineError<{ warehouseId: string }>(
  "orders.warehouse-not-usable",
  "invalid",
  () => "Choose an active warehouse.",
);

export const orderTooLarge = defineError<{ totalMax: number }>(
  "orders.too-large",
  "limit",
  () => "The total of this order is too large. Split it into several orders.",
);
