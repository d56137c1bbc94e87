import { sql } from "drizzle-orm";
import { z } from "zod";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { jsonRows } from "@/platform/database/json-rows";
import { type Quantity, toQuantity } from "@/shared/quantity";
import { locations, lots, stockBalances } from "./schema";

const PickRows = z.array(
  z.object({
    variant_id: z.string(),
    location_id: z.string(),
    location_code: z.string(),
    lot_id: z.string().nullable(),
    lot_code: z.string().nullable(),
    expires_on: z.string().nullable(),
    quantity: z.coerce.number().transform(toQuantity),
  }),
);

export type SuggestedPick = {
  variantId: string;
  locationId: string;
  locationCode: string;
  lotId: string | null;
  lotCode: string | null;
  expiresOn: string | null;
  quantity: Quantity;
};

/**
 * Where to take goods from: what goes off first leaves first, then the fullest bin. Short where bins hold too little.
 */
export async function suggestPicks(
  ctx: Context,
  input: { warehouseId: string; lines: readonly { variantId: string; quantity: Quantity }[] },
): Promise<SuggestedPick[]> {
  const wanted = input.lines.map((line) => ({ variant_id: line.variantId, quantity: line.quantity }));
  const rows = PickRows.parse(
    await ctx.db.execute(sql`
    with wanted as (
      select variant_id, sum(quantity) as quantity from jsonb_to_recordset(${jsonRows(wanted)}) as w(variant_id uuid, quantity bigint) group by variant_id
    ), offered as (
      select b.variant_id, b.location_id, l.code as location_code, b.lot_id, lots.code as lot_code, lots.expires_on::text, b.on_hand as free,
        wanted.quantity - coalesce(sum(b.on_hand) over (partition by b.variant_id order by lots.expires_on nulls last, b.on_hand desc, b.location_id, b.lot_id
          rows between unbounded preceding and 1 preceding), 0) as missing
      from ${stockBalances} b join wanted on wanted.variant_id = b.variant_id join ${locations} l on l.id = b.location_id left join ${lots} on lots.id = b.lot_id
      where b.warehouse_id = ${input.warehouseId} and b.on_hand > 0 and ${warehouseScope(ctx, sql`b.warehouse_id`)}
    )
    select variant_id, location_id, location_code, lot_id, lot_code, expires_on, least(free, missing) as quantity from offered where missing > 0
    order by variant_id, missing desc`),
  );
  return rows.map((row) => ({
    variantId: row.variant_id,
    locationId: row.location_id,
    locationCode: row.location_code,
    lotId: row.lot_id,
    lotCode: row.lot_code,
    expiresOn: row.expires_on,
    quantity: row.quantity,
  }));
}
