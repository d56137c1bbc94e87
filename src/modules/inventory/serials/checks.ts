import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

/** What is on hand of items whose pieces have serial numbers: all of it is always looked at. */
export const serialChecks: readonly Check[] = [
  {
    name: "An item with a serial number is on hand once, in a lot of its own",
    rows: sql`
      select l.code || ' / ' || v.sku as subject, 'one piece of a lot' as expected,
        b.on_hand || coalesce(' of ' || lots.code, ' without a lot') as found
      from variants v join stock_balances b on b.variant_id = v.id
      join locations l on l.id = b.location_id left join lots on lots.id = b.lot_id
      where v.has_serials and b.on_hand > 0 and (b.lot_id is null or b.on_hand <> 1)
      union all
      select lots.code || ' / ' || v.sku, 'one place', string_agg(l.code, ', ' order by l.code)
      from variants v join stock_balances b on b.variant_id = v.id
      join locations l on l.id = b.location_id join lots on lots.id = b.lot_id
      where v.has_serials and b.on_hand > 0
      group by lots.id, lots.code, v.sku having count(*) > 1`,
  },
  {
    name: "A balance says of its item whether it has serial numbers",
    rows: sql`
      select l.code || ' / ' || v.sku as subject, v.has_serials::text as expected, b.has_serials::text as found
      from stock_balances b join variants v on v.id = b.variant_id join locations l on l.id = b.location_id
      where b.has_serials <> v.has_serials`,
  },
];
