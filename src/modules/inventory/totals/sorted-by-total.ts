import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import type { ListStock } from "@/modules/inventory/contract";
import { SHOP_ID } from "@/modules/shop/shop";
import type { ReadContext } from "@/platform/context";
import { decodeCursor, keyset } from "@/platform/database/keyset";
import { arrayOf } from "@/platform/database/rows";
import { mayUseWarehouse } from "@/shared/access";
import { stockTotals } from "./schema";

/** A part of a list that comes before or after the others as a whole, and where to begin in it. */
export type Part = { sorted: ReturnType<typeof keyset>; isIn?: SQL; cursor?: string | null | undefined };

const SORTS = { onHand: sql`kept.total_on_hand`, available: sql`kept.total_available` };

/** What has no total, since nothing of it is on hand, is a part of the list by itself: as if it had less than none. */
const WITHOUT_TOTAL = "-1";
const withoutTotal: Part = {
  sorted: keyset([sql`(-1)::bigint`, "bigint"], [variants.id, "uuid"]),
  isIn: sql`kept.variant_id is null`,
};
const withTotal = (sort: keyof typeof SORTS): Part => ({
  sorted: keyset([SORTS[sort], "bigint"], [sql`kept.variant_id`, "uuid"]),
  isIn: sql`kept.variant_id is not null`,
});

/** The totals where the list looks, to be joined. Of a few warehouses among many they are added up first. */
export function keptTotals(ctx: ReadContext, { warehouseId }: Pick<ListStock, "warehouseId">): SQL {
  const places = placesOf(ctx, warehouseId);
  if (places.length === 1)
    return sql`(
      select variant_id, on_hand as total_on_hand, available as total_available
      from ${stockTotals} where place_id = ${places[0]}) as kept`;
  return sql`(
    select variant_id, sum(on_hand)::bigint as total_on_hand, sum(available)::bigint as total_available
    from ${stockTotals} where place_id = any(${arrayOf(places, "uuid")}) group by variant_id) as kept`;
}

function placesOf({ actor }: ReadContext, warehouseId: string | undefined): readonly string[] {
  if (warehouseId !== undefined) return mayUseWarehouse(actor, warehouseId) ? [warehouseId] : [];
  if (actor.kind === "anyone") return [];
  return actor.kind === "system" || actor.warehouses === "all" ? [SHOP_ID] : actor.warehouses;
}

/** The parts in their order, from the one on in which the page before ended. */
export function partsByTotal({ sort, state, descending, cursor }: ListStock & { sort: keyof typeof SORTS }): Part[] {
  const kept = withTotal(sort);
  const all = descending ? [kept, withoutTotal] : [withoutTotal, kept];
  // What is on hand has a total, and an archived item is listed only as long as it is on hand.
  const parts = state === "out" ? [withoutTotal] : state === "in-stock" || state === "archived" ? [kept] : all;
  if (!cursor) return parts;
  const [total] = decodeCursor(cursor, z.tuple([z.string(), z.string()]));
  const [begun, ...others] = parts.slice(parts.indexOf(total === WITHOUT_TOTAL ? withoutTotal : kept));
  return begun ? [{ ...begun, cursor }, ...others] : [];
}
