import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { archivedAt, createdAt, id, version } from "@/platform/database/columns";

export const customers = pgTable(
  "customers",
  {
    id: id(),
    name: text("name").notNull(),
    email: text("email").notNull().default(""),
    phone: text("phone").notNull().default(""),
    /** As printed on the shipping label. */
    address: text("address").notNull().default(""),
    /** ISO 3166-1 alpha-2, or empty. */
    country: text("country").notNull().default(""),
    note: text("note").notNull().default(""),
    searchText: text("search_text").notNull().default(""),
    archivedAt: archivedAt(),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    index("customers_by_name").on(t.name, t.id),
    index("customers_by_search_text").using("gin", sql`${t.searchText} gin_trgm_ops`),
    check("customers_name_is_given", sql`length(trim(${t.name})) > 0`),
  ],
);
