import { sql } from "drizzle-orm";
import * as z from "zod";
import { locations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";

const Rows = z.array(
  z.object({ locationId: z.string(), zoneId: z.string().nullable(), zoneCode: z.string().nullable() }),
);

/**
 * The zone that each bin stands in: of zones within zones the outermost, which one person walks through. None where a
 * bin stands in the warehouse itself.
 */
export async function zonesOfBins(ctx: TxContext, locationIds: readonly string[]) {
  const rows = Rows.parse(
    await ctx.db.execute(sql`
      with recursive up as (
        select bin.id as bin_id, bin.parent_id, null::uuid as zone_id
          from ${locations} bin where bin.id = any(${arrayOf(locationIds, "uuid")})
        union all
        select up.bin_id, part.parent_id, case when part.kind = 'zone' then part.id else up.zone_id end
          from up join ${locations} part on part.id = up.parent_id
      )
      select up.bin_id as "locationId", up.zone_id as "zoneId", zone.code as "zoneCode"
        from up left join ${locations} zone on zone.id = up.zone_id where up.parent_id is null`),
  );
  return new Map(rows.map((row) => [row.locationId, row]));
}
