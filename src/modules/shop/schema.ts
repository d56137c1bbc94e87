import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text } from "drizzle-orm/pg-core";
import { count, safeIntegerCheck } from "@/platform/database/columns";

/** The next number of each series. Drawn in the transaction that uses it, so a rollback leaves no gap. */
export const numberSeries = pgTable(
  "number_series",
  { name: text("name").primaryKey(), next: count("next").notNull() },
  (t) => [safeIntegerCheck("number_series", t.next)],
);

/** Settings of the whole shop: exactly one row, which the migrations insert. */
export const shopSettings = pgTable(
  "shop_settings",
  {
    isOnly: boolean("is_only").primaryKey().default(true),
    /** IANA name of the zone in which the shop's days begin and end. */
    timeZone: text("time_zone").notNull(),
    /** ISO 4217. */
    currency: text("currency").notNull(),
  },
  (t) => [
    check("shop_settings_are_one_row", sql`${t.isOnly}`),
    check("shop_settings_currency_is_a_code", sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
);
