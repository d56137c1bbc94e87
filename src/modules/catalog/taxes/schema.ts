import { sql } from "drizzle-orm";
import { boolean, check, date, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, rate, version } from "@/platform/database/columns";
import { FIRST_DAY, GOODS_TAX_CODES } from "./tax";

/** What is taxed alike: all that no other category is named for, food, books. Migrations insert the standard one. */
export const taxCategories = pgTable(
  "tax_categories",
  {
    id: id(),
    name: text("name").notNull(),
    code: text("code", { enum: GOODS_TAX_CODES }).notNull(),
    /** Why there is no tax on it, as documents say it. */
    reason: text("reason").notNull().default(""),
    /** The same as a code of the VATEX list (BT-121), of what is exempt; empty where none fits. */
    reasonCode: text("reason_code").notNull().default(""),
    isStandard: boolean("is_standard").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("tax_categories_name_is_taken").on(sql`lower(${t.name})`),
    uniqueIndex("tax_categories_one_is_standard")
      .on(t.isStandard)
      .where(sql`${t.isStandard}`),
    check("tax_categories_have_a_name", sql`length(trim(${t.name})) > 0`),
    check("tax_categories_code_is_known", sql`${t.code} in ('S', 'Z', 'E', 'AE', 'O')`),
    check("tax_categories_reason_code_is_of_vatex", sql`${t.reasonCode} ~ '^(VATEX-[A-Z0-9-]{2,30})?$'`),
    check("tax_categories_standard_has_rates", sql`${t.code} = 'S' or not ${t.isStandard}`),
  ],
);

/**
 * From which day what is taxed at which rate, where. A rate holds until the next one of its place begins, so that there
 * is never none and never two.
 */
export const taxCategoryRates = pgTable(
  "tax_category_rates",
  {
    id: id(),
    taxCategoryId: uuid("tax_category_id")
      .notNull()
      .references(() => taxCategories.id),
    /** ISO 3166-1 of where the goods go; empty for every country. */
    country: text("country").notNull().default(""),
    /** How the postcodes of a region begin, in the form of `postcodeForm`; empty for the whole country. */
    region: text("region").notNull().default(""),
    validFrom: date("valid_from").notNull().default(FIRST_DAY),
    rate: rate("rate").notNull(),
  },
  (t) => [
    unique("tax_category_rates_one_begins_on_a_day").on(t.taxCategoryId, t.country, t.region, t.validFrom),
    check("tax_category_rates_country_is_a_code", sql`${t.country} ~ '^([A-Z]{2})?$'`),
    check(
      "tax_category_rates_region_is_of_a_country",
      sql`${t.region} ~ '^[A-Z0-9]{0,10}$' and (${t.region} = '' or ${t.country} <> '')`,
    ),
    check("tax_category_rates_are_parts_of_a_whole", sql`${t.rate} between 0 and 1000000`),
  ],
);
