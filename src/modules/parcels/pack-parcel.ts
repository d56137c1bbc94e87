import { and, count, eq, isNull, sql } from "drizzle-orm";
import { nameOfCarrier } from "@/modules/shop/carriers/lock-carrier";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { subtractQuantity } from "@/shared/quantity";
import { nothingToPack, type PackParcel, parcelsPacked } from "./contract";
import { listPacked, type LockedShipment, lockShipment } from "./lock-shipment";
import { formatParcelNumber } from "./parcel";
import { parcels } from "./schema";
import { recordParcel, tellTracking, toldOf, writeLines } from "./write-parcel";

/**
 * Packs items of a shipment into a new parcel. The first takes over the number that the shipment has, as it was typed
 * when it was sent, unless it is given one of its own. Without lines it holds all that is in no parcel yet.
 *
 * @throws shipmentNotFound, shipmentVoided, nothingToPack, linesNotOfShipment, packsTooMuch, carrierNotFound,
 * carrierArchived
 */
export async function packParcel(ctx: Context, { shipmentId, lines: asked, ...input }: PackParcel) {
  return inTransaction(ctx, async (ctx) => {
    const shipment = await lockShipment(ctx, shipmentId);
    const lines = asked ?? (await listUnpacked(ctx, shipment));
    const carrier = await nameOfCarrier(ctx, input.carrierId, null);
    const [before = { parcels: 0 }] = await ctx.db
      .select({ parcels: count() })
      .from(parcels)
      .where(and(eq(parcels.shipmentId, shipmentId), isNull(parcels.removedAt)));
    const values = { ...input, tracking: input.tracking || (before.parcels === 0 ? shipment.tracking : "") };
    const [parcel] = await ctx.db
      .insert(parcels)
      .values({
        ...values,
        id: newId(),
        shipmentId,
        sequence: sql`(select coalesce(max(sequence), 0) + 1 from ${parcels} where shipment_id = ${shipmentId})`,
        packedBy: requireActorId(ctx),
        packedAt: ctx.now,
      })
      .returning({ id: parcels.id, sequence: parcels.sequence });
    if (!parcel) throw new Error("A parcel was not written.");
    await writeLines(ctx, shipment, parcel.id, lines);
    await tellTracking(ctx, [shipment]);
    const number = formatParcelNumber({
      orderNumber: shipment.orderNumber,
      shipmentSequence: shipment.sequence,
      sequence: parcel.sequence,
    });
    recordParcel(ctx, shipment, { parcelAct: "packed", parcel: number, after: toldOf(values, carrier, lines) });
    emit(ctx, parcelsPacked, { orderIds: [shipment.orderId] });
    return { parcelId: parcel.id, number };
  });
}

async function listUnpacked(ctx: TxContext, shipment: LockedShipment) {
  const left = (await listPacked(ctx, shipment.id, null)).flatMap(({ shipmentLineId, shipped, packed }) =>
    shipped > packed ? [{ shipmentLineId, quantity: subtractQuantity(shipped, packed) }] : [],
  );
  if (left.length === 0) throw nothingToPack({ shipment: shipment.number });
  return left;
}
