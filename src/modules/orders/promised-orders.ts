import { type SQL, sql } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import type { PromisedFilter } from "./order";
import { orderLines, orders } from "./schema";

/** A week of the shop's calendar begins on Monday. */
const MONDAY = sql`date_trunc('week', ${shopToday})::date`;

const DAYS: Record<PromisedFilter, SQL> = {
  overdue: sql`line.promised_on < ${shopToday}`,
  today: sql`line.promised_on = ${shopToday}`,
  week: sql`line.promised_on between ${MONDAY} and ${MONDAY} + 6`,
};

/**
 * Orders that have something left to ship which was promised for such a day. The open ones are few, whatever else is
 * asked: their ids are found first, so that Postgres does not look for them among all orders in the list's order.
 */
export const isPromisedFor = (filter: PromisedFilter): SQL => sql`${orders.id} = any(array(
  select promised.id from ${orders} promised
   where promised.status in ('draft', 'confirmed', 'on_hold') and exists (
     select from ${orderLines} line
      where line.order_id = promised.id and line.quantity > line.shipped + line.cancelled and ${DAYS[filter]})))`;
