import { type SQL, sql } from "drizzle-orm";
import { keepDays } from "@/modules/shop/kept-days";
import type { Tx } from "@/platform/database/db";
import { countSales, isOfDay, SALES_OF_VARIANT, SALES_OF_WAREHOUSE } from "./sales";
import { SALES_DAYS_MAX } from "./sales/sales-input";
import { salesByVariant, salesByWarehouse, salesDays } from "./sales/schema";
import { orders } from "./schema";

/** What was ordered on each day and not cancelled since. */
export const keepSales = keepDays({
  days: salesDays,
  sums: [salesByWarehouse, salesByVariant],
  daysMax: SALES_DAYS_MAX,
  hasAny: (timeZone) => sql`exists (select from ${orders} where ${isOfDay(timeZone)})`,
  keep,
});

async function keep(tx: Tx, day: string, timeZone: SQL): Promise<void> {
  const calendar = sql`(select ${day}::date as day) as calendar`;
  const counted = (of: Parameters<typeof countSales>[2]): SQL =>
    sql`${calendar} cross join lateral (${countSales(sql`true`, timeZone, of)}) as counted`;
  await tx.execute(sql`
    insert into ${salesByWarehouse} (day, warehouse_id, net, orders)
    select calendar.day, warehouse_id, net, orders from ${counted(SALES_OF_WAREHOUSE)}`);
  await tx.execute(sql`
    insert into ${salesByVariant} (day, warehouse_id, variant_id, quantity, net)
    select calendar.day, warehouse_id, variant_id, quantity, net from ${counted(SALES_OF_VARIANT)}`);
}
