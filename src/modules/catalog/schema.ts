import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  archivedAt,
  createdAt,
  id,
  money,
  quantity,
  rate,
  safeIntegerCheck,
  searchForm,
  unitCost,
  updatedAt,
  version,
} from "@/platform/database/columns";
import { inLetters } from "@/platform/database/letters";
import { taxCategories } from "./taxes/schema";

export const categories = pgTable(
  "categories",
  {
    id: id(),
    parentId: uuid("parent_id").references((): AnyPgColumn => categories.id),
    name: text("name").notNull(),
    /** How what is in it is taxed; null is as the category above. */
    taxCategoryId: uuid("tax_category_id").references(() => taxCategories.id),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("categories_name_is_taken_here").on(
      sql`coalesce(${t.parentId}, '00000000-0000-0000-0000-000000000000'::uuid)`,
      sql`lower(${t.name})`,
    ),
  ],
);

/** What is sold under one name, in one or more variants. */
export const products = pgTable(
  "products",
  {
    id: id(),
    /** A readable key: `classic-varsity-top`. Files name products by it. */
    handle: text("handle").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    vendor: text("vendor").notNull().default(""),
    categoryId: uuid("category_id").references(() => categories.id),
    /** Null is as its category. */
    taxCategoryId: uuid("tax_category_id").references(() => taxCategories.id),
    /** Up to three: `{Size,Colour}`. Empty where there is one variant without a choice. */
    optionNames: text("option_names")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Every word and code of the product and its variants, in lower case; derived by the catalog. */
    searchText: text("search_text").notNull().default(""),
    searchForm: searchForm(sql`search_text`),
    /** The price of its cheapest variant, so that a long list sorts by an index; derived by the catalog. */
    lowestPrice: money("lowest_price")
      .notNull()
      .default(sql`0`),
    archivedAt: archivedAt(),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("products_handle_is_taken").on(sql`lower(${t.handle})`),
    index("products_in_letters").on(inLetters(t.title), t.id),
    // An import asks for titles in the letters of any case.
    index("products_by_folded_title").on(sql`lower(${t.title})`),
    index("products_by_price").on(t.lowestPrice, t.id),
    index("products_by_vendor").on(t.vendor),
    index("products_by_update").on(t.updatedAt, t.id),
    index("products_of_category").on(t.categoryId),
    index("products_of_tax_category")
      .on(t.taxCategoryId)
      .where(sql`${t.taxCategoryId} is not null`),
    index("products_archived")
      .on(t.id)
      .where(sql`${t.archivedAt} is not null`),
    index("products_by_search_form").using("gin", sql`${t.searchForm} gin_trgm_ops`),
    check("products_have_at_most_three_options", sql`cardinality(${t.optionNames}) <= 3`),
    check("products_title_is_given", sql`length(trim(${t.title})) > 0`),
    safeIntegerCheck("products", t.lowestPrice),
  ],
);

/** What is stored, counted and sold: one choice of each option, under one SKU. */
export const variants = pgTable(
  "variants",
  {
    id: id(),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id),
    sku: text("sku").notNull(),
    optionValues: text("option_values")
      .array()
      .notNull()
      .default(sql`'{}'`),
    position: integer("position").notNull(),
    price: money("price").notNull(),
    currency: text("currency").notNull(),
    /** What one unit costs the shop, where known; only managers and administrators see it. */
    cost: unitCost("cost"),
    /** The smallest unit it is counted in: each, g, ml or mm. */
    unit: text("unit", { enum: ["each", "g", "ml", "mm"] })
      .notNull()
      .default("each"),
    /** Orders may ask for more than there is, and wait for the rest. */
    backorder: boolean("backorder").notNull().default(false),
    /** Each piece has a serial number of its own: a lot of one. */
    hasSerials: boolean("has_serials").notNull().default(false),
    /** Of its own words alone. */
    searchForm: searchForm(sql`sku || ' ' || text_of_words(option_values)`),
    archivedAt: archivedAt(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("variants_sku_is_taken").on(sql`lower(${t.sku})`),
    uniqueIndex("variants_choice_is_taken")
      .on(t.productId, t.optionValues)
      .where(sql`${t.archivedAt} is null`),
    index("variants_of_product").on(t.productId, t.position),
    index("variants_archived")
      .on(t.id)
      .where(sql`${t.archivedAt} is not null`),
    index("variants_by_search_form").using("gin", sql`${t.searchForm} gin_trgm_ops`),
    check("variants_sku_is_given", sql`length(trim(${t.sku})) > 0`),
    check("variants_price_is_not_negative", sql`${t.price} >= 0`),
    check("variants_cost_is_not_negative", sql`${t.cost} >= 0`),
    check("variants_with_serials_are_counted_in_pieces", sql`not ${t.hasSerials} or ${t.unit} = 'each'`),
    check("variants_unit_is_known", sql`${t.unit} in ('each', 'g', 'ml', 'mm')`),
    safeIntegerCheck("variants", t.price),
    safeIntegerCheck("variants", t.cost),
  ],
);

/** A variant as people see it, in a query that joins `products`. */
export const variantColumns = {
  sku: variants.sku,
  title: products.title,
  optionValues: variants.optionValues,
  unit: variants.unit,
  hasSerials: variants.hasSerials,
};

/** A way to pack a variant: a carton of 12. A fraction, since a kilogram of rice may fill 2.5 bags; it must divide. */
export const packs = pgTable(
  "packs",
  {
    id: id(),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    name: text("name").notNull(),
    numerator: quantity("numerator").notNull(),
    denominator: quantity("denominator").notNull(),
  },
  (t) => [
    uniqueIndex("packs_name_is_taken_for_the_variant").on(t.variantId, sql`lower(${t.name})`),
    check("packs_hold_something", sql`${t.numerator} > 0 and ${t.denominator} > 0`),
    safeIntegerCheck("packs", t.numerator),
    safeIntegerCheck("packs", t.denominator),
  ],
);

/** Of the release before, which read its rates here. `tax_category_rates` took them over, and nobody writes it. */
export const taxRates = pgTable(
  "tax_rates",
  {
    id: id(),
    /** Null for every category. */
    categoryId: uuid("category_id").references(() => categories.id),
    /** ISO 3166-1 of the customer; null for every country. */
    country: text("country"),
    rate: rate("rate").notNull(),
  },
  (t) => [
    unique("tax_rates_one_for_each_case").on(t.categoryId, t.country).nullsNotDistinct(),
    check("tax_rates_are_for_something", sql`${t.categoryId} is not null or ${t.country} is not null`),
    check("tax_rates_country_is_a_code", sql`${t.country} ~ '^[A-Z]{2}$'`),
    check("tax_rates_are_parts_of_a_whole", sql`${t.rate} between 0 and 1000000`),
  ],
);

/** A code that a scanner reads for a variant, or for a pack of it. */
export const barcodes = pgTable(
  "barcodes",
  {
    code: text("code").primaryKey(),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    packId: uuid("pack_id").references(() => packs.id),
    kind: text("kind", { enum: ["gtin", "internal"] }).notNull(),
  },
  (t) => [
    index("barcodes_of_variant").on(t.variantId),
    check("barcodes_kind_is_known", sql`${t.kind} in ('gtin', 'internal')`),
    check("barcodes_gtin_is_digits", sql`${t.kind} <> 'gtin' or ${t.code} ~ '^([0-9]{8}|[0-9]{12,14})$'`),
  ],
);
