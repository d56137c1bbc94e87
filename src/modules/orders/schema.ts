import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { TAX_CODES } from "@/modules/catalog/taxes/tax";
import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import { customers } from "@/modules/customers/schema";
import { locations, lots } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import {
  count,
  id,
  instant,
  jsonObject,
  money,
  objectCheck,
  quantity,
  rate,
  safeIntegerChecks,
  unitCost,
  version,
} from "@/platform/database/columns";
import { billedTotal } from "./amounts";
import { carriedChecks, carriedColumns, carriedIndexes } from "./carried/columns";
import { codeForm } from "./code-form";
import { ORDER_STATUSES } from "./order";
import { isOpenDue, isPaidOtherwise } from "./payments/conditions";
import { pricedChecks, pricedColumns } from "./priced/columns";
import { returnedChecks, returnedColumns } from "./returned/columns";
import type { TaxBasis } from "./taxes/basis";

/** Nothing until something is charged, paid or cancelled. */
const amount = (name: string) =>
  money(name)
    .notNull()
    .default(sql`0`);

export const orders = pgTable(
  "orders",
  {
    id: id(),
    number: count("number").notNull(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    /** Where its stock is reserved and shipped from. */
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    status: text("status", { enum: ORDER_STATUSES }).notNull(),
    holdReason: text("hold_reason"),
    note: text("note").notNull().default(""),
    /** As they were when the order was written; null on orders of a release that kept none. */
    deliveryAddress: jsonObject<AddressSnapshot>("delivery_address"),
    billingAddress: jsonObject<AddressSnapshot>("billing_address"),
    ...carriedColumns(),
    /** The number under which the customer keeps the order. */
    customerReference: text("customer_reference").notNull().default(""),
    /** As `shared/tags.ts` writes them. */
    tags: text("tags")
      .array()
      .notNull()
      .default(sql`'{}'`),
    currency: text("currency").notNull(),
    /** By what it was taxed when it was written; null on orders of a release that kept none. */
    taxBasis: jsonObject<TaxBasis>("tax_basis"),
    /** As the shop had it when the order was placed: the tax of all that is taxed at one rate, or of each line. */
    roundsTaxOnce: boolean("rounds_tax_once").notNull().default(false),
    /** Off the order as a whole. An amount is stated, or what the rate came to; the lines share it to the cent. */
    discountRate: rate("discount_rate")
      .notNull()
      .default(sql`0`),
    discountAmount: amount("discount_amount"),
    /** What the customer is charged for shipping, with or without tax as the lines are. Null where nothing is. */
    shippingPrice: money("shipping_price"),
    shippingTaxRate: rate("shipping_tax_rate")
      .notNull()
      .default(sql`0`),
    shippingNet: amount("shipping_net"),
    shippingTax: amount("shipping_tax"),
    /** Every line is cancelled whole, and so nobody owes it. Kept by the trigger that sums what is cancelled. */
    shippingCancelled: boolean("shipping_cancelled").notNull().default(false),
    /** Sums of the lines and of shipping, kept for lists; `verify-ledger` adds them up again. */
    netTotal: money("net_total").notNull(),
    taxTotal: money("tax_total").notNull(),
    /** Kept by a trigger, so that it follows whatever cancels a line. */
    cancelledNet: amount("cancelled_net"),
    cancelledTax: amount("cancelled_tax"),
    /** Some of its items have shipped and not all that were ordered. Kept by a trigger, as what is cancelled is. */
    partlyShipped: boolean("partly_shipped").notNull().default(false),
    /** Some of its items have shipped, did not come back, and are on no invoice. Kept by triggers, too. */
    toInvoice: boolean("to_invoice").notNull().default(false),
    /** What was received for it, and what of that was given back. Kept by a trigger on payments. */
    paid: amount("paid"),
    refunded: amount("refunded"),
    /** A day of the shop's calendar: when it first shipped, and so many days as the terms gave. Kept by a trigger. */
    dueOn: date("due_on"),
    /** Somebody agreed that day with the customer: it stands whatever ships, or is voided. */
    dueByHand: boolean("due_by_hand").notNull().default(false),
    version: version(),
    placedBy: uuid("placed_by")
      .notNull()
      .references(() => users.id),
    placedAt: instant("placed_at").notNull(),
    confirmedAt: instant("confirmed_at"),
    completedAt: instant("completed_at"),
    cancelledAt: instant("cancelled_at"),
  },
  (t) => [
    // Placing an order writes each of these, so each answers what nothing else does: a list in its order, or a key.
    uniqueIndex("orders_number_is_single").on(t.number),
    // The views of one status, the work to ship first among them, in the order of time.
    index("orders_by_status").on(t.status, t.placedAt, t.id),
    // Few orders are in parts at a time; it is false, and in no index, from placing to shipping for all others.
    index("orders_partly_shipped")
      .on(t.placedAt, t.id)
      .where(sql`${t.partlyShipped}`),
    // Where orders are invoiced as they ship, few are left at a time.
    index("orders_to_invoice")
      .on(t.placedAt, t.id)
      .where(sql`${t.toInvoice}`),
    // A customer's page, the newest first however many they are, and the sums beside each customer of a list.
    index("orders_of_customer_by_time").on(t.customerId, t.placedAt, t.id),
    // The list as it opens, and the sales of a day.
    index("orders_by_time").on(t.placedAt, t.id),
    // The list of a warehouse that few orders are of, which would else be looked for among all.
    index("orders_of_warehouse_by_time").on(t.warehouseId, t.placedAt, t.id),
    // What is typed of a number may be any part of it.
    index("orders_by_part_of_number").using("gin", sql`(${t.number}::text) gin_trgm_ops`),
    // Of those that have one, in the form in which it is compared.
    index("orders_by_customer_reference")
      .using("gin", sql`${codeForm(t.customerReference)} gin_trgm_ops`)
      .where(sql`${t.customerReference} <> ''`),
    // Of orders that have tags: those of one, and which tags the newest have, which needs nothing but the index.
    index("orders_by_tag")
      .using("gin", t.tags)
      .where(sql`${t.tags} <> '{}'`),
    index("orders_tagged_by_age")
      .on(t.id, t.warehouseId, t.tags)
      .where(sql`${t.tags} <> '{}'`),
    // The list by total, whose page would else be sorted out of all orders.
    index("orders_by_total").on(billedTotal(t), t.id),
    // What is owed, the longest due first. Like those below it is not written when an order is placed.
    index("orders_open_by_due").on(t.dueOn, t.id).where(isOpenDue(t)),
    index("orders_paid")
      .on(t.placedAt, t.id)
      .where(sql`${t.paid} > 0`),
    index("orders_paid_otherwise").on(t.placedAt, t.id).where(isPaidOtherwise(t)),
    check("orders_status_is_known", sql`${t.status} in ('draft', 'confirmed', 'on_hold', 'completed', 'cancelled')`),
    ...carriedIndexes(t),
    ...carriedChecks(t),
    check("orders_on_hold_say_why", sql`(${t.status} = 'on_hold') = (${t.holdReason} is not null)`),
    objectCheck("orders", t.deliveryAddress),
    objectCheck("orders", t.billingAddress),
    objectCheck("orders", t.taxBasis),
    check("orders_have_few_tags", sql`cardinality(${t.tags}) <= 10`),
    check("orders_refund_no_more_than_was_paid", sql`0 <= ${t.refunded} and ${t.refunded} <= ${t.paid}`),
    check(
      "orders_discount_is_part_of_a_whole",
      sql`${t.discountRate} between 0 and 1000000 and ${t.discountAmount} >= 0`,
    ),
    check(
      "orders_shipping_is_charged_by_a_price",
      sql`case when ${t.shippingPrice} is null then ${t.shippingNet} = 0 and ${t.shippingTax} = 0
        else ${t.shippingPrice} >= 0 and ${t.shippingTaxRate} between 0 and 1000000 end`,
    ),
    ...safeIntegerChecks("orders", t.number, t.netTotal, t.taxTotal, t.cancelledNet, t.cancelledTax, t.paid),
    ...safeIntegerChecks("orders", t.discountAmount, t.shippingPrice, t.shippingNet, t.shippingTax),
    check("orders_due_by_hand_is_a_day", sql`${t.dueOn} is not null or not ${t.dueByHand}`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    position: integer("position").notNull(),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    quantity: quantity("quantity").notNull(),
    /** How much has shipped; the shipments record from where. */
    shipped: quantity("shipped")
      .notNull()
      .default(sql`0`),
    /** How much will not be shipped any more. */
    cancelled: quantity("cancelled")
      .notNull()
      .default(sql`0`),
    ...returnedColumns(),
    /** The day by which the customer was told to have it, in the shop's calendar. */
    promisedOn: date("promised_on"),
    ...pricedColumns(),
    discountRate: rate("discount_rate").notNull(),
    /** Off the whole line, where no rate is. */
    discountAmount: amount("discount_amount"),
    /** Its share of what is off the order. */
    orderDiscount: amount("order_discount"),
    taxRate: rate("tax_rate").notNull(),
    /** What made the rate, as invoices say it, and why there is no tax; null where somebody typed the rate. */
    taxCategory: text("tax_category", { enum: TAX_CODES }),
    taxReason: text("tax_reason").notNull().default(""),
    /** Price times quantity less discounts, rounded once for the line; and the tax on it. */
    netTotal: money("net_total").notNull(),
    taxTotal: money("tax_total").notNull(),
    /** What is not billed: cancelled, or credited since it came back. A trigger works it out, as `partOf` does. */
    cancelledNet: amount("cancelled_net"),
    cancelledTax: amount("cancelled_tax"),
  },
  (t) => [
    unique("order_lines_position_is_taken").on(t.orderId, t.position),
    index("order_lines_of_variant").on(t.variantId),
    check("order_lines_ask_for_something", sql`${t.quantity} > 0`),
    check(
      "order_lines_never_overshipped",
      sql`0 <= ${t.shipped} and 0 <= ${t.cancelled} and ${t.shipped} + ${t.cancelled} <= ${t.quantity}`,
    ),
    check(
      "order_lines_rates_are_parts_of_a_whole",
      sql`${t.discountRate} between 0 and 1000000 and ${t.taxRate} between 0 and 1000000`,
    ),
    ...pricedChecks(t),
    check(
      "order_lines_discount_takes_something_off",
      sql`${t.discountAmount} >= 0 and ${t.orderDiscount} >= 0 and (${t.discountRate} = 0 or ${t.discountAmount} = 0)`,
    ),
    check(
      "order_lines_come_to_less_by_their_discount",
      sql`${t.discountAmount} + ${t.orderDiscount} = 0 or ${t.netTotal} + ${t.pricesIncludeTax}::integer * ${t.taxTotal}
        <= ${t.unitPrice}::numeric * ${t.quantity} * (1 - ${t.discountRate} * 0.000001)
          - ${t.discountAmount} - ${t.orderDiscount} + 10`,
    ),
    check("order_lines_tax_category_is_known", sql`${t.taxCategory} in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')`),
    ...safeIntegerChecks("order_lines", t.quantity, t.unitPrice, t.netTotal, t.taxTotal),
    ...safeIntegerChecks("order_lines", t.discountAmount, t.orderDiscount),
    ...returnedChecks(t),
  ],
);

/** Items of one order that shipped together. */
export const shipments = pgTable(
  "shipments",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    sequence: integer("sequence").notNull(),
    tracking: text("tracking").notNull().default(""),
    shippedBy: uuid("shipped_by")
      .notNull()
      .references(() => users.id),
    shippedAt: instant("shipped_at").notNull(),
    /** A voided shipment did not leave: its items are back in their bins, and it counts for nothing. */
    voidedAt: instant("voided_at"),
    voidedBy: uuid("voided_by").references(() => users.id),
    voidReason: text("void_reason").notNull().default(""),
    /** It was not voided, and items of it are in no parcel yet. Kept by triggers on what parcels hold. */
    toPack: boolean("to_pack").notNull().default(true),
  },
  (t) => [
    unique("shipments_sequence_is_taken").on(t.orderId, t.sequence),
    index("shipments_by_time").on(t.shippedAt),
    // What is to be packed, by when it shipped. Where nobody packs that is all, so the list looks back some days.
    index("shipments_to_pack")
      .on(t.shippedAt, t.id)
      .where(sql`${t.toPack}`),
    index("shipments_by_tracking").using("gin", sql`${codeForm(t.tracking)} gin_trgm_ops`),
    check("shipments_are_voided_by_someone", sql`(${t.voidedAt} is null) = (${t.voidedBy} is null)`),
  ],
);

export const shipmentLines = pgTable(
  "shipment_lines",
  {
    id: id(),
    shipmentId: uuid("shipment_id")
      .notNull()
      .references(() => shipments.id),
    orderLineId: uuid("order_line_id")
      .notNull()
      .references(() => orderLines.id),
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    lotId: uuid("lot_id").references(() => lots.id),
    quantity: quantity("quantity").notNull(),
    /** Of one item when it left, as the catalog had it; null where nobody knew. A trigger writes it. */
    unitCost: unitCost("unit_cost"),
  },
  (t) => [
    index("shipment_lines_of_shipment").on(t.shipmentId),
    index("shipment_lines_of_order_line").on(t.orderLineId),
    check("shipment_lines_carry_something", sql`${t.quantity} > 0`),
    ...safeIntegerChecks("shipment_lines", t.quantity, t.unitCost),
  ],
);
