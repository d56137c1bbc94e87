import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import type { ListStock } from "@/modules/inventory/contract";
import { SHOP_ID } from "@/modules/shop/shop";
import type { ReadContext } from "@/platform/context";
import { decodeCursor, keyset } from "@/platform/database/keyset";
import { arrayOf } from "@/platform/database/rows";
import { mayUseWarehouse } from "@/shared/access";
import { stockSets, stockSetTotals, stockTotals } from "./schema";

/** A part of a list that comes before or after the others as a whole, and where to begin in it. */
export type Part = {
  sorted: ReturnType<typeof keyset>;
  /** Totals that are joined as `kept`, and which of the rows are in this part. */
  totals?: SQL;
  isIn?: SQL;
  cursor?: string | null | undefined;
};

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

/** The totals where the list looks, to be joined: kept ones, but for a set of warehouses whose totals are not. */
async function keptTotals(ctx: ReadContext, { warehouseId }: Pick<ListStock, "warehouseId">): Promise<SQL> {
  const places = placesOf(ctx, warehouseId);
  if (places.length === 1) return totalsOf(stockTotals, places[0] ?? "");
  const warehouseIds = arrayOf(places.toSorted(), "uuid");
  const [set] = await ctx.db
    .select({ id: stockSets.id })
    .from(stockSets)
    .where(sql`${stockSets.warehouseIds} = ${warehouseIds}`);
  if (set) return totalsOf(stockSetTotals, set.id);
  return sql`(
    select variant_id, sum(on_hand)::bigint as total_on_hand, sum(available)::bigint as total_available
    from ${stockTotals} where place_id = any(${warehouseIds}) group by variant_id) as kept`;
}

const totalsOf = (table: typeof stockTotals | typeof stockSetTotals, placeId: string): SQL => sql`(
  select variant_id, on_hand as total_on_hand, available as total_available
  from ${table} where place_id = ${placeId}) as kept`;

function placesOf({ actor }: ReadContext, warehouseId: string | undefined): readonly string[] {
  if (warehouseId !== undefined) return mayUseWarehouse(actor, warehouseId) ? [warehouseId] : [];
  if (actor.kind === "anyone") return [];
  return actor.kind === "system" || actor.warehouses === "all" ? [SHOP_ID] : actor.warehouses;
}

type ByTotal = ListStock & { sort: keyof typeof SORTS };

/** The parts in their order, from the one on in which the page before ended. */
export async function partsByTotal(ctx: ReadContext, input: ByTotal): Promise<Part[]> {
  const totals = await keptTotals(ctx, input);
  return partsOf(input).map((part) => ({ ...part, totals }));
}

function partsOf({ sort, state, descending, cursor }: ByTotal): Part[] {
  const kept = withTotal(sort);
  const all = descending ? [kept, withoutTotal] : [withoutTotal, kept];
  // What is on hand has a total, and an archived item is listed only as long as it is on hand.
  const parts = state === "out" ? [withoutTotal] : state === "in-stock" || state === "archived" ? [kept] : all;
  if (!cursor) return parts;
  const [total] = decodeCursor(cursor, z.tuple([z.string(), z.string()]));
  const [begun, ...others] = parts.slice(parts.indexOf(total === WITHOUT_TOTAL ? withoutTotal : kept));
  return begun ? [{ ...begun, cursor }, ...others] : [];
}
