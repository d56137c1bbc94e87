import * as z from "zod";
import { APPROVAL_STATES } from "@/modules/approvals/approval";
import { ORDER_STATUSES, type OrderStatus } from "@/modules/orders/order";
import { ORIGIN_KINDS, type OriginKind } from "@/modules/orders/origins/origin";
import { PAYMENT_KINDS } from "@/modules/orders/payments/payment";
import { methodName } from "@/modules/shop/payment-method";
import { formatDay } from "@/shared/dates";
import { formatMoney, formatRate } from "@/shared/money";
import { APPROVAL_VERBS } from "./approval-changes";
import { capitalize, type Change, type ChangeWords, readValues, recorded } from "./change";

const Item = z.object({
  sku: z.string(),
  quantity: z.number(),
  unitPrice: z.number(),
  discountRate: z.number(),
  discountAmount: z.number().optional(),
});
type Item = z.infer<typeof Item>;

const Order = z.object({
  status: recorded(z.enum(ORDER_STATUSES)),
  lines: recorded(z.number()),
  net: recorded(z.number()),
  tax: recorded(z.number()),
  paid: recorded(z.number()),
  refunded: recorded(z.number()),
  method: recorded(z.string()),
  paidOn: recorded(z.string()),
  reference: recorded(z.string()),
  dueOn: recorded(z.string()),
  invoice: recorded(z.string()),
  invoiced: recorded(z.number()),
  creditNote: recorded(z.string()),
  mailed: recorded(z.string()),
  sent: recorded(z.string()),
  notSent: recorded(z.string()),
  credited: recorded(z.number()),
  movedTo: recorded(z.string()),
  movedFrom: recorded(z.string()),
  heldLess: recorded(z.number()),
  voidedKind: recorded(z.enum(PAYMENT_KINDS)),
  shipped: recorded(z.number()),
  lost: recorded(z.number()),
  short: recorded(z.number()),
  backordered: recorded(z.number()),
  filled: recorded(z.string()),
  waiting: recorded(z.number()),
  promisedOn: recorded(z.string()),
  holds: recorded(z.string()),
  tracking: recorded(z.string()),
  voided: recorded(z.string()),
  reason: recorded(z.string()),
  comment: recorded(z.string()),
  customer: recorded(z.string()),
  warehouse: recorded(z.string()),
  note: recorded(z.string()),
  deliveryAddress: recorded(z.string()),
  billingAddress: recorded(z.string()),
  tags: recorded(z.string()),
  approval: recorded(z.enum(APPROVAL_STATES)),
  asked: recorded(z.string()),
  items: recorded(z.array(Item.nullable())),
  difference: recorded(z.number()),
  cancelled: recorded(z.number()),
  sku: recorded(z.string()),
  origin: recorded(z.enum(ORIGIN_KINDS)),
  from: recorded(z.string()),
  leftOut: recorded(z.string()),
  parcelAct: recorded(z.enum(["packed", "changed", "removed", "handed over", "took back"])),
  parcel: recorded(z.string()),
  packed: recorded(z.number()),
  carrier: recorded(z.string()),
  goesWith: recorded(z.string()),
  grams: recorded(z.number().nullable()),
  size: recorded(z.string()),
  reopened: recorded(z.literal(true)),
  split: recorded(z.literal(true)),
  orderDiscount: recorded(z.object({ rate: z.number(), amount: z.number() })),
  shippingCharge: recorded(z.object({ price: z.number(), taxRate: z.number() }).nullable()),
});
type Order = z.infer<typeof Order>;

const STATUS_VERBS: Readonly<Record<OrderStatus, string>> = {
  draft: "changed",
  confirmed: "confirmed",
  on_hold: "put on hold",
  completed: "completed",
  cancelled: "cancelled",
};

const ORIGIN_VERBS: Readonly<Record<OriginKind, string>> = {
  duplicate: "placed as a duplicate",
  reopened: "placed again as a draft",
  split: "split off",
  exchange: "placed as an exchange",
};

const commentVerb = (was: string, is: string): string =>
  was === "" ? "commented on" : is === "" ? "removed a comment on" : "edited a comment on";

function orderVerb(change: Change): string {
  const [was, is] = [readValues(Order, change.before), readValues(Order, change.after)];
  if (change.before === null && is.origin) return ORIGIN_VERBS[is.origin];
  if (change.before === null) return is.status === "confirmed" ? "placed and confirmed" : "placed";
  if (was.status === "on_hold" && is.status === "confirmed") return "resumed";
  if (is.parcelAct) return `${is.parcelAct} a parcel of`;
  if (is.reopened) return "reopened as a draft";
  if (is.split) return "split";
  if (is.tags !== undefined) return "tagged";
  if (is.comment !== undefined) return commentVerb(was.comment ?? "", is.comment);
  if (is.approval) return `${APPROVAL_VERBS[is.approval]} the discount of`;
  if (is.cancelled !== undefined)
    return (was.cancelled ?? 0) < is.cancelled ? "cancelled items of" : "restored items of";
  if (is.lost !== undefined) return "left short";
  if (is.short !== undefined) return "reserved again";
  if (is.filled !== undefined) return "reserved received items for";
  if (is.heldLess) return "saw held stock lost of";
  if (is.holds !== undefined) return Number(is.holds) > 0 ? "held stock for" : "freed the stock of";
  if (is.goesWith !== undefined) return "set the carrier of";
  if (is.promisedOn !== undefined) return "set the promised day of";
  if (was.status === "completed" && is.status === "confirmed") return "reopened";
  if (is.movedTo ?? is.movedFrom) return "moved a payment of";
  if (is.voidedKind) return `voided a ${is.voidedKind} of`;
  if (is.refunded !== undefined) return "recorded a refund of";
  if (is.mailed) return "emailed a document of";
  if (is.sent) return "sent an email of";
  if (is.notSent) return "could not send an email of";
  if (is.creditNote) return "credited an invoice of";
  if (is.invoice) return "invoiced";
  if (is.dueOn !== undefined) return "set the due day of";
  if (is.paid !== undefined) return "recorded a payment of";
  if (is.voided) return "voided a shipment of";
  if (is.status) return STATUS_VERBS[is.status];
  return is.shipped === undefined ? "edited" : "shipped";
}

const NOTHING_OFF = { rate: 0, amount: 0 };
const discountText = ({ orderDiscount: { rate, amount } = NOTHING_OFF }: Order): string =>
  rate > 0 ? formatRate(rate) : amount > 0 ? formatMoney(amount) : "none";
const shippingText = ({ shippingCharge: charge = null }: Order): string =>
  charge === null ? "not charged" : `${formatMoney(charge.price)}, ${formatRate(charge.taxRate)} tax`;

type Field = { key: Exclude<keyof Order, "items">; label?: string; text?: (values: Order) => string };

const moneyOf =
  (key: "net" | "tax" | "paid" | "refunded" | "invoiced" | "credited") =>
  (values: Order): string => {
    const minor = values[key];
    return minor === undefined ? "" : formatMoney(minor);
  };

/** In reading order. The order's page shows what it began with, so a new order's entry has the sums alone. */
const SUMS: readonly Field[] = [
  { key: "from" },
  { key: "leftOut", label: "not for sale any more" },
  { key: "lines" },
  { key: "backordered" },
  { key: "net", text: moneyOf("net") },
  { key: "tax", text: moneyOf("tax") },
];
const FIELDS: readonly Field[] = [
  ...SUMS,
  { key: "orderDiscount", label: "order discount", text: discountText },
  { key: "shippingCharge", label: "shipping charge", text: shippingText },
  { key: "paid", text: moneyOf("paid") },
  { key: "refunded", text: moneyOf("refunded") },
  { key: "method", text: ({ method }) => (method ? methodName(method) : "") },
  { key: "paidOn", label: "on", text: ({ paidOn }) => (paidOn ? formatDay(paidOn) : "") },
  { key: "movedTo", label: "to" },
  { key: "movedFrom", label: "from" },
  { key: "reference" },
  { key: "dueOn", label: "due", text: ({ dueOn }) => (dueOn ? formatDay(dueOn) : "") },
  { key: "mailed", label: "document" },
  { key: "sent", label: "document" },
  { key: "notSent", label: "document" },
  { key: "creditNote", label: "credit note" },
  { key: "invoice" },
  { key: "invoiced", label: "for", text: moneyOf("invoiced") },
  { key: "credited", label: "takes back", text: moneyOf("credited") },
  { key: "sku", label: "item" },
  { key: "cancelled" },
  {
    key: "difference",
    text: ({ difference }) =>
      difference === undefined ? "" : `${difference > 0 ? "+" : ""}${formatMoney(difference)}`,
  },
  { key: "shipped" },
  { key: "lost" },
  { key: "short" },
  { key: "filled", label: "reserved" },
  { key: "waiting", label: "still waiting", text: ({ waiting = 0 }) => (waiting === 0 ? "" : String(waiting)) },
  { key: "promisedOn", label: "promised", text: ({ promisedOn }) => (promisedOn ? formatDay(promisedOn) : "") },
  { key: "parcel" },
  { key: "packed", label: "items" },
  { key: "carrier" },
  { key: "goesWith", label: "goes with", text: ({ goesWith }) => (goesWith === "" ? "not chosen" : (goesWith ?? "")) },
  { key: "holds", label: "held" },
  { key: "heldLess", label: "held no longer" },
  { key: "tracking" },
  { key: "grams", label: "weight", text: ({ grams }) => (grams ? `${grams} g` : "") },
  { key: "size", text: ({ size }) => (size ? `${size} mm` : "") },
  { key: "voided" },
  { key: "asked" },
  { key: "reason" },
  { key: "comment" },
  { key: "customer" },
  { key: "warehouse" },
  { key: "note" },
  { key: "deliveryAddress", label: "delivers to" },
  { key: "billingAddress", label: "bills to" },
  { key: "tags", text: ({ tags }) => (tags === "" ? "none" : (tags ?? "")) },
];

const formatItem = ({ quantity, unitPrice, discountRate, discountAmount = 0 }: Item): string =>
  [
    `${quantity} × ${formatMoney(unitPrice)}`,
    ...(discountRate > 0 ? [`${formatRate(discountRate)} off`] : []),
    ...(discountAmount > 0 ? [`${formatMoney(discountAmount)} off`] : []),
  ].join(", ");

/** Line by line: the two lists go together, and null stands where there was or is no line. */
const itemDetails = ({ items: was = [] }: Order, { items: is = [] }: Order): string[] =>
  is.flatMap((after, index) => {
    const before = was[index] ?? null;
    const sku = after?.sku ?? before?.sku;
    if (sku === undefined) return [];
    if (before === null) return after === null ? [] : [`${sku} added: ${formatItem(after)}`];
    return [after === null ? `${sku} removed: ${formatItem(before)}` : changedItem(before, after)];
  });

/** Only the tax may have changed, which the sums show. */
function changedItem(before: Item, after: Item): string {
  const [from, to] = [formatItem(before), formatItem(after)];
  return from === to ? `${after.sku}: ${to}` : `${after.sku}: ${from} → ${to}`;
}

function orderDetails({ before, after }: Change): string[] {
  const [was, is] = [readValues(Order, before), readValues(Order, after)];
  return [...itemDetails(was, is), ...fieldDetails(was, is, before === null ? SUMS : FIELDS)];
}

const fieldDetails = (was: Order, is: Order, fields: readonly Field[]): string[] =>
  fields.flatMap(({ key, label = key, text = (values) => String(values[key] ?? "") }) => {
    const [from, to] = [text(was), text(is)];
    if (to === "" || to === from) return [];
    return [from === "" ? `${label}: ${to}` : `${label}: ${from} → ${to}`];
  });

/** On its own page the order is not named again. */
const orderTitle = (change: Change): string => capitalize(orderVerb(change).replace(/ (of|for|on)$/, ""));

export const ORDER_CHANGES: ChangeWords = { verb: orderVerb, title: orderTitle, details: orderDetails };
