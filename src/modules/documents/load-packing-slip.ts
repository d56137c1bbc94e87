import { and, eq, isNull } from "drizzle-orm";
import { formatShipmentNumber } from "@/modules/orders/order";
import { getOrder } from "@/modules/orders/queries";
import { shipments } from "@/modules/orders/schema";
import { formatSize, kilogramsOf } from "@/modules/parcels/parcel";
import { listParcelsOfOrder } from "@/modules/parcels/queries";
import { parcels } from "@/modules/parcels/schema";
import type { Context } from "@/platform/context";
import { shipmentNotFound, shipmentWasVoided } from "./contract";
import { loadGiven, type Made } from "./load-given";
import { packingSlip } from "./sheets/packing-slip";

/**
 * The slip of a whole shipment, or of one of its parcels, whichever has the id.
 * @throws shipmentNotFound also without access to the warehouse; shipmentWasVoided
 */
export async function loadPackingSlip(ctx: Context, id: string): Promise<Made> {
  const found = (await findShipment(ctx, id)) ?? (await findByParcel(ctx, id));
  if (!found) throw shipmentNotFound({});
  const order = await getOrder(ctx, found);
  const shipment = order.shipments.find((each) => each.id === found.shipmentId);
  if (!shipment) throw shipmentNotFound({});
  if (shipment.voidedAt !== null) throw shipmentWasVoided({});
  const { language, ...given } = await loadGiven(ctx, order.customer.language);
  if (id !== shipment.id) {
    const parcel = (await listParcelsOfOrder(ctx, found)).find((each) => each.id === id);
    if (!parcel) throw shipmentNotFound({});
    const { carrierName, service, weight } = parcel;
    const carrier = [carrierName, service].filter(Boolean).join(" ");
    const measures = [weight === null ? "" : `${kilogramsOf(weight)} kg`, formatSize(parcel)];
    const facts = [carrier, ...measures].filter((fact) => fact !== "");
    const sheet = packingSlip(order, { ...shipment, ...parcel, facts, of: "parcel" }, given);
    return { number: parcel.number, orderId: order.id, language, sheet };
  }
  const number = formatShipmentNumber(order.number, shipment.sequence);
  const sheet = packingSlip(order, { ...shipment, number, facts: [], of: "shipment" }, given);
  return { number, orderId: order.id, language, sheet };
}

async function findShipment(ctx: Context, id: string) {
  const [found] = await ctx.db
    .select({ orderId: shipments.orderId, shipmentId: shipments.id })
    .from(shipments)
    .where(eq(shipments.id, id));
  return found;
}

async function findByParcel(ctx: Context, id: string) {
  const [found] = await ctx.db
    .select({ orderId: shipments.orderId, shipmentId: shipments.id })
    .from(parcels)
    .innerJoin(shipments, eq(shipments.id, parcels.shipmentId))
    .where(and(eq(parcels.id, id), isNull(parcels.removedAt)));
  return found;
}
