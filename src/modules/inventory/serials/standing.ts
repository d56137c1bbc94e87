import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { locations, lots, stockBalances, stockMovements } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { mayUseWarehouse } from "@/shared/access";
import type { SerialState, Standing } from "./serial";

/** Where the piece of a lot is: the bin that holds it, and where its last movement went. For a `from lots`. */
export const placeOfPiece: SQL = sql`
  left join lateral (
    select l.id, l.code, l.warehouse_id from ${stockBalances} b join ${locations} l on l.id = b.location_id
    where b.lot_id = ${lots.id} and b.on_hand > 0 limit 1
  ) place on true
  left join lateral (
    select m.id, m.transaction_id, m.from_location_id, m.to_location_id from ${stockMovements} m
    where m.lot_id = ${lots.id} order by m.id desc limit 1
  ) last on true`;

const HOLDER_OF_PIECE: SQL = sql`
  left join lateral (
    select a.list_label from ${stockAllocations} a
    where a.lot_id = ${lots.id} and (a.quantity > 0 or a.to_put_back > 0) limit 1
  ) held on true`;

type Ends = { locationId: string | null; lastTo: string | null };
export function stateOf({ locationId, lastTo }: Ends): SerialState {
  if (locationId !== null) return "on-hand";
  if (lastTo === null) return "new";
  if (lastTo === VIRTUAL_LOCATION_IDS.customer) return "shipped";
  return lastTo === VIRTUAL_LOCATION_IDS.quarantine ? "quarantine" : "gone";
}

const Rows = z.array(
  z.object({
    lotId: z.string(),
    variantId: z.string(),
    serial: z.string(),
    sku: z.string(),
    locationId: z.string().nullable(),
    locationCode: z.string().nullable(),
    warehouseId: z.string().nullable(),
    lastTo: z.string().nullable(),
    list: z.string().nullable(),
  }),
);
/** `list` is the pick list that it is fetched for, or has been. */
export type PieceAt = Standing & {
  lotId: string;
  variantId: string;
  locationId: string | null;
  list: string | null;
};

/** Where the pieces of these lots stand, of items that have serial numbers. `which` is a condition on `lots`. */
export async function listStanding(ctx: Pick<Context, "db" | "actor">, which: SQL): Promise<PieceAt[]> {
  const rows = Rows.parse(
    await ctx.db.execute(sql`
      select ${lots.id} as "lotId", ${lots.variantId} as "variantId", ${lots.code} as serial, ${variants.sku} as sku,
        place.id as "locationId", place.code as "locationCode", place.warehouse_id as "warehouseId",
        last.to_location_id as "lastTo",
        case held.list_label when '' then 'a pick list' else held.list_label end as list
      from ${lots} join ${variants} on ${variants.id} = ${lots.variantId} and ${variants.hasSerials}
      ${placeOfPiece}
      ${HOLDER_OF_PIECE}
      where ${which} order by lower(${lots.code}), ${lots.id}`),
  );
  return rows.map(({ warehouseId, lastTo, locationCode, ...row }) => ({
    ...row,
    state: stateOf({ ...row, lastTo }),
    locationCode: warehouseId !== null && mayUseWarehouse(ctx.actor, warehouseId) ? locationCode : null,
  }));
}

export const toStanding = ({ serial, sku, state, locationCode }: Standing): Standing => ({
  serial,
  sku,
  state,
  locationCode,
});
