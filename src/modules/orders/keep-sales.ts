import { type SQL, sql } from "drizzle-orm";
import { shopSettings } from "@/modules/shop/schema";
import { shopToday } from "@/modules/shop/shop-today";
import type { Db, Tx } from "@/platform/database/db";
import type { Sweep } from "@/platform/database/retention";
import { SALES_DAYS_MAX } from "./contract";
import { countSales, isOfDay, SALES_OF_VARIANT, SALES_OF_WAREHOUSE } from "./sales";
import { salesByVariant, salesByWarehouse, salesDays } from "./sales/schema";
import { orders } from "./schema";

/** A day is kept when it has been over for a day: almost nothing changes what it sold any more. */
const DAYS_OPEN = 2;
const shopZone = sql`(select ${shopSettings.timeZone} from ${shopSettings})`;

/**
 * Adds up the sales of each day that is over, has orders and is not kept, the newest first, and lets go of days that
 * nobody can ask for. Placing and shipping write none of it, so no order waits for a sum.
 */
export const keepSales: Sweep = async (db, signal) => {
  const days = await db.execute<{ day: string }>(sql`
    select calendar.day::text as day
    from (select ${shopToday} - age as day from generate_series(${DAYS_OPEN}::integer, ${SALES_DAYS_MAX}::integer) age)
      as calendar
    where not exists (select from ${salesDays} where ${salesDays.day} = calendar.day and ${salesDays.isKept})
      and exists (select from ${orders} where ${isOfDay(shopZone)})
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
 * whoever changes an order of this day waits, and then takes the mark away again.
 */
async function keepDay(tx: Tx, day: string): Promise<void> {
  // The zone may have changed since the days were listed, and the day not be over in the new one.
  const [settings] = await tx.execute<{ zone: string; is_over: boolean }>(sql`
    select ${shopSettings.timeZone} as zone, ${day}::date <= ${shopToday} - ${DAYS_OPEN}::integer as is_over
    from ${shopSettings} for share`);
  if (!settings?.is_over) return;
  const [row] = await tx.execute<{ is_kept: boolean }>(sql`
    insert into ${salesDays} (day, is_kept) values (${day}::date, false)
    on conflict (day) do update set is_kept = sales_days.is_kept
    returning is_kept`);
  if (row?.is_kept) return;
  await forget(tx, sql`= ${day}::date`);
  const calendar = sql`(select ${day}::date as day) as calendar`;
  const counted = (of: Parameters<typeof countSales>[2]): SQL =>
    sql`${calendar} cross join lateral (${countSales(sql`true`, settings.zone, of)}) as counted`;
  await tx.execute(sql`
    insert into ${salesByWarehouse} (day, warehouse_id, net, orders)
    select calendar.day, warehouse_id, net, orders from ${counted(SALES_OF_WAREHOUSE)}`);
  await tx.execute(sql`
    insert into ${salesByVariant} (day, warehouse_id, variant_id, quantity, net)
    select calendar.day, warehouse_id, variant_id, quantity, net from ${counted(SALES_OF_VARIANT)}`);
  await tx.execute(sql`update ${salesDays} set is_kept = true where ${salesDays.day} = ${day}::date`);
}

async function forget(tx: Tx, which: SQL): Promise<void> {
  await tx.execute(sql`delete from ${salesByWarehouse} where ${salesByWarehouse.day} ${which}`);
  await tx.execute(sql`delete from ${salesByVariant} where ${salesByVariant.day} ${which}`);
}

const dropOldDays = (db: Db): Promise<void> =>
  db.transaction(async (tx) => {
    const isOld = sql`< ${shopToday} - ${SALES_DAYS_MAX}::integer`;
    await tx.execute(sql`select from ${salesDays} where ${salesDays.day} ${isOld} for update`);
    await forget(tx, isOld);
    await tx.execute(sql`delete from ${salesDays} where ${salesDays.day} ${isOld}`);
  });
