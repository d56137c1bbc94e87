import { or, sql } from "drizzle-orm";
import * as z from "zod";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { locations, lots, stockMovements, stockTransactions } from "@/modules/inventory/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import type { FindSerial } from "./serial-input";
import { placeOfPiece, stateOf } from "./standing";

/** Two items may have the same serial number; more than so many nobody looks through. */
const PIECES_MAX = 20;

const Pieces = z.array(
  z.object({
    lotId: z.string(),
    serial: z.string(),
    variantId: z.string(),
    productId: z.string(),
    sku: z.string(),
    title: z.string(),
    optionValues: z.array(z.string()),
    expiresOn: z.string().nullable(),
    blockReason: z.string().nullable(),
    locationId: z.string().nullable(),
    locationCode: z.string().nullable(),
    warehouseId: z.string().nullable(),
    warehouseName: z.string().nullable(),
    lastTo: z.string(),
    movedAt: z.coerce.date(),
    documentKind: z.string().nullable(),
    documentId: z.string().nullable(),
    documentLabel: z.string().nullable(),
  }),
);

/**
 * The pieces that have a serial number, in letters of any case: where each is, or which document took it away. Empty
 * where none has. A piece is seen by whoever works where its last way began or ended; what came back and lies in
 * quarantine, or was scrapped, is in no warehouse, and is seen where it left.
 */
export async function findSerial(ctx: ReadContext, { serial }: FindSerial) {
  const rows = Pieces.parse(
    await ctx.db.execute(sql`
      select ${lots.id} as "lotId", ${lots.code} as serial, ${variants.id} as "variantId",
        ${variants.productId} as "productId", ${variantColumns.sku}, ${variantColumns.title},
        ${variantColumns.optionValues} as "optionValues", ${lots.expiresOn}::text as "expiresOn",
        ${lots.blockReason} as "blockReason",
        place.id as "locationId", place.code as "locationCode", place.warehouse_id as "warehouseId",
        warehouse.name as "warehouseName", last.to_location_id as "lastTo",
        entry.occurred_at as "movedAt", entry.document_kind as "documentKind", entry.document_id as "documentId",
        entry.document_label as "documentLabel"
      from ${lots}
      join ${variants} on ${variants.id} = ${lots.variantId} and ${variants.hasSerials}
      join ${products} on ${products.id} = ${variants.productId}
      ${placeOfPiece}
      join ${stockTransactions} entry on entry.id = last.transaction_id
      join lateral (
        select came.warehouse_id as came_from, went.warehouse_id as went_to from ${stockMovements} m
        join ${locations} came on came.id = m.from_location_id join ${locations} went on went.id = m.to_location_id
        where m.lot_id = ${lots.id} and coalesce(came.warehouse_id, went.warehouse_id) is not null
        order by m.id desc limit 1
      ) way on true
      left join ${locations} warehouse on warehouse.id = place.warehouse_id
      where lower(${lots.code}) = lower(${serial})
        and ${or(warehouseScope(ctx, sql`way.came_from`), warehouseScope(ctx, sql`way.went_to`))}
      order by last.id desc limit ${PIECES_MAX}`),
  );
  return rows.map(({ lastTo, locationId, locationCode, warehouseId, warehouseName, ...piece }) => ({
    ...piece,
    state: stateOf({ locationId, lastTo }),
    place:
      locationId === null || locationCode === null || warehouseId === null || warehouseName === null
        ? null
        : { locationId, locationCode, warehouseId, warehouseName },
  }));
}
