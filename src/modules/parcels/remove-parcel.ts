import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { parcelHandedOver, parcelsPacked, type RemoveParcel } from "./contract";
import { lockParcel } from "./lock-shipment";
import { parcelLines, parcels } from "./schema";
import { recordParcel, tellTracking } from "./write-parcel";

/**
 * Unpacks a parcel that is still here: its items may go into others. Its number is not given again; the tracking number
 * of the only one stays with the shipment, and the next that is packed takes it over.
 * @throws parcelNotFound, shipmentVoided, parcelHandedOver
 */
export async function removeParcel(ctx: Context, { parcelId }: RemoveParcel) {
  return inTransaction(ctx, async (ctx) => {
    const { shipment, parcel, number } = await lockParcel(ctx, parcelId);
    if (parcel.handedOverAt !== null) throw parcelHandedOver({ parcel: number });
    await ctx.db.delete(parcelLines).where(eq(parcelLines.parcelId, parcelId));
    await ctx.db
      .update(parcels)
      .set({ removedAt: ctx.now, version: parcel.version + 1 })
      .where(eq(parcels.id, parcelId));
    await tellTracking(ctx, [shipment]);
    recordParcel(ctx, shipment, {
      parcelAct: "removed",
      parcel: number,
      ...(parcel.tracking && { before: { tracking: parcel.tracking }, after: { tracking: "" } }),
    });
    emit(ctx, parcelsPacked, { orderIds: [shipment.orderId] });
    return { parcelId };
  });
}
