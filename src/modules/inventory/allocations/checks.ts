import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

/** What is bound follows from allocations; nothing is bound that is not reserved, or not in its bin. */
export const allocationChecks: readonly Check[] = [
  {
    name: "What is allocated of a reservation is the sum of its allocations",
    rows: sql`
      with sums as (select line_id, sum(quantity) as quantity from stock_allocations where quantity > 0 group by 1)
      select line_id::text as subject, coalesce(s.quantity, 0)::text as expected,
        coalesce(r.allocated, 0)::text as found
      from sums s full join (select line_id, allocated from stock_reservations where allocated > 0) r using (line_id)
      where coalesce(s.quantity, 0) <> coalesce(r.allocated, 0)`,
  },
  {
    name: "What is allocated in a bin is the sum of its allocations, and of what is to be put back",
    rows: sql`
      with sides as (
        select location_id, variant_id, lot_id, quantity + to_put_back as bound, 0 as kept
        from stock_allocations where quantity > 0 or to_put_back > 0
        union all
        select location_id, variant_id, lot_id, 0, allocated from stock_balances where allocated > 0
      )
      select l.code || ' / ' || v.sku as subject, sum(bound)::text as expected, sum(kept)::text as found
      from sides join locations l on l.id = location_id join variants v on v.id = variant_id
      group by location_id, variant_id, lot_id, l.code, v.sku
      having sum(bound) <> sum(kept)`,
  },
  {
    name: "No more is allocated than is reserved, nor than is in the bin",
    rows: sql`
      select line_id::text as subject, '0 <= allocated <= reserved' as expected,
        allocated || ' of ' || quantity as found
      from stock_reservations where allocated < 0 or allocated > quantity
      union all
      select l.code || ' / ' || v.sku, '0 <= allocated <= on hand', b.allocated || ' of ' || b.on_hand
      from stock_balances b join locations l on l.id = b.location_id join variants v on v.id = b.variant_id
      where b.allocated < 0 or b.allocated > b.on_hand`,
  },
];
