import { and, eq, isNull, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { formatShipmentNumber } from "@/modules/orders/order";
import { orderLines, orders, shipmentLines, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { TxContext } from "@/platform/context";
import { asQuantity } from "@/platform/database/numbers";
import { arrayOf } from "@/platform/database/rows";
import { parcelNotFound, shipmentNotFound, shipmentVoided } from "./contract";
import { formatParcelNumber } from "./parcel";
import { parcelLines, parcels } from "./schema";

export type LockedShipment = Awaited<ReturnType<typeof lockShipment>>;

/**
 * A shipment that counts, under its row lock until the transaction ends: whoever packs it, voids it or is told its
 * tracking numbers waits for the other. @throws shipmentNotFound, shipmentVoided
 */
export async function lockShipment(ctx: TxContext, shipmentId: string) {
  const [found] = await lockShipments(ctx, [shipmentId]);
  if (!found) throw shipmentNotFound({});
  if (found.voidedAt !== null) throw shipmentVoided({ shipment: found.number });
  return found;
}

/** As above, several in key order: those of the warehouses that one works in, voided ones too. */
export async function lockShipments(ctx: TxContext, shipmentIds: readonly string[]) {
  const found = await ctx.db
    .select({
      id: shipments.id,
      sequence: shipments.sequence,
      tracking: shipments.tracking,
      voidedAt: shipments.voidedAt,
      orderId: orders.id,
      orderNumber: orders.number,
      customerId: orders.customerId,
      warehouseId: orders.warehouseId,
    })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(and(sql`${shipments.id} = any(${arrayOf(shipmentIds, "uuid")})`, warehouseScope(ctx, orders.warehouseId)))
    .orderBy(shipments.id)
    .for("no key update", { of: shipments });
  return found.map((shipment) => ({
    ...shipment,
    number: formatShipmentNumber(shipment.orderNumber, shipment.sequence),
  }));
}

/** A parcel and the shipment that holds it, under the lock of the shipment. @throws parcelNotFound, shipmentVoided */
export async function lockParcel(ctx: TxContext, parcelId: string) {
  const [named] = await ctx.db
    .select({ shipmentId: parcels.shipmentId })
    .from(parcels)
    .innerJoin(shipments, eq(shipments.id, parcels.shipmentId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(and(eq(parcels.id, parcelId), warehouseScope(ctx, orders.warehouseId)));
  if (!named) throw parcelNotFound({});
  const shipment = await lockShipment(ctx, named.shipmentId);
  const [parcel] = await ctx.db
    .select()
    .from(parcels)
    .where(and(eq(parcels.id, parcelId), isNull(parcels.removedAt)));
  if (!parcel) throw parcelNotFound({});
  const number = formatParcelNumber({
    orderNumber: shipment.orderNumber,
    shipmentSequence: shipment.sequence,
    sequence: parcel.sequence,
  });
  return { shipment, parcel, number };
}

/** What of each line of a locked shipment lies in parcels, but for one of them. */
export const listPacked = (ctx: TxContext, shipmentId: string, exceptParcelId: string | null) =>
  ctx.db
    .select({
      shipmentLineId: shipmentLines.id,
      sku: variants.sku,
      shipped: shipmentLines.quantity,
      packed: asQuantity(sql`coalesce((
        select sum(${parcelLines.quantity}) from ${parcelLines}
         where ${parcelLines.shipmentLineId} = ${shipmentLines.id}
           and ${parcelLines.parcelId} is distinct from ${exceptParcelId}::uuid), 0)`),
    })
    .from(shipmentLines)
    .innerJoin(orderLines, eq(orderLines.id, shipmentLines.orderLineId))
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .where(eq(shipmentLines.shipmentId, shipmentId));
