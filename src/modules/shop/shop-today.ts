import { type SQL, sql } from "drizzle-orm";
import { shopSettings } from "./schema";

/**
 * The shop's day as a value of SQL: by the database's clock and the zone of the settings, whatever clock a process has.
 * Postgres evaluates it once for a statement.
 */
export const shopToday: SQL = sql`(select (now() at time zone ${shopSettings.timeZone})::date from ${shopSettings})`;

/** The moment when that day began. */
export const shopTodayBegan: SQL = sql`(
  select date_trunc('day', now() at time zone ${shopSettings.timeZone}) at time zone ${shopSettings.timeZone}
  from ${shopSettings})`;
