import { sql } from "drizzle-orm";
import * as z from "zod";
import { isGood } from "@/modules/inventory/available";
import type { SuggestPicks } from "@/modules/inventory/contract";
import { locations, lots, stockBalances } from "@/modules/inventory/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { toQuantity } from "@/shared/quantity";

const SuggestedPicks = z.array(
  z.object({
    variantId: z.string(),
    locationId: z.string(),
    locationCode: z.string(),
    lotId: z.string().nullable(),
    lotCode: z.string().nullable(),
    expiresOn: z.string().nullable(),
    quantity: z.coerce.number().transform(toQuantity),
  }),
);
export type SuggestedPick = z.infer<typeof SuggestedPicks>[number];

/**
 * The bins to pick from: first expired first out, then the fullest bin, and never what is expired, or allocated to
 * a pick list. Fewer items where bins hold too little.
 */
export async function suggestPicks(ctx: Context, { warehouseId, lines }: SuggestPicks): Promise<SuggestedPick[]> {
  return SuggestedPicks.parse(
    await ctx.db.execute(sql`
      with wanted as (
        select "variantId" as variant_id, sum(quantity) as quantity
        from ${rowsOf("line", { variantId: "uuid", quantity: "bigint" }, lines)} group by "variantId"
      ), offered as (
        select b.variant_id, b.location_id, l.code as location_code, b.lot_id, lots.code as lot_code,
          lots.expires_on::text, b.free,
          wanted.quantity - coalesce(sum(b.free) over (
            partition by b.variant_id order by lots.expires_on nulls last, b.free desc, b.location_id, b.lot_id
            rows between unbounded preceding and 1 preceding
          ), 0) as missing
        from (select *, on_hand - allocated as free from ${stockBalances}) b
        join wanted on wanted.variant_id = b.variant_id
        join ${locations} l on l.id = b.location_id
        left join ${lots} on lots.id = b.lot_id
        where b.warehouse_id = ${warehouseId} and b.free > 0 and ${warehouseScope(ctx, sql`b.warehouse_id`)}
          and ${isGood}
      )
      select variant_id as "variantId", location_id as "locationId", location_code as "locationCode",
        lot_id as "lotId", lot_code as "lotCode", expires_on as "expiresOn", least(free, missing) as quantity
      from offered where missing > 0
      order by variant_id, missing desc`),
  );
}
