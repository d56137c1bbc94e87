import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

/** Few rows, which are always all looked at. */
export const holdChecks: readonly Check[] = [
  {
    name: "What drafts hold of an item is the sum of their holds, and no more than is there and not reserved",
    rows: sql`
      with sums as (select warehouse_id, variant_id, sum(quantity) as quantity from stock_holds group by 1, 2)
      select l.code || ' / ' || v.sku as subject,
        least(coalesce(s.quantity, 0), coalesce(a.on_hand - a.reserved, 0))::text as expected,
        coalesce(a.held, 0)::text as found
      from sums s
      full join (select * from stock_availability where held > 0) a
        on a.warehouse_id = s.warehouse_id and a.variant_id = s.variant_id
      join locations l on l.id = coalesce(a.warehouse_id, s.warehouse_id)
      join variants v on v.id = coalesce(a.variant_id, s.variant_id)
      where coalesce(s.quantity, 0) <> coalesce(a.held, 0) or a.held > a.on_hand - a.reserved`,
  },
];
