import { and, gt, inArray, sql } from "drizzle-orm";
import * as z from "zod";
import { isGood } from "@/modules/inventory/available";
import { countRequests } from "@/modules/inventory/counts/schema";
import { lots, stockBalances, stockReservations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { arrayOf, insertRows } from "@/platform/database/rows";
import { newId } from "@/shared/id";
import { ZERO } from "@/shared/quantity";
import { type Bound, bindLines } from "./allocation";
import { stockAllocations } from "./schema";
import { changeHeld, lockReservations, lockStocked, tellOf } from "./write-allocations";

/** For which list what lies in each bin is bound: asked once it is known which, and before it is written. */
export type ListsOf = (ctx: TxContext, locationIds: readonly string[]) => Promise<(locationId: string) => List>;
/** `listLabel` is what people call it: `Pick list 12`. */
export type List = { listId: string; listLabel: string };

type Wanted = {
  listsOf: ListsOf;
  warehouseId: string;
  /** In the order in which they are served. Whoever asks holds them. */
  documentIds: readonly string[];
  /** Of these lines alone. */
  lineIds?: readonly string[];
};

/** What was bound of each document, and what of it lies nowhere that it may be taken from. */
export type Allocated = { documentId: string; bound: number; open: number };

/**
 * Binds what is reserved of documents, and not bound yet, to bins and lots: first expired first out, then the fullest
 * bin. Nothing is taken that is expired, bound to another list, or in a bin that is to be counted. The places are
 * locked before it is decided, so of a thousand who ask for the last piece one gets it.
 */
export async function allocateStock(ctx: TxContext, wanted: Wanted): Promise<Allocated[]> {
  const { listsOf, warehouseId, documentIds, lineIds } = wanted;
  assertWarehouse(ctx, warehouseId);
  const variantIds = await variantsOf(ctx, wanted);
  await lockStocked(ctx, warehouseId, variantIds);
  const places = await listFree(ctx, warehouseId, variantIds);
  const reservations = await lockReservations(ctx, documentIds, lineIds);
  const rank = new Map(documentIds.map((documentId, index) => [documentId, index]));
  const lines = reservations
    .filter((row) => row.warehouseId === warehouseId && row.quantity > row.allocated)
    .toSorted((one, other) => (rank.get(one.documentId) ?? 0) - (rank.get(other.documentId) ?? 0))
    .map((row) => ({ ...row, open: row.quantity - row.allocated }));
  const { bound, open } = bindLines(lines, places);
  const documentOf = new Map(lines.map(({ lineId, documentId }) => [lineId, documentId]));
  const listOf = await listsOf(ctx, [...new Set(bound.map(({ locationId }) => locationId))]);
  await insertBound(ctx, listOf, bound, documentOf);
  const sumOf = (rows: readonly { lineId: string; quantity: number }[], documentId: string) =>
    rows.filter(({ lineId }) => documentOf.get(lineId) === documentId).reduce((sum, row) => sum + row.quantity, 0);
  const left = open.map(({ lineId, open: quantity }) => ({ lineId, quantity }));
  return documentIds.map((documentId) => ({
    documentId,
    bound: sumOf(bound, documentId),
    open: sumOf(left, documentId),
  }));
}

/** Read before the reservations are locked: balances come first. */
async function variantsOf(ctx: TxContext, { documentIds, lineIds }: Wanted): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ variantId: stockReservations.variantId })
    .from(stockReservations)
    .where(
      and(
        inArray(stockReservations.documentId, [...documentIds]),
        lineIds && inArray(stockReservations.lineId, [...lineIds]),
        gt(stockReservations.quantity, ZERO),
      ),
    );
  return rows.map(({ variantId }) => variantId);
}

const Places = z.array(
  z.object({
    locationId: z.string(),
    variantId: z.string(),
    lotId: z.string().nullable(),
    expiresOn: z.string().nullable(),
    free: z.coerce.number(),
  }),
);
type Places = z.infer<typeof Places>;

async function listFree(ctx: TxContext, warehouseId: string, variantIds: readonly string[]): Promise<Places> {
  const places = Places.parse(
    await ctx.db.execute(sql`
      select b.location_id as "locationId", b.variant_id as "variantId", b.lot_id as "lotId",
        ${lots.expiresOn}::text as "expiresOn", b.on_hand - b.allocated as free
      from ${stockBalances} b left join ${lots} on ${lots.id} = b.lot_id
      where b.warehouse_id = ${warehouseId} and b.variant_id = any(${arrayOf(variantIds, "uuid")})
        and b.on_hand > b.allocated and ${isGood}
        and not exists (
          select from ${countRequests} asked where asked.location_id = b.location_id
            -- Who misses one piece of many by its number has not found the others either.
            and asked.variant_id = b.variant_id and (b.has_serials or asked.lot_id is not distinct from b.lot_id)
            and asked.counted_at is null)
      order by b.location_id, b.variant_id, b.lot_id`),
  );
  return places.toSorted(byExpiry);
}

const LAST_DAY = "9999-12-31";
const byExpiry = (one: Places[number], other: Places[number]): number =>
  (one.expiresOn ?? LAST_DAY).localeCompare(other.expiresOn ?? LAST_DAY) || other.free - one.free;

async function insertBound(
  ctx: TxContext,
  listOf: (locationId: string) => List,
  bound: readonly Bound[],
  documentOf: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = bound.flatMap((row) => {
    const documentId = documentOf.get(row.lineId);
    const list = listOf(row.locationId);
    return documentId === undefined ? [] : [{ ...row, ...list, id: newId(), documentId, createdAt: ctx.now }];
  });
  if (rows.length === 0) return;
  await insertRows(ctx, stockAllocations, rows);
  await changeHeld(
    ctx,
    rows.map((row) => ({ ...row, reserved: row.quantity, held: row.quantity })),
  );
  tellOf(ctx, rows);
}
