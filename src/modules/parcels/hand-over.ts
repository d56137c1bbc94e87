import { and, eq, inArray, isNull } from "drizzle-orm";
import { orders, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type HandOver, parcelNotFound, parcelsHandedOver } from "./contract";
import { formatParcelNumber } from "./parcel";
import { parcels } from "./schema";
import { recordParcel } from "./write-parcel";

/**
 * The carrier has taken these parcels, or has not after all. What is so already stays as it is: two who tick off the
 * same do it once. @throws parcelNotFound of any that is gone, or whose shipment was voided; then nothing changes
 */
export async function handOver(ctx: Context, { parcelIds }: HandOver, isHandedOver = true) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockParcels(ctx, parcelIds);
    const changed = found.filter(({ handedOverAt }) => (handedOverAt !== null) !== isHandedOver);
    if (changed.length === 0) return { parcelIds: [], left: found.length };
    const ids = changed.map(({ id }) => id);
    await ctx.db
      .update(parcels)
      .set({
        handedOverAt: isHandedOver ? ctx.now : null,
        handedOverBy: isHandedOver ? requireActorId(ctx) : null,
      })
      .where(inArray(parcels.id, ids));
    for (const parcel of changed)
      recordParcel(ctx, parcel, {
        parcelAct: isHandedOver ? "handed over" : "took back",
        parcel: formatParcelNumber(parcel),
      });
    emit(ctx, parcelsHandedOver, { orderIds: [...new Set(changed.map(({ orderId }) => orderId))] });
    return { parcelIds: ids, left: found.length - changed.length };
  });
}

/** Their shipments first, in key order: whoever voids or packs one of them waits. */
async function lockParcels(ctx: TxContext, parcelIds: readonly string[]) {
  const ids = [...new Set(parcelIds)];
  await ctx.db
    .select({ id: shipments.id })
    .from(shipments)
    .where(
      inArray(shipments.id, ctx.db.select({ id: parcels.shipmentId }).from(parcels).where(inArray(parcels.id, ids))),
    )
    .orderBy(shipments.id)
    .for("no key update");
  const found = await ctx.db
    .select({
      id: parcels.id,
      handedOverAt: parcels.handedOverAt,
      sequence: parcels.sequence,
      shipmentSequence: shipments.sequence,
      orderId: orders.id,
      orderNumber: orders.number,
      warehouseId: orders.warehouseId,
    })
    .from(parcels)
    .innerJoin(shipments, eq(shipments.id, parcels.shipmentId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(
      and(
        inArray(parcels.id, ids),
        isNull(parcels.removedAt),
        isNull(shipments.voidedAt),
        warehouseScope(ctx, orders.warehouseId),
      ),
    );
  if (found.length < ids.length) throw parcelNotFound({});
  return found;
}
