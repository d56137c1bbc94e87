import { sql } from "drizzle-orm";
import { check, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { archivedAt, createdAt, id, version } from "@/platform/database/columns";

/** Who carries parcels for the shop. One that is used no more is archived, since parcels name it. */
export const carriers = pgTable(
  "carriers",
  {
    id: id(),
    name: text("name").notNull(),
    /** What of theirs the shop books, as people choose it: "Parcel", "Express". */
    services: text("services")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Where a customer follows a parcel; `{tracking}` stands for its number. Empty where there is no such page. */
    trackingLink: text("tracking_link").notNull().default(""),
    version: version(),
    createdAt: createdAt(),
    archivedAt: archivedAt(),
  },
  (t) => [
    uniqueIndex("carriers_name_is_taken").on(sql`lower(${t.name})`),
    check("carriers_have_a_name", sql`length(trim(${t.name})) > 0`),
    check("carriers_have_few_services", sql`cardinality(${t.services}) <= 20`),
    check(
      "carriers_tracking_link_is_safe",
      sql`${t.trackingLink} = '' or (${t.trackingLink} ~ '^https://[^[:space:]{}]+[{]tracking[}][^[:space:]{}]*$')`,
    ),
  ],
);
