import { and, eq, isNull } from "drizzle-orm";
import { formatShipmentNumber } from "@/modules/orders/order";
import { getOrder } from "@/modules/orders/queries";
import { shipments } from "@/modules/orders/schema";
import { formatSize, kilogramsOf } from "@/modules/parcels/parcel";
import { listParcelsOfOrder } from "@/modules/parcels/queries";
import { parcels as parcelsTable } from "@/modules/parcels/schema";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
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
  const parcels = await listParcelsOfOrder(ctx, found);
  if (id !== shipment.id) {
    const parcel = parcels.find((each) => each.id === id);
    if (!parcel) throw shipmentNotFound({});
    const { weight } = parcel;
    const measures = [weight === null ? "" : `${kilogramsOf(weight)} kg`, formatSize(parcel)];
    const facts = [carrierOf(parcel), ...measures].filter((fact) => fact !== "");
    const sheet = packingSlip(order, { ...shipment, ...parcel, carrier: "", facts, of: "parcel" }, given);
    return { number: parcel.number, orderId: order.id, language, sheet };
  }
  const carriers = parcels.filter(({ shipmentId }) => shipmentId === shipment.id).map(carrierOf);
  // What it was packed for is truer than with whom it was to go.
  const carrier =
    [...new Set(carriers)].filter(Boolean).join(", ") || carriedBy(order.carrierName, order.carrierService);
  const number = formatShipmentNumber(order.number, shipment.sequence);
  const sheet = packingSlip(order, { ...shipment, number, carrier, facts: [], of: "shipment" }, given);
  return { number, orderId: order.id, language, sheet };
}

type Carried = { carrierName: string | null; service: string };
const carrierOf = ({ carrierName, service }: Carried): string => carriedBy(carrierName ?? "", service);

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
    .from(parcelsTable)
    .innerJoin(shipments, eq(shipments.id, parcelsTable.shipmentId))
    .where(and(eq(parcelsTable.id, id), isNull(parcelsTable.removedAt)));
  return found;
}
