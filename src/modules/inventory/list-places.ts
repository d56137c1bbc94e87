import { and, eq, gt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { ZERO } from "@/shared/quantity";
import { lotState } from "./available";
import { locations, lots, stockBalances } from "./schema";
import type { ListPlaces } from "./serials/serial-input";

const warehouses = alias(locations, "warehouses");

/** What never expires stands last in its bin. No code is empty, so that what is in no lot stands before the lots. */
const AS_ONE_WALKS = keyset(
  [inLetters(warehouses.name), "text"],
  [inLetters(locations.code), "text"],
  [sql`coalesce(${lots.expiresOn}, date '9999-12-31')`, "date"],
  [inLetters(sql`coalesce(${lots.code}, '')`), "text"],
  [stockBalances.locationId, "uuid"],
);

/** The bins and lots that hold an item, in the order in which one walks past them. */
export async function listPlaces(ctx: ReadContext, input: ListPlaces) {
  const rows = await ctx.db
    .select({
      locationId: locations.id,
      locationCode: locations.code,
      warehouseId: warehouses.id,
      warehouseName: warehouses.name,
      lotId: lots.id,
      lotCode: lots.code,
      ...lotState,
      onHand: stockBalances.onHand,
      keys: AS_ONE_WALKS.keys,
    })
    .from(stockBalances)
    .innerJoin(locations, eq(locations.id, stockBalances.locationId))
    .innerJoin(warehouses, eq(warehouses.id, stockBalances.warehouseId))
    .leftJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(
      and(
        eq(stockBalances.variantId, input.variantId),
        gt(stockBalances.onHand, ZERO),
        warehouseScope(ctx, stockBalances.warehouseId),
        AS_ONE_WALKS.after(input),
      ),
    )
    .orderBy(...AS_ONE_WALKS.order())
    .limit(input.limit + 1);
  return AS_ONE_WALKS.toPage(rows, input);
}
