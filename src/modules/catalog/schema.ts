import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "@/modules/users/schema";
import {
  instant,
  jsonObject,
  money,
  objectCheck,
  quantity,
  safeIntegerCheck,
  unitCost,
} from "@/platform/database/columns";

export const categories = pgTable(
  "categories",
  {
    id: uuid("id").primaryKey(),
    parentId: uuid("parent_id").references((): AnyPgColumn => categories.id),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
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
    id: uuid("id").primaryKey(),
    /** A readable key: `classic-varsity-top`. Files name products by it. */
    handle: text("handle").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    vendor: text("vendor").notNull().default(""),
    categoryId: uuid("category_id").references(() => categories.id),
    /** Up to three: `{Size,Colour}`. Empty where there is one variant without a choice. */
    optionNames: text("option_names")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Every word and code of the product and its variants, in lower case; the catalog keeps it true. */
    searchText: text("search_text").notNull().default(""),
    /** The price of its cheapest variant, so that a long list sorts by an index; the catalog keeps it true. */
    lowestPrice: money("lowest_price")
      .notNull()
      .default(sql`0`),
    archivedAt: instant("archived_at"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("products_handle_is_taken").on(sql`lower(${t.handle})`),
    index("products_by_title").on(sql`lower(${t.title})`, t.id),
    index("products_by_price").on(t.lowestPrice, t.id),
    index("products_by_vendor").on(t.vendor),
    index("products_by_update").on(t.updatedAt, t.id),
    index("products_of_category").on(t.categoryId),
    index("products_by_search_text").using("gin", sql`${t.searchText} gin_trgm_ops`),
    check("products_have_at_most_three_options", sql`cardinality(${t.optionNames}) <= 3`),
    check("products_title_is_given", sql`length(trim(${t.title})) > 0`),
    safeIntegerCheck("products", t.lowestPrice),
  ],
);

/** What is stored, counted and sold: one choice of each option, under one SKU. */
export const variants = pgTable(
  "variants",
  {
    id: uuid("id").primaryKey(),
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
    /** What the goods cost us, where it is known; only leads see it. */
    cost: unitCost("cost"),
    /** The smallest unit it is counted in: each, g, ml or mm. */
    unit: text("unit", { enum: ["each", "g", "ml", "mm"] })
      .notNull()
      .default("each"),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("variants_sku_is_taken").on(sql`lower(${t.sku})`),
    uniqueIndex("variants_choice_is_taken")
      .on(t.productId, t.optionValues)
      .where(sql`${t.archivedAt} is null`),
    index("variants_of_product").on(t.productId, t.position),
    check("variants_sku_is_given", sql`length(trim(${t.sku})) > 0`),
    check("variants_price_is_not_negative", sql`${t.price} >= 0`),
    check("variants_cost_is_not_negative", sql`${t.cost} >= 0`),
    check("variants_unit_is_known", sql`${t.unit} in ('each', 'g', 'ml', 'mm')`),
    safeIntegerCheck("variants", t.price),
    safeIntegerCheck("variants", t.cost),
  ],
);

/** A way to pack a variant: a carton of 12. A fraction, since a kilogram of rice may fill 2.5 bags; it must divide. */
export const packs = pgTable(
  "packs",
  {
    id: uuid("id").primaryKey(),
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

/** A file of products on its way in. The row knows how far it came, so a killed worker resumes at the exact row. */
export const productImports = pgTable(
  "product_imports",
  {
    id: uuid("id").primaryKey(),
    fileKey: text("file_key").notNull(),
    fileName: text("file_name").notNull(),
    status: text("status", { enum: ["uploaded", "checking", "checked", "applying", "applied", "failed"] }).notNull(),
    /** How the file is read: separator, dialect, header, and which column fills which field. */
    format: jsonObject("format").notNull(),
    /** Where opening stock is put; null leaves stock alone. */
    openingBinId: uuid("opening_bin_id"),
    rowsTotal: integer("rows_total").notNull().default(0),
    rowsChecked: integer("rows_checked").notNull().default(0),
    rowsDone: integer("rows_done").notNull().default(0),
    /** Rows that a problem in an essential cell kept out. */
    rowsSkipped: integer("rows_skipped").notNull().default(0),
    productsCreated: integer("products_created").notNull().default(0),
    productsUpdated: integer("products_updated").notNull().default(0),
    productsUnchanged: integer("products_unchanged").notNull().default(0),
    problemCount: integer("problem_count").notNull().default(0),
    failure: text("failure"),
    /** When its job died of a fault; it can be taken up again from the row it reached. */
    stoppedAt: instant("stopped_at"),
    /** When a row was last passed, by the database's clock. Running and long unmoved, its job was lost. */
    movedAt: instant("moved_at")
      .notNull()
      .default(sql`now()`),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    index("product_imports_by_age").on(t.createdAt),
    objectCheck("product_imports", t.format),
    check(
      "product_imports_never_run_ahead",
      sql`0 <= ${t.rowsDone} and ${t.rowsDone} <= ${t.rowsTotal} and 0 <= ${t.rowsChecked} and ${t.rowsChecked} <= ${t.rowsTotal}`,
    ),
    check(
      "product_imports_status_is_known",
      sql`${t.status} in ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed')`,
    ),
  ],
);

/** What is wrong with one cell of a file. The rest of the file goes in. */
export const productImportProblems = pgTable(
  "product_import_problems",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => productImports.id),
    /** Found by the dry run or by the import itself. */
    phase: text("phase", { enum: ["check", "apply"] }).notNull(),
    row: integer("row").notNull(),
    column: text("column").notNull(),
    value: text("value").notNull(),
    reason: text("reason").notNull(),
    /** The cell was essential, so its whole row stays out; else only the cell does. */
    rowSkipped: boolean("row_skipped").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.phase, t.row, t.column] })],
);

/** The codes a dry run has met, so that it tells of a second one however far apart the two rows are. */
export const productImportCodes = pgTable(
  "product_import_codes",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => productImports.id),
    /** What the code is for and the code itself, folded: `sku:tee-s`, `barcode:96385074`. */
    code: text("code").notNull(),
    /** What carries it: product and choice. The same variant may come again. */
    owner: text("owner").notNull(),
    row: integer("row").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.code] })],
);

/** Stock that a file says a new variant begins with; the inventory hears of it and posts it once. */
export const openingStock = pgTable(
  "opening_stock",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => productImports.id),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    row: integer("row").notNull(),
    quantity: quantity("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.variantId] }),
    check("opening_stock_is_positive", sql`${t.quantity} > 0`),
    safeIntegerCheck("opening_stock", t.quantity),
  ],
);
