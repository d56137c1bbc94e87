import { type SQL, sql } from "drizzle-orm";
import { shopSettings } from "@/modules/shop/schema";
import { shopToday } from "@/modules/shop/shop-today";
import type { Db, Tx } from "@/platform/database/db";
import type { Sweep } from "@/platform/database/retention";
import { REPORT_DAYS_KEPT } from "./report";
import { soldByCustomer, soldByVariant, soldDays } from "./schema";
import { soldIn, SUMS, withinDays } from "./sold";

/** A day is kept when it has been over for a day: nearly nothing changes what it sold any more. */
const DAYS_OPEN = 2;
const shopZone = sql`(select ${shopSettings.timeZone} from ${shopSettings})`;
const ofCalendarDay = (timeZone: SQL) => withinDays({ from: sql`calendar.day`, to: sql`calendar.day`, timeZone });

/**
 * Adds up what left and came back on each day that is over and not kept, the newest first, and lets go of days that no
 * report compares with. Shipping and receiving write none of it, so nobody at work waits for a sum.
 */
export const keepSold: Sweep = async (db, signal) => {
  const within = ofCalendarDay(shopZone);
  const days = await db.execute<{ day: string }>(sql`
    select calendar.day::text as day
      from (select ${shopToday} - age as day
              from generate_series(${DAYS_OPEN}::integer, ${REPORT_DAYS_KEPT}::integer) age) as calendar
     where not exists (select from sold_days d where d.day = calendar.day and d.is_kept)
       and (exists (select from shipments s where ${within(sql`s.shipped_at`)})
         or exists (select from return_receipts b where ${within(sql`b.received_at`)}))
     order by calendar.day desc`);
  for (const { day } of days) {
    if (signal?.aborted) return 0;
    await db.transaction((tx) => keepDay(tx, day));
  }
  await dropOldDays(db);
  return 0;
};

/**
 * Under two locks: of the settings, so that the zone of the calendar stays as it is, and of the day's own row, where
 * whoever changes what it sold waits, and then takes the mark away again.
 */
async function keepDay(tx: Tx, day: string): Promise<void> {
  // The zone may have changed since the days were listed, and the day not be over in the new one.
  const [settings] = await tx.execute<{ zone: string; is_over: boolean }>(sql`
    select ${shopSettings.timeZone} as zone, ${day}::date <= ${shopToday} - ${DAYS_OPEN}::integer as is_over
    from ${shopSettings} for share`);
  if (!settings?.is_over) return;
  const [row] = await tx.execute<{ is_kept: boolean }>(sql`
    insert into ${soldDays} (day, is_kept) values (${day}::date, false)
    on conflict (day) do update set is_kept = sold_days.is_kept
    returning is_kept`);
  if (row?.is_kept) return;
  await forget(tx, sql`= ${day}::date`);
  const lines = soldIn({ condition: sql`true`, within: ofCalendarDay(sql`${settings.zone}::text`) });
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
  await tx.execute(sql`update ${soldDays} set is_kept = true where ${soldDays.day} = ${day}::date`);
}

async function forget(tx: Tx, which: SQL): Promise<void> {
  await tx.execute(sql`delete from ${soldByVariant} where ${soldByVariant.day} ${which}`);
  await tx.execute(sql`delete from ${soldByCustomer} where ${soldByCustomer.day} ${which}`);
}

const dropOldDays = (db: Db): Promise<void> =>
  db.transaction(async (tx) => {
    const isOld = sql`< ${shopToday} - ${REPORT_DAYS_KEPT}::integer`;
    await tx.execute(sql`select from ${soldDays} where ${soldDays.day} ${isOld} for update`);
    await forget(tx, isOld);
    await tx.execute(sql`delete from ${soldDays} where ${soldDays.day} ${isOld}`);
  });
