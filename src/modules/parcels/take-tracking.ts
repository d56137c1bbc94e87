import { and, eq, isNull, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { orders, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { parcelsPacked, type TakeTracking } from "./contract";
import { lockShipments } from "./lock-shipment";
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
        sql`${orders.number} = any(${arrayOf(numbers, "bigint")})`,
        isNull(customers.erasedAt),
        isNull(parcels.removedAt),
        isNull(shipments.voidedAt),
        warehouseScope(ctx, orders.warehouseId),
      ),
    );
  return new Map(rows.map((row) => [parcelReference(row), { ...row, number: formatParcelNumber(row) }]));
}

type Changed = { parcel: Found; tracking: string };

/** A handful of statements for any number of lines. @returns how many: none of what is unpacked or voided by now */
async function writeNumbers(ctx: TxContext, changed: readonly Changed[]): Promise<number> {
  if (changed.length === 0) return 0;
  const locked = await lockShipments(ctx, [...new Set(changed.map(({ parcel }) => parcel.shipmentId))]);
  const shipments = new Map(locked.filter(({ voidedAt }) => voidedAt === null).map((each) => [each.id, each]));
  const rows = changed
    .filter(({ parcel }) => shipments.has(parcel.shipmentId))
    .map(({ parcel, tracking }) => ({ parcelId: parcel.id, tracking }));
  const written = await ctx.db.execute<{ id: string }>(sql`
    update ${parcels} as parcel set tracking = told.tracking, version = parcel.version + 1
      from ${rowsOf("told", { parcelId: "uuid", tracking: "text" }, rows)}
     where parcel.id = told."parcelId" and parcel.removed_at is null
    returning parcel.id`);
  const ids = new Set(written.map(({ id }) => id));
  const orderIds = new Set<string>();
  for (const { parcel, tracking } of changed) {
    const shipment = shipments.get(parcel.shipmentId);
    if (!shipment || !ids.has(parcel.id)) continue;
    orderIds.add(shipment.orderId);
    const before = { tracking: parcel.tracking };
    recordParcel(ctx, shipment, { parcelAct: "changed", parcel: parcel.number, before, after: { tracking } });
  }
  await tellTracking(ctx, [...shipments.values()]);
  if (orderIds.size > 0) emit(ctx, parcelsPacked, { orderIds: [...orderIds] });
  return ids.size;
}
