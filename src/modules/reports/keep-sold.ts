import { type SQL, sql } from "drizzle-orm";
import { keepDays } from "@/modules/shop/kept-days";
import type { Tx } from "@/platform/database/db";
import { REPORT_DAYS_KEPT } from "./report";
import { soldByCustomer, soldByVariant, soldDays } from "./schema";
import { soldIn, SUMS, withinDays } from "./sold";

const ofCalendarDay = (timeZone: SQL) => withinDays({ from: sql`calendar.day`, to: sql`calendar.day`, timeZone });

/** What left and came back on each day. Nobody compares with a day that is older than those that are kept. */
export const keepSold = keepDays({
  days: soldDays,
  sums: [soldByVariant, soldByCustomer],
  daysMax: REPORT_DAYS_KEPT,
  hasAny: (timeZone) => {
    const within = ofCalendarDay(timeZone);
    return sql`(exists (select from shipments s where ${within(sql`s.shipped_at`)})
      or exists (select from return_receipts b where ${within(sql`b.received_at`)}))`;
  },
  keep,
});

async function keep(tx: Tx, day: string, timeZone: SQL): Promise<void> {
  const lines = soldIn({ condition: sql`true`, within: ofCalendarDay(timeZone) });
  const of = (key: SQL): SQL => sql`
    select calendar.day, warehouse_id, ${key}, ${SUMS}
      from (select ${day}::date as day) as calendar cross join lateral ${lines} sold
     group by calendar.day, warehouse_id, ${key}`;
  await tx.execute(sql`
    insert into ${soldByVariant} (day, warehouse_id, variant_id, quantity, net, known_net, cost)
    ${of(sql`variant_id`)}`);
  await tx.execute(sql`
    insert into ${soldByCustomer} (day, warehouse_id, customer_id, quantity, net, known_net, cost)
    ${of(sql`customer_id`)}`);
}
