import * as z from "zod";
import { AskedReason } from "@/modules/approvals/contract";
import { AcceptBackorders, AdjustReserved } from "@/modules/inventory/contract";
import { withoutCard } from "@/modules/shop/card-number";
import { Carried } from "@/modules/shop/carriers/carrier-inputs";
import { MethodId } from "@/modules/shop/payment-method-inputs";
import { ROLES } from "@/shared/access";
import { CalendarDay } from "@/shared/calendar-day";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { PRICE_MAX, toRate } from "@/shared/money";
import { Paging } from "@/shared/paging";
import { QUANTITY_MAX } from "@/shared/quantity";
import { SearchText } from "@/shared/search";
import { Tag } from "@/shared/tag-input";
import {
  FULFILMENTS,
  LINE_QUANTITY_MAX,
  ORDER_SORTS,
  ORDERS_AT_ONCE_MAX,
  ORDER_STATUSES,
  PROMISED_FILTERS,
  REFERENCE_CHARACTERS_MAX,
} from "./order";
import { AMOUNT_MAX, DiscountAmount, hasOneDiscount, ONE_DISCOUNT, Rate, Whole } from "./order-terms";
import { PAYMENT_FILTERS } from "./payments/payment";

const [ORDER_LINES_MAX, PICKS_MAX] = [200, 1_000];
const [NAME_CHARACTERS_MAX, NOTE_CHARACTERS_MAX] = [200, 2_000];

const Reason = z.string().trim().min(1, "Enter a reason.").max(NOTE_CHARACTERS_MAX);
const Note = z.string().trim().max(NOTE_CHARACTERS_MAX);
/** The number under which the customer keeps the order. */
const CustomerReference = z
  .string()
  .trim()
  .max(REFERENCE_CHARACTERS_MAX, `Enter at most ${REFERENCE_CHARACTERS_MAX} characters.`);
const Version = z.number().int().min(1);
const LineQuantity = z.number().int("Enter a whole number.").min(1, "Enter at least 1.").max(LINE_QUANTITY_MAX);

export const OrderRef = z.strictObject({ orderId: Id });
export type OrderRef = z.infer<typeof OrderRef>;

/** Price, discount and tax are optional: the catalog's price, no discount and the tax that is set stand in. */
export const OrderLineInput = z.strictObject({
  variantId: Id,
  quantity: LineQuantity,
  unitPrice: z.number().int().min(0, "A price must not be negative.").max(PRICE_MAX).optional(),
  discountRate: Rate.optional(),
  /** Off the whole line, in place of a rate. */
  discountAmount: DiscountAmount.optional(),
  taxRate: Rate.optional(),
});
export type OrderLineInput = z.infer<typeof OrderLineInput>;

const OrderLines = z
  .array(OrderLineInput.refine(hasOneDiscount, ONE_DISCOUNT))
  .min(1, "Add at least one product.")
  .max(ORDER_LINES_MAX, `An order has at most ${ORDER_LINES_MAX} lines.`);

/** Addresses of the customer, whose main one has the customer's id; left out, the default of each use. */
const ADDRESSES = { deliveryAddressId: Id.optional(), billingAddressId: Id.optional() };

/** With `confirm`, the order is placed and its stock is reserved in one transaction, or nothing happens. */
export const PlaceOrder = Whole.extend({
  customerId: Id,
  warehouseId: Id,
  ...ADDRESSES,
  note: Note.optional(),
  customerReference: CustomerReference.optional(),
  /** Left out, it goes with whom the customer's orders go; null leaves it to whoever packs. */
  carrier: Carried.nullish(),
  lines: OrderLines,
  confirm: z.boolean().optional(),
  acceptBackorders: AcceptBackorders.optional(),
});
export type PlaceOrder = z.infer<typeof PlaceOrder>;

/**
 * The whole draft after the edit. `version` is the one the person saw. An address that is left out stays as it was
 * written down, unless the customer is another, and so does a customer reference.
 */
export const EditOrder = Whole.extend({
  orderId: Id,
  version: Version,
  customerId: Id,
  warehouseId: Id,
  ...ADDRESSES,
  note: Note.optional(),
  customerReference: CustomerReference.optional(),
  lines: OrderLines,
});
export type EditOrder = z.infer<typeof EditOrder>;

/** A line that stands in the order, by its id, or a new one. `quantity` is less what was cancelled of it. */
const ChangedLine = OrderLineInput.extend({ orderLineId: Id.optional() });
export type ChangedLine = z.infer<typeof ChangedLine>;

const isEachOnce = (lines: readonly ChangedLine[]): boolean => {
  const named = lines.flatMap(({ orderLineId }) => orderLineId ?? []);
  return new Set(named).size === named.length;
};

/** The whole order after the change: a line that is left out is removed. `version` is the one the person saw. */
export const ChangeOrder = EditOrder.extend({
  /** Take the tax that holds now, where nothing has shipped and nobody typed a rate. Else it stays as confirmed. */
  retax: z.boolean().optional(),
  lines: z
    .array(ChangedLine.refine(hasOneDiscount, ONE_DISCOUNT))
    .min(1, "Add at least one product.")
    .max(ORDER_LINES_MAX, `An order has at most ${ORDER_LINES_MAX} lines.`)
    .refine(isEachOnce, "A line of the order is named twice."),
  acceptBackorders: AcceptBackorders.optional(),
});
export type ChangeOrder = z.infer<typeof ChangeOrder>;

/** One tag of an order. To add one that is there, or to remove one that is not, changes nothing. */
export const TagOrder = z.strictObject({ orderId: Id, tag: Tag });
export type TagOrder = z.infer<typeof TagOrder>;

/** `version` is the one the person saw: nobody confirms a draft that changed before their eyes. */
export const ConfirmOrder = OrderRef.extend({
  version: Version.optional(),
  acceptBackorders: AcceptBackorders.optional(),
});
export type ConfirmOrder = z.infer<typeof ConfirmOrder>;

/** A loss of reserved items above the limit of the person who asks, and why a second person should book it. */
export const RequestReservedLoss = z.strictObject({ adjustment: AdjustReserved, reason: AskedReason });
export type RequestReservedLoss = z.infer<typeof RequestReservedLoss>;

/** `version` is the one the person saw: they ask for that, and nothing that somebody else has made of it. */
export const RequestDiscount = z.strictObject({ orderId: Id, version: Version, reason: AskedReason });
export type RequestDiscount = z.infer<typeof RequestDiscount>;

/** What was asked for, as the request keeps it. */
export const DiscountAsked = z.strictObject({
  version: Version,
  customerId: Id,
  rateMax: z.number().int().min(0),
  givenAway: z.number().int().min(0),
});

/** Null is no limit. `seen` is the limit that is replaced. */
const DiscountLimit = Rate.transform(toRate).nullable();
export const SetDiscountLimit = z.strictObject({ role: z.enum(ROLES), rateMax: DiscountLimit, seen: DiscountLimit });
export type SetDiscountLimit = z.infer<typeof SetDiscountLimit>;

export const HoldOrder = z.strictObject({ orderId: Id, reason: Reason });
export type HoldOrder = z.infer<typeof HoldOrder>;

export const CancelOrder = z.strictObject({ orderId: Id, reason: Reason.optional() });
export type CancelOrder = z.infer<typeof CancelOrder>;

const PartOfLine = z.strictObject({ orderId: Id, orderLineId: Id, quantity: LineQuantity });
/** So much of what is open of a line. */
export const CancelLine = PartOfLine;
export type CancelLine = z.infer<typeof CancelLine>;
/** So much of what was cancelled of a line. */
export const RestoreLine = PartOfLine.extend({ acceptBackorders: AcceptBackorders.optional() });
export type RestoreLine = z.infer<typeof RestoreLine>;

const isEachOnceMoved = (lines: readonly { orderLineId: string }[]): boolean =>
  new Set(lines.map(({ orderLineId }) => orderLineId)).size === lines.length;

/** Open items that go into an order of their own, there from another warehouse if one is named. */
export const SplitOrder = z.strictObject({
  orderId: Id,
  version: Version,
  warehouseId: Id.optional(),
  lines: z
    .array(z.strictObject({ orderLineId: Id, quantity: LineQuantity }))
    .min(1, "Choose at least one item to move.")
    .max(ORDER_LINES_MAX)
    .refine(isEachOnceMoved, "A line of the order is named twice."),
});
export type SplitOrder = z.infer<typeof SplitOrder>;

/** Without `lines`, everything open is shipped from the bins that `suggestPicks` names. */
export const ShipOrder = z.strictObject({
  orderId: Id,
  tracking: z.string().trim().max(NAME_CHARACTERS_MAX).optional(),
  lines: z
    .array(z.strictObject({ orderLineId: Id, quantity: LineQuantity, locationId: Id, lotId: Id.nullable() }))
    .min(1, "Choose at least one item to ship.")
    .max(PICKS_MAX)
    .optional(),
});
export type ShipOrder = z.infer<typeof ShipOrder>;

export const VoidShipment = z.strictObject({ shipmentId: Id, reason: Note.optional() });
export type VoidShipment = z.infer<typeof VoidShipment>;

const PaymentNote = withoutCard(z.string().trim().max(NOTE_CHARACTERS_MAX));

/** In minor units of the order's currency, on a day of the shop's calendar. */
export const RecordPayment = z.strictObject({
  orderId: Id,
  amount: z.number().int().min(1, "Enter an amount above 0.").max(AMOUNT_MAX),
  method: MethodId,
  paidOn: CalendarDay,
  /** Of the bank, the receipt or the cheque. */
  reference: withoutCard(z.string().trim().max(NAME_CHARACTERS_MAX)).optional(),
  note: PaymentNote.optional(),
  /** What had been recorded of this kind as the person saw it: two who read one bank statement record it once. */
  seen: z.number().int().min(0).max(AMOUNT_MAX).optional(),
});
export type RecordPayment = z.infer<typeof RecordPayment>;

/** A day of the shop's calendar; null is what the terms say. `seen` is the day that is replaced. */
export const SetDueDay = z.strictObject({ orderId: Id, dueOn: CalendarDay.nullable(), seen: CalendarDay.nullable() });
export type SetDueDay = z.infer<typeof SetDueDay>;

export const VoidPayment = z.strictObject({ paymentId: Id, reason: PaymentNote.optional() });
export type VoidPayment = z.infer<typeof VoidPayment>;

export const ListOrders = Paging.extend({
  search: SearchText.optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  /** Confirmed, with items left to ship. */
  toShip: z.boolean().optional(),
  /** With reserved items that were lost; with items that were not there when they were ordered; drafts that hold. */
  isShort: z.boolean().optional(),
  isBackordered: z.boolean().optional(),
  holdsStock: z.boolean().optional(),
  /** With items that have shipped and are on no invoice. */
  toInvoice: z.boolean().optional(),
  fulfilment: z.enum(FULFILMENTS).optional(),
  promised: z.enum(PROMISED_FILTERS).optional(),
  payment: z.enum(PAYMENT_FILTERS).optional(),
  /** By which money came in that was not voided. */
  method: MethodId.optional(),
  carrierId: Id.optional(),
  warehouseId: Id.optional(),
  customerId: Id.optional(),
  variantId: Id.optional(),
  tag: Tag.optional(),
  /** These alone, as somebody has chosen them. */
  orderIds: z.array(Id).min(1).max(ORDERS_AT_ONCE_MAX).optional(),
  /** Days of the shop's calendar, both included. */
  placedFrom: CalendarDay.optional(),
  placedTo: CalendarDay.optional(),
  sort: z.enum(ORDER_SORTS).default("placedAt"),
  descending: z.boolean().default(true),
});
export type ListOrders = z.infer<typeof ListOrders>;

/** Stock of a bin that is lost, as a change below zero. */
export const StockLoss = z.strictObject({
  variantId: Id,
  locationId: Id,
  lotId: Id.nullable(),
  change: z.number().int().min(-QUANTITY_MAX).max(-1),
});
export type StockLoss = z.infer<typeof StockLoss>;

export const OrderNumber = z.strictObject({ number: z.number().int().min(1) });

const OrderFact = z.object({ orderId: Id, customerId: Id });
export const orderPlaced = defineEvent("orders.placed", OrderFact);
export const orderEdited = defineEvent("orders.edited", OrderFact);
export const orderChanged = defineEvent("orders.changed", OrderFact);
export const orderLineCancelled = defineEvent("orders.line-cancelled", OrderFact);
export const orderLineRestored = defineEvent("orders.line-restored", OrderFact);
/** It stays cancelled, and a draft goes on with it. */
export const orderReopenedAsDraft = defineEvent("orders.reopened-as-draft", OrderFact);
/** Of both: the one that gave items up, and the one that has them now. */
export const orderSplit = defineEvent("orders.split", OrderFact);
export const orderConfirmed = defineEvent("orders.confirmed", OrderFact);
export const orderHeld = defineEvent("orders.held", OrderFact);
export const orderResumed = defineEvent("orders.resumed", OrderFact);
export const orderShipped = defineEvent("orders.shipped", OrderFact.extend({ shipmentId: Id }));
export const shipmentVoided = defineEvent("orders.shipment-voided", OrderFact.extend({ shipmentId: Id }));
/** Items of it that shipped may come back, or may not any more. */
export const orderLinesClaimed = defineEvent("orders.lines-claimed", OrderFact);
/** Items of it came back, by a return. */
export const goodsReturned = defineEvent("orders.goods-returned", OrderFact);
export const orderReopened = defineEvent("orders.reopened", OrderFact);
export const orderCompleted = defineEvent("orders.completed", OrderFact);
export const orderCancelled = defineEvent("orders.cancelled", OrderFact);
/** Reserved items of it were lost. */
export const orderFellShort = defineEvent("orders.fell-short", OrderFact);
/** It has all that it waited for. */
export const orderFilled = defineEvent("orders.filled", OrderFact);
export const orderLinePromised = defineEvent("orders.line-promised", OrderFact);
export const orderTagged = defineEvent("orders.tagged", OrderFact);
export const orderReservedAgain = defineEvent("orders.reserved-again", OrderFact);

const PaymentFact = OrderFact.extend({ paymentId: Id });
export const paymentRecorded = defineEvent("orders.payment-recorded", PaymentFact);
export const refundRecorded = defineEvent("orders.refund-recorded", PaymentFact);
export const paymentVoided = defineEvent("orders.payment-voided", PaymentFact);

export const orderDueDaySet = defineEvent("orders.due-day-set", OrderFact);

/** Orders of the other are the customer's by now. */
export const customersMerged = defineEvent("orders.customers-merged", z.object({ customerId: Id, otherId: Id }));

export const discountLimitChanged = defineEvent("orders.discount-limit-changed", z.object({ limitId: Id, shopId: Id }));
