import { eq } from "drizzle-orm";
import { lockCarrier, nameOfCarrier } from "@/modules/shop/carriers/lock-carrier";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type EditParcel, parcelChangedMeanwhile, parcelsPacked } from "./contract";
import { lockParcel } from "./lock-shipment";
import { parcelLines, parcels } from "./schema";
import { recordParcel, tellTracking, toldOf, writeLines } from "./write-parcel";

/**
 * Corrects a parcel: what lies in it, who carries it, under which number; also after it was handed over.
 * @throws parcelNotFound, shipmentVoided, parcelChangedMeanwhile, linesNotOfShipment, packsTooMuch, carrierNotFound,
 * carrierArchived
 */
export async function editParcel(ctx: Context, { parcelId, version, lines, ...values }: EditParcel) {
  return inTransaction(ctx, async (ctx) => {
    const { shipment, parcel, number } = await lockParcel(ctx, parcelId);
    if (parcel.version !== version) throw parcelChangedMeanwhile({ version: parcel.version, parcel: number });
    const was = parcel.carrierId === null ? "" : (await lockCarrier(ctx, parcel.carrierId, "share")).name;
    const carrier = await nameOfCarrier(ctx, values.carrierId, parcel.carrierId);
    const held = await ctx.db.select().from(parcelLines).where(eq(parcelLines.parcelId, parcelId));
    await ctx.db
      .update(parcels)
      .set({ ...values, version: version + 1 })
      .where(eq(parcels.id, parcelId));
    await writeLines(ctx, shipment, parcelId, lines);
    await tellTracking(ctx, [shipment]);
    recordParcel(ctx, shipment, {
      parcelAct: "changed",
      parcel: number,
      before: toldOf(parcel, was, held),
      after: toldOf(values, carrier, lines),
    });
    emit(ctx, parcelsPacked, { orderIds: [shipment.orderId] });
    return { parcelId, version: version + 1 };
  });
}
