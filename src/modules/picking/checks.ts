import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

/** What must hold between pick lists and what is bound for them. */
export const pickingChecks: readonly Check[] = [
  {
    name: "What is bound is for a pick list of its warehouse",
    rows: sql`
      select a.id::text as subject, coalesce(l.warehouse_id::text, 'a list') as expected,
        coalesce(bin.warehouse_id::text, 'none') as found
      from stock_allocations a
      left join pick_lists l on l.id = a.list_id
      left join locations bin on bin.id = a.location_id
      where (a.quantity > 0 or a.to_put_back > 0) and l.warehouse_id is distinct from bin.warehouse_id`,
  },
];
