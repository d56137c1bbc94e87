import { type AnyColumn, sql } from "drizzle-orm";
import { check, text } from "drizzle-orm/pg-core";

/** Of a warehouse: ISO 3166-1 and postcode of where its goods leave from; empty for the shop's country. */
export const placeColumns = () => ({
  country: text("country").notNull().default(""),
  postcode: text("postcode").notNull().default(""),
});

type Columns = { kind: AnyColumn; country: AnyColumn; postcode: AnyColumn };
export const locationChecks = ({ kind, country, postcode }: Columns) => [
  check(
    "locations_kind_is_known",
    sql`${kind} in ('warehouse', 'zone', 'bin', 'supplier', 'customer', 'adjustment', 'scrap', 'transit',
        'quarantine')`,
  ),
  check("locations_ship_from_a_country", sql`${country} ~ '^([A-Z]{2})?$' and (${country} <> '' or ${postcode} = '')`),
];
