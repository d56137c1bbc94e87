import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { archivedAt, createdAt, id, instant, searchForm, version } from "@/platform/database/columns";
import { inLetters } from "@/platform/database/letters";

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
    /** Of the release before, which found customers by it. */
    searchText: text("search_text").notNull().default(""),
    searchForm: searchForm(
      sql`name || ' ' || email || ' ' || phone || ' ' || address || ' '
        || regexp_replace(replace(phone, '(0)', ''), '[^0-9]', '', 'g')`,
    ),
    archivedAt: archivedAt(),
    /** Since when nothing personal is kept of them. A trigger refuses every change after it. */
    erasedAt: instant("erased_at"),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    index("customers_in_letters").on(inLetters(t.name), t.id),
    index("customers_by_search_form").using("gin", sql`${t.searchForm} gin_trgm_ops`),
    check("customers_name_is_given", sql`length(trim(${t.name})) > 0`),
  ],
);
