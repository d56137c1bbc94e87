import { type AnyColumn, and, eq, gt, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { lotState } from "@/modules/inventory/available";
import { locations, lots, stockBalances } from "@/modules/inventory/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { containing } from "@/platform/database/search";
import { ZERO } from "@/shared/quantity";
import type { ListPieces } from "./serial-input";

const contains = (column: AnyColumn, text: string) => sql`lower(${column}) like lower(${containing(text)})`;

/** Found by their numbers first: of thousands on hand nothing is read but those. */
const isNamed = (ctx: ReadContext, variantId: string, serials: readonly string[]) =>
  inArray(
    stockBalances.lotId,
    ctx.db
      .select({ id: lots.id })
      .from(lots)
      .where(
        sql`${lots.variantId} = ${variantId} and lower(${lots.code}) in
          (select lower(serial) from unnest(${arrayOf(serials, "text")}) as serial)`,
      ),
  );

const BY_SERIAL = keyset([inLetters(lots.code), "text"], [lots.id, "uuid"]);

/** The pieces of an item that are on hand, by serial number: all, of a place, searched for, or named. */
export async function listPieces(ctx: ReadContext, input: ListPieces) {
  const warehouse = alias(locations, "warehouse");
  const { variantId, warehouseId, locationId, search, serials } = input;
  const rows = await ctx.db
    .select({
      locationId: locations.id,
      locationCode: locations.code,
      warehouseId: warehouse.id,
      warehouseName: warehouse.name,
      lotId: lots.id,
      lotCode: lots.code,
      ...lotState,
      onHand: stockBalances.onHand,
      keys: BY_SERIAL.keys,
    })
    .from(stockBalances)
    .innerJoin(lots, eq(lots.id, stockBalances.lotId))
    .innerJoin(locations, eq(locations.id, stockBalances.locationId))
    .innerJoin(warehouse, eq(warehouse.id, stockBalances.warehouseId))
    .where(
      and(
        eq(stockBalances.variantId, variantId),
        warehouseId ? eq(stockBalances.warehouseId, warehouseId) : undefined,
        locationId ? eq(stockBalances.locationId, locationId) : undefined,
        gt(stockBalances.onHand, ZERO),
        warehouseScope(ctx, stockBalances.warehouseId),
        serials && isNamed(ctx, variantId, serials),
        search ? or(contains(lots.code, search), contains(locations.code, search)) : undefined,
        BY_SERIAL.after(input),
      ),
    )
    .orderBy(...BY_SERIAL.order())
    .limit(input.limit + 1);
  return BY_SERIAL.toPage(rows, input);
}
