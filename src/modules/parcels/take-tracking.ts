import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { orders, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { parcelsPacked, type TakeTracking } from "./contract";
import { lockShipment } from "./lock-shipment";
import { formatParcelNumber, parcelReference } from "./parcel";
import { readTrackingFile, type TrackingFault, type TrackingLine } from "./read-tracking-file";
import { parcels } from "./schema";
import { recordParcel, tellTracking } from "./write-parcel";

/**
 * Reads tracking numbers back from the file of a carrier. The file is read whole before anything is written; then each
 * line that names a parcel gives it its number, and each that does not is told with its reason.
 *
 * @throws trackingFileUnreadable
 */
export async function takeTracking(ctx: Context, { text }: TakeTracking) {
  const { lines, faults } = readTrackingFile(text);
  return inTransaction(ctx, async (ctx) => {
    const known = await findParcels(ctx, lines);
    const named = lines.map((line) => ({ line, parcel: known.get(line.reference) }));
    const unknown = named.flatMap(({ line, parcel }): TrackingFault[] =>
      parcel ? [] : [{ line: line.line, reference: line.reference, reason: "No parcel has this reference." }],
    );
    const told = named.flatMap(({ line, parcel }) => (parcel ? [{ parcel, tracking: line.tracking }] : []));
    const changed = told.filter(({ parcel, tracking }) => parcel.tracking !== tracking);
    const taken = await writeNumbers(ctx, changed);
    return {
      taken,
      unchanged: told.length - changed.length,
      faults: [...faults, ...unknown].toSorted((one, other) => one.line - other.line),
    };
  });
}

type Found = { id: string; shipmentId: string; orderId: string; tracking: string; number: string };

/** Nobody is followed again who was erased, with a file of the months before. */
async function findParcels(ctx: TxContext, lines: readonly TrackingLine[]): Promise<ReadonlyMap<string, Found>> {
  const numbers = [...new Set(lines.map(({ orderNumber }) => orderNumber))];
  if (numbers.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      id: parcels.id,
      shipmentId: shipments.id,
      orderId: orders.id,
      tracking: parcels.tracking,
      orderNumber: orders.number,
      shipmentSequence: shipments.sequence,
      sequence: parcels.sequence,
    })
    .from(orders)
    .innerJoin(shipments, eq(shipments.orderId, orders.id))
    .innerJoin(parcels, eq(parcels.shipmentId, shipments.id))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(
      and(
        inArray(orders.number, numbers),
        isNull(customers.erasedAt),
        isNull(parcels.removedAt),
        isNull(shipments.voidedAt),
        warehouseScope(ctx, orders.warehouseId),
      ),
    );
  return new Map(rows.map((row) => [parcelReference(row), { ...row, number: formatParcelNumber(row) }]));
}

type Changed = { parcel: Found; tracking: string };

/** Shipment by shipment in key order, as everybody takes several. @returns how many: none of what is unpacked by now */
async function writeNumbers(ctx: TxContext, changed: readonly Changed[]): Promise<number> {
  const shipmentIds = [...new Set(changed.map(({ parcel }) => parcel.shipmentId))].toSorted();
  const orderIds = new Set<string>();
  let taken = 0;
  for (const shipmentId of shipmentIds) {
    const shipment = await lockShipment(ctx, shipmentId);
    for (const { parcel, tracking } of changed.filter((each) => each.parcel.shipmentId === shipmentId)) {
      const [written] = await ctx.db
        .update(parcels)
        .set({ tracking, version: sql`${parcels.version} + 1` })
        .where(and(eq(parcels.id, parcel.id), isNull(parcels.removedAt)))
        .returning({ id: parcels.id });
      if (!written) continue;
      taken += 1;
      orderIds.add(shipment.orderId);
      const before = { tracking: parcel.tracking };
      recordParcel(ctx, shipment, { parcelAct: "changed", parcel: parcel.number, before, after: { tracking } });
    }
    await tellTracking(ctx, shipment);
  }
  if (taken > 0) emit(ctx, parcelsPacked, { orderIds: [...orderIds] });
  return taken;
}
