import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import { customers } from "@/modules/customers/schema";
import { locations, lots, stockReservations } from "@/modules/inventory/schema";
import { priceLists } from "@/modules/pricing/schema";
import { carriers } from "@/modules/shop/carriers/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { asQuantity } from "@/platform/database/numbers";
import { ZERO } from "@/shared/quantity";
import { amountsOf, shippedAmount, storedAmounts } from "./amounts";
import type { OrderRef } from "./contract";
import { departsAt, hasLeft } from "./departure";
import { findPicks } from "./find-picks";
import { heldOf, heldUntilOf } from "./holds/conditions";
import { shareHeld } from "./holds/share-held";
import { fulfilmentOf, keepsReservations, openQuantity, shippableQuantity, waitingQuantity } from "./order";
import { linksOf } from "./origins/links";
import { standingOf } from "./payments/payment";
import { orderNotFound } from "./refusals";
import { orderLines, orders, shipmentLines, shipments } from "./schema";

/** Everything an order's page shows. @throws orderNotFound also without access to its warehouse. */
export async function getOrder(ctx: Context, { orderId }: OrderRef) {
  const [[order], lines, sent] = await Promise.all([
    findHead(ctx, orderId),
    listLines(ctx, orderId),
    listShipments(ctx, orderId),
  ]);
  if (!order) throw orderNotFound({ orderId });
  const { stored, shipping, deliveryAddress, billingAddress, holds, ...head } = order;
  const amounts = amountsOf(stored);
  const { price } = shipping;
  return {
    ...head,
    deliveryAddress: deliveryAddress ?? mainOf(head.customer),
    billingAddress: billingAddress ?? mainOf(head.customer),
    /** Null where shipping is not charged at all. */
    shipping: price === null ? null : { ...shipping, price },
    amounts: {
      ...amounts,
      shipped: shippedAmount(
        lines.map(({ stored, ...line }) => ({ ...line, ...stored })),
        shipping,
      ),
    },
    payment: standingOf({ ...head, billed: amounts.billed.total }),
    fulfilment: fulfilmentOf(lines),
    lines: shareHeld(lines, holds ?? []).map(({ stored, ...line }) => ({
      ...line,
      amounts: amountsOf(stored),
      open: openQuantity(line),
      ...(keepsReservations(order.status)
        ? { waiting: waitingQuantity(line) }
        : { short: ZERO, backordered: ZERO, waiting: ZERO }),
    })),
    shipments: sent,
  };
}

/** Of an order from before addresses were written down. */
const mainOf = ({ name, address, postcode, city, country }: AddressSnapshot): AddressSnapshot => ({
  name,
  address,
  postcode,
  city,
  country,
});

const findHead = (ctx: Context, orderId: string) =>
  ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      holdReason: orders.holdReason,
      note: orders.note,
      deliveryAddress: orders.deliveryAddress,
      billingAddress: orders.billingAddress,
      customerReference: orders.customerReference,
      carrierId: orders.carrierId,
      carrierName: sql<string>`coalesce(${carriers.name}, '')`,
      /** One that is in use no more is nobody's default. */
      carrierIsArchived: sql<boolean>`${carriers.archivedAt} is not null`,
      carrierService: orders.carrierService,
      tags: orders.tags,
      currency: orders.currency,
      roundsTaxOnce: orders.roundsTaxOnce,
      taxBasis: orders.taxBasis,
      stored: storedAmounts(orders),
      discountRate: orders.discountRate,
      discountAmount: orders.discountAmount,
      shipping: {
        price: orders.shippingPrice,
        taxRate: orders.shippingTaxRate,
        net: orders.shippingNet,
        tax: orders.shippingTax,
        isCancelled: orders.shippingCancelled,
      },
      paid: orders.paid,
      refunded: orders.refunded,
      dueOn: orders.dueOn,
      dueByHand: orders.dueByHand,
      version: orders.version,
      placedAt: orders.placedAt,
      confirmedAt: orders.confirmedAt,
      completedAt: orders.completedAt,
      cancelledAt: orders.cancelledAt,
      /** Until when a draft holds stock; null where it holds none. */
      holdsUntil: heldUntilOf(sql`${orders}`),
      holds: heldOf(sql`${orders}`),
      /** The orders that it came of, and that came of it. */
      links: linksOf(ctx),
      placedByName: users.name,
      warehouseId: orders.warehouseId,
      warehouseCode: locations.code,
      warehouseName: locations.name,
      customer: {
        id: customers.id,
        name: customers.name,
        email: customers.email,
        phone: customers.phone,
        address: customers.address,
        postcode: customers.postcode,
        city: customers.city,
        country: customers.country,
        language: customers.language,
        isArchived: sql<boolean>`${customers.archivedAt} is not null`,
      },
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(locations, eq(locations.id, orders.warehouseId))
    .innerJoin(users, eq(users.id, orders.placedBy))
    .leftJoin(carriers, eq(carriers.id, orders.carrierId))
    .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId)));

const listLines = (ctx: Context, orderId: string) =>
  ctx.db
    .select({
      id: orderLines.id,
      position: orderLines.position,
      variantId: orderLines.variantId,
      productId: variants.productId,
      ...variantColumns,
      isArchived: sql<boolean>`(${variants.archivedAt} is not null or ${products.archivedAt} is not null)`,
      quantity: orderLines.quantity,
      shipped: orderLines.shipped,
      cancelled: orderLines.cancelled,
      claimed: orderLines.claimed,
      returned: orderLines.returned,
      credited: orderLines.credited,
      returnFee: orderLines.returnFee,
      /** What is still reserved for this line. */
      reserved: asQuantity(sql`coalesce(${stockReservations.quantity}, 0)`),
      /** What was reserved for this line and lost: it waits for stock. */
      short: asQuantity(sql`coalesce(${stockReservations.short}, 0)`),
      /** What was not there when it was ordered: it waits for stock too. */
      backordered: asQuantity(sql`coalesce(${stockReservations.backordered}, 0)`),
      promisedOn: orderLines.promisedOn,
      unitPrice: orderLines.unitPrice,
      /** Nobody typed it; the list that it is from, or none where it is the usual price. */
      takesListedPrice: orderLines.takesListedPrice,
      priceListId: orderLines.priceListId,
      priceListName: priceLists.name,
      discountRate: orderLines.discountRate,
      discountAmount: orderLines.discountAmount,
      orderDiscount: orderLines.orderDiscount,
      taxRate: orderLines.taxRate,
      taxCategory: orderLines.taxCategory,
      taxReason: orderLines.taxReason,
      pricesIncludeTax: orderLines.pricesIncludeTax,
      stored: storedAmounts(orderLines),
    })
    .from(orderLines)
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(stockReservations, eq(stockReservations.lineId, orderLines.id))
    .leftJoin(priceLists, eq(priceLists.id, orderLines.priceListId))
    .where(eq(orderLines.orderId, orderId))
    .orderBy(orderLines.position);

const voiders = alias(users, "voiders");

/** The shipments of an order, oldest first, voided ones among them, each with its items and the bins they came from. */
async function listShipments(ctx: Context, orderId: string) {
  const { timeZone } = await getShopSettings(ctx);
  const rows = await ctx.db
    .select({
      id: shipments.id,
      sequence: shipments.sequence,
      tracking: shipments.tracking,
      shippedAt: shipments.shippedAt,
      shippedByName: users.name,
      voidedAt: shipments.voidedAt,
      voidedByName: voiders.name,
      voidReason: shipments.voidReason,
      /** Until when it may be voided; null once that is over. */
      voidableUntil: sql<Date | null>`case when ${shipments.voidedAt} is null and not (${hasLeft(timeZone)})
        then ${departsAt(timeZone)} end`.mapWith(shipments.shippedAt),
      line: {
        id: shipmentLines.id,
        orderLineId: shipmentLines.orderLineId,
        sku: variants.sku,
        title: products.title,
        quantity: shipmentLines.quantity,
        locationCode: locations.code,
        lotCode: lots.code,
      },
    })
    .from(shipments)
    .innerJoin(users, eq(users.id, shipments.shippedBy))
    .leftJoin(voiders, eq(voiders.id, shipments.voidedBy))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(orderLines, eq(orderLines.id, shipmentLines.orderLineId))
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .innerJoin(locations, eq(locations.id, shipmentLines.locationId))
    .leftJoin(lots, eq(lots.id, shipmentLines.lotId))
    .where(eq(shipments.orderId, orderId))
    .orderBy(asc(shipments.sequence), asc(orderLines.position), asc(shipmentLines.id));
  const first = rows.filter((row, index) => rows[index - 1]?.id !== row.id);
  return first.map(({ line: _, ...shipment }) => ({
    ...shipment,
    lines: rows.filter((row) => row.id === shipment.id).map(({ line }) => line),
  }));
}

/**
 * What was picked, or else the bins to ship open lines from: the initial values of the ship dialog, with the names of
 * bins and lots, which may be beyond what a list shows. Of items with serial numbers nothing that nobody has picked:
 * which pieces leave is for whoever ships to say.
 */
export async function suggestShipment(ctx: Context, { orderId }: OrderRef) {
  const [[order], lines] = await Promise.all([findHead(ctx, orderId), listLines(ctx, orderId)]);
  if (!order) throw orderNotFound({ orderId });
  const open = lines
    .map((line) => ({ lineId: line.id, variantId: line.variantId, open: shippableQuantity(line) }))
    .filter((line) => line.open > 0);
  if (open.length === 0) return [];
  const asked = { orderId, warehouseId: order.warehouseId, open, isAllocated: true };
  const { picks, isPicked } = await findPicks(ctx, asked);
  const byNumber = new Set(lines.filter(({ hasSerials }) => hasSerials).map(({ id }) => id));
  const named = isPicked ? picks : picks.filter(({ lineId }) => !byNumber.has(lineId));
  return named.map(({ lineId, ...pick }) => ({ orderLineId: lineId, ...pick }));
}

/** The order of a typed or scanned number. @throws orderNotFound also without access to its warehouse. */
export async function getOrderByNumber(ctx: Context, { number }: { number: number }) {
  const [found] = await ctx.db
    .select({ id: orders.id, number: orders.number, status: orders.status, customerName: customers.name })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(and(eq(orders.number, number), warehouseScope(ctx, orders.warehouseId)));
  if (!found) throw orderNotFound({ number });
  return found;
}
