import { sql } from "drizzle-orm";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type HandOver, nothingHandedOver, parcelNotFound, parcelsHandedOver } from "./contract";
import { lockShipments } from "./lock-shipment";
import { formatParcelNumber, type NotHandedOver } from "./parcel";
import { parcels } from "./schema";
import { recordParcel } from "./write-parcel";

/**
 * The carrier has taken these parcels, or has not after all. What is so already stays as it is: two who tick off the
 * same do it once. One that was unpacked, or whose shipment was voided, is left out and named.
 *
 * @throws parcelNotFound of any that is not there, and nothingHandedOver where all are left out; then nothing changes
 */
export async function handOver(ctx: Context, { parcelIds }: HandOver, isHandedOver = true) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockParcels(ctx, parcelIds);
    const refused = found.flatMap(({ id, number, why }): NotHandedOver[] =>
      why ? [{ parcelId: id, number, why }] : [],
    );
    if (refused.length === found.length) throw nothingHandedOver({ parcels: refused });
    const good = found.filter(({ why }) => why === null);
    const changed = good.filter(({ handedOverAt }) => (handedOverAt !== null) !== isHandedOver);
    const outcome = { parcelIds: changed.map(({ id }) => id), left: good.length - changed.length, refused };
    if (changed.length === 0) return outcome;
    await ctx.db
      .update(parcels)
      .set({
        handedOverAt: isHandedOver ? ctx.now : null,
        handedOverBy: isHandedOver ? requireActorId(ctx) : null,
      })
      .where(sql`${parcels.id} = any(${arrayOf(outcome.parcelIds, "uuid")})`);
    for (const { shipment, number } of changed)
      recordParcel(ctx, shipment, { parcelAct: isHandedOver ? "handed over" : "took back", parcel: number });
    emit(ctx, parcelsHandedOver, { orderIds: [...new Set(changed.map(({ shipment }) => shipment.orderId))] });
    return outcome;
  });
}

/** Their shipments first, in key order: whoever voids or packs one of them waits. */
async function lockParcels(ctx: TxContext, parcelIds: readonly string[]) {
  const ids = [...new Set(parcelIds)];
  const isAsked = sql`${parcels.id} = any(${arrayOf(ids, "uuid")})`;
  const named = await ctx.db.selectDistinct({ id: parcels.shipmentId }).from(parcels).where(isAsked);
  const locked = await lockShipments(
    ctx,
    named.map(({ id }) => id),
  );
  const byId = new Map(locked.map((shipment) => [shipment.id, shipment]));
  const rows = await ctx.db
    .select({
      id: parcels.id,
      shipmentId: parcels.shipmentId,
      sequence: parcels.sequence,
      handedOverAt: parcels.handedOverAt,
      removedAt: parcels.removedAt,
    })
    .from(parcels)
    .where(isAsked)
    .orderBy(parcels.id);
  const found = rows.flatMap(({ shipmentId, removedAt, ...row }) => {
    const shipment = byId.get(shipmentId);
    if (!shipment) return [];
    const { orderNumber, sequence: shipmentSequence } = shipment;
    const number = formatParcelNumber({ orderNumber, shipmentSequence, sequence: row.sequence });
    const why: NotHandedOver["why"] | null =
      shipment.voidedAt !== null ? "voided" : removedAt !== null ? "unpacked" : null;
    return [{ ...row, shipment, number, why }];
  });
  if (found.length < ids.length) throw parcelNotFound({});
  return found;
}
