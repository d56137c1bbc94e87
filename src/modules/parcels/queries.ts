import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { customers } from "@/modules/customers/schema";
import { locations, lots } from "@/modules/inventory/schema";
import type { OrderRef } from "@/modules/orders/contract";
import { orderLines, orders, shipmentLines, shipments } from "@/modules/orders/schema";
import { carriers } from "@/modules/shop/carriers/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asQuantity } from "@/platform/database/numbers";
import type { ListParcels } from "./contract";
import { formatParcelNumber } from "./parcel";
import { parcelLines, parcels } from "./schema";

const BY_AGE = keyset([parcels.id, "uuid"]);
const handers = alias(users, "handers");

const parcelRow = {
  id: parcels.id,
  shipmentId: parcels.shipmentId,
  orderId: orders.id,
  orderNumber: orders.number,
  shipmentSequence: shipments.sequence,
  sequence: parcels.sequence,
  carrierId: parcels.carrierId,
  carrierName: carriers.name,
  trackingLink: carriers.trackingLink,
  service: parcels.service,
  tracking: parcels.tracking,
  weight: parcels.weight,
  length: parcels.length,
  width: parcels.width,
  height: parcels.height,
  packedAt: parcels.packedAt,
  packedByName: users.name,
  handedOverAt: parcels.handedOverAt,
  handedOverByName: handers.name,
  version: parcels.version,
};

/** What `addressed` reads. */
export const recipientColumns = {
  written: orders.deliveryAddress,
  customer: {
    name: customers.name,
    address: customers.address,
    postcode: customers.postcode,
    city: customers.city,
    country: customers.country,
  },
};

const headsOf = (ctx: ReadContext) =>
  ctx.db
    .select({
      ...parcelRow,
      warehouseId: orders.warehouseId,
      warehouseCode: locations.code,
      customerReference: orders.customerReference,
      items: asQuantity(sql`coalesce((
        select sum(${parcelLines.quantity}) from ${parcelLines} where ${parcelLines.parcelId} = ${parcels.id}), 0)`),
      ...recipientColumns,
      email: customers.email,
      phone: customers.phone,
      keys: BY_AGE.keys,
    })
    .from(parcels)
    .innerJoin(shipments, eq(shipments.id, parcels.shipmentId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(locations, eq(locations.id, orders.warehouseId))
    .innerJoin(users, eq(users.id, parcels.packedBy))
    .leftJoin(handers, eq(handers.id, parcels.handedOverBy))
    .leftJoin(carriers, eq(carriers.id, parcels.carrierId));

type Head = Awaited<ReturnType<typeof headsOf>>[number];

/** Where it goes: as it was written with the order, or the customer's own where orders kept none. */
export const addressed = <Row extends Pick<Head, "written" | "customer">>({ written, customer, ...row }: Row) => ({
  ...row,
  recipient: written ?? customer,
});

/** What counts: packed, of a shipment that was not voided, in a warehouse that one works in. */
const isThere = (ctx: ReadContext) =>
  and(isNull(parcels.removedAt), isNull(shipments.voidedAt), warehouseScope(ctx, orders.warehouseId));

/** Parcels that wait for their carrier, the oldest first, or those that it has, the newest first. */
export async function listParcels(ctx: ReadContext, input: ListParcels) {
  const descending = input.view === "handed-over";
  const rows = await headsOf(ctx)
    .where(
      and(
        isThere(ctx),
        descending ? isNotNull(parcels.handedOverAt) : isNull(parcels.handedOverAt),
        input.carrierId === undefined ? undefined : eq(parcels.carrierId, input.carrierId),
        input.warehouseId === undefined ? undefined : eq(orders.warehouseId, input.warehouseId),
        BY_AGE.after({ ...input, descending }),
      ),
    )
    .orderBy(...BY_AGE.order({ descending }))
    .limit(input.limit + 1);
  return BY_AGE.toPage(rows.map(addressed), input);
}

/** Parcels by their ids, in the order of the ids; those that are not there are left out. */
export async function listLabelled(ctx: ReadContext, parcelIds: readonly string[]) {
  const rows = await headsOf(ctx).where(and(isThere(ctx), inArray(parcels.id, [...parcelIds])));
  const byId = new Map(rows.map((row) => [row.id, addressed(row)]));
  return [...new Set(parcelIds)].flatMap((id) => byId.get(id) ?? []);
}

/** The parcels of each shipment of an order, with what is in them; voided shipments have theirs too, and struck out. */
export async function listParcelsOfOrder(ctx: ReadContext, { orderId }: OrderRef) {
  const ofOrder = and(eq(shipments.orderId, orderId), warehouseScope(ctx, orders.warehouseId));
  const [heads, lines] = await Promise.all([
    ctx.db
      .select({ ...parcelRow, isVoided: sql<boolean>`${shipments.voidedAt} is not null` })
      .from(parcels)
      .innerJoin(shipments, eq(shipments.id, parcels.shipmentId))
      .innerJoin(orders, eq(orders.id, shipments.orderId))
      .innerJoin(users, eq(users.id, parcels.packedBy))
      .leftJoin(handers, eq(handers.id, parcels.handedOverBy))
      .leftJoin(carriers, eq(carriers.id, parcels.carrierId))
      .where(and(ofOrder, isNull(parcels.removedAt)))
      .orderBy(asc(shipments.sequence), asc(parcels.sequence)),
    listContents(ctx, orderId),
  ]);
  return heads.map((head) => ({
    ...head,
    number: formatParcelNumber(head),
    lines: lines.filter(({ parcelId }) => parcelId === head.id).map(({ parcelId: _, ...line }) => line),
  }));
}

const listContents = (ctx: ReadContext, orderId: string) =>
  ctx.db
    .select({
      parcelId: parcelLines.parcelId,
      shipmentLineId: parcelLines.shipmentLineId,
      orderLineId: shipmentLines.orderLineId,
      variantId: orderLines.variantId,
      ...variantColumns,
      lotCode: lots.code,
      quantity: parcelLines.quantity,
    })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(parcelLines, eq(parcelLines.shipmentLineId, shipmentLines.id))
    .innerJoin(orderLines, eq(orderLines.id, shipmentLines.orderLineId))
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(lots, eq(lots.id, shipmentLines.lotId))
    .where(and(eq(shipments.orderId, orderId), warehouseScope(ctx, orders.warehouseId)))
    .orderBy(asc(orderLines.position), asc(parcelLines.shipmentLineId));
