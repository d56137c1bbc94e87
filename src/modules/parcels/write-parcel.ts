import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { formatOrderNumber } from "@/modules/orders/order";
import { keepTracking } from "@/modules/orders/tracked/keep-tracking";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import type { Quantity } from "@/shared/quantity";
import { linesNotOfShipment, packsTooMuch } from "./contract";
import { listPacked, type LockedShipment } from "./lock-shipment";
import { parcelLines, parcels } from "./schema";

type Line = { shipmentLineId: string; quantity: Quantity };

/** Puts items of a locked shipment into a parcel, in place of its own. @throws linesNotOfShipment, packsTooMuch */
export async function writeLines(
  ctx: TxContext,
  shipment: LockedShipment,
  parcelId: string,
  lines: readonly Line[],
): Promise<void> {
  const known = await listPacked(ctx, shipment.id, parcelId);
  const foreign = lines.filter((line) => !known.some((each) => each.shipmentLineId === line.shipmentLineId));
  if (foreign.length > 0)
    throw linesNotOfShipment({
      shipment: shipment.number,
      shipmentLineIds: foreign.map(({ shipmentLineId }) => shipmentLineId),
    });
  const tooMuch = known.flatMap(({ shipmentLineId, sku, shipped, packed }) => {
    const asked = lines.find((line) => line.shipmentLineId === shipmentLineId)?.quantity ?? 0;
    const left = shipped - packed;
    return asked > left ? [{ shipmentLineId, sku, asked, left }] : [];
  });
  if (tooMuch.length > 0) throw packsTooMuch({ shipment: shipment.number, lines: tooMuch });
  await ctx.db.delete(parcelLines).where(eq(parcelLines.parcelId, parcelId));
  await ctx.db.insert(parcelLines).values(lines.map((line) => ({ ...line, parcelId })));
}

/**
 * Shipments are found by the numbers of all their parcels, also by those who know of no parcels. One without parcels
 * keeps the number that it had: whoever unpacks the only one, to pack it anew, loses nothing that was typed.
 */
export async function tellTracking(ctx: TxContext, shipments: readonly LockedShipment[]): Promise<void> {
  const shipmentIds = shipments.map(({ id }) => id);
  const packed = await ctx.db
    .select({ shipmentId: parcels.shipmentId, tracking: parcels.tracking })
    .from(parcels)
    .where(and(sql`${parcels.shipmentId} = any(${arrayOf(shipmentIds, "uuid")})`, isNull(parcels.removedAt)))
    .orderBy(asc(parcels.sequence));
  const numbersOf = new Map<string, Set<string>>();
  for (const { shipmentId, tracking } of packed) {
    const numbers = numbersOf.get(shipmentId) ?? new Set();
    numbersOf.set(shipmentId, tracking === "" ? numbers : numbers.add(tracking));
  }
  const told = shipments.flatMap((shipment) => {
    const numbers = numbersOf.get(shipment.id);
    const tracking = numbers ? [...numbers].join(", ") : shipment.tracking;
    return tracking === shipment.tracking ? [] : [{ ...shipment, shipmentId: shipment.id, tracking }];
  });
  await keepTracking(ctx, told);
}

type Told = Record<string, string | number | null>;
/** The act is the verb that the history says. */
type ParcelAct = "packed" | "changed" | "removed" | "handed over" | "took back";
type Recorded = { parcelAct: ParcelAct; parcel: string; before?: Told; after?: Told };
type OfOrder = { orderId: string; orderNumber: number; warehouseId: string };

/** Parcels have their history with their order. */
export function recordParcel(
  ctx: TxContext,
  of: OfOrder,
  { parcelAct, parcel, before = {}, after = {} }: Recorded,
): void {
  recordChange(ctx, {
    entity: "order",
    entityId: of.orderId,
    label: formatOrderNumber(of.orderNumber),
    warehouseIds: [of.warehouseId],
    before,
    after: { parcelAct, parcel, ...after },
  });
}

type Values = {
  service: string;
  tracking: string;
  weight: number | null;
  length: number | null;
  width: number | null;
  height: number | null;
};

/** What of a parcel the history tells. */
export const toldOf = (values: Values, carrier: string, lines: readonly { quantity: number }[]): Told => ({
  packed: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  carrier: carriedBy(carrier, values.service),
  tracking: values.tracking,
  grams: values.weight,
  size: values.length === null ? "" : [values.length, values.width, values.height].join(" × "),
});
