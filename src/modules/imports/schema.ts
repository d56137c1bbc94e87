import { type AnyColumn, sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { locations } from "@/modules/inventory/schema";
import { apiKeys, users } from "@/modules/users/schema";
import {
  count,
  createdAt,
  id,
  instant,
  jsonObject,
  objectCheck,
  safeIntegerCheck,
  updatedAt,
} from "@/platform/database/columns";
import { IMPORT_STATUSES, ROW_EFFECTS } from "./import";
import { NOTE_KINDS } from "./import-note";

const isWithin = (rows: AnyColumn, total: AnyColumn) => sql`0 <= ${rows} and ${rows} <= ${total}`;

/** A file of products and how far its import is, so that the next worker resumes at the exact row. */
export const productImports = pgTable(
  "product_imports",
  {
    id: id(),
    fileKey: text("file_key").notNull(),
    fileName: text("file_name").notNull(),
    status: text("status", { enum: IMPORT_STATUSES }).notNull(),
    /** How the file is read: separator, dialect, header, and which column fills which field. */
    format: jsonObject("format").notNull(),
    /** The bin that receives opening stock; null posts none. */
    openingBinId: uuid("opening_bin_id"),
    /** The person who started the phase; its job has this person's rights. Null in rows of the first release. */
    runBy: uuid("run_by").references(() => users.id),
    /** The key that they started it with; the job may then do no more than the key. */
    runByKey: uuid("run_by_key").references(() => apiKeys.id),
    rowsTotal: integer("rows_total").notNull().default(0),
    rowsChecked: integer("rows_checked").notNull().default(0),
    rowsDone: integer("rows_done").notNull().default(0),
    /** Rows skipped because of a problem in an essential cell. */
    rowsSkipped: integer("rows_skipped").notNull().default(0),
    rowsNew: integer("rows_new").notNull().default(0),
    rowsChanged: integer("rows_changed").notNull().default(0),
    rowsSame: integer("rows_same").notNull().default(0),
    productsCreated: integer("products_created").notNull().default(0),
    productsUpdated: integer("products_updated").notNull().default(0),
    productsUnchanged: integer("products_unchanged").notNull().default(0),
    problemCount: integer("problem_count").notNull().default(0),
    failure: text("failure"),
    /** When its job failed for good; it can be resumed from the row that it reached. */
    stoppedAt: instant("stopped_at"),
    /** When it last made progress, by the database's clock. An import that runs without progress has lost its job. */
    movedAt: instant("moved_at")
      .notNull()
      .default(sql`now()`),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    index("product_imports_by_age").on(t.createdAt),
    foreignKey({
      name: "product_imports_opening_bin_exists",
      columns: [t.openingBinId],
      foreignColumns: [locations.id],
    }),
    objectCheck("product_imports", t.format),
    check(
      "product_imports_never_run_ahead",
      sql`${isWithin(t.rowsDone, t.rowsTotal)} and ${isWithin(t.rowsChecked, t.rowsTotal)}`,
    ),
    check(
      "product_imports_status_is_known",
      sql`${t.status} in ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed')`,
    ),
  ],
);

/**
 * A file that was taken and lies in the store, or is on its way there: what the limits of open uploads are counted by.
 * It goes with the file, once that was imported or left alone for too long.
 */
export const importUploads = pgTable(
  "import_uploads",
  {
    id: id(),
    /** Null until all of it has arrived. */
    fileKey: text("file_key").unique("import_uploads_file_is_counted_once"),
    bytes: count("bytes").notNull(),
    uploadedBy: uuid("uploaded_by")
      .notNull()
      .references(() => users.id),
    uploadedAt: instant("uploaded_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [index("import_uploads_of_user").on(t.uploadedBy), safeIntegerCheck("import_uploads", t.bytes)],
);

/** What is wrong with one cell of a file. The rest of the file is imported. */
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
    /** The cell was essential, so its whole row is skipped; else only the cell is. */
    rowSkipped: boolean("row_skipped").notNull(),
    /** The whole row as it stands in the file, so that it can be mended and sent again; null where it is too long. */
    cells: text("cells").array(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.phase, t.row, t.column] })],
);

/** What people are told of a file once, with how many of its cells it concerns. */
export const productImportNotes = pgTable(
  "product_import_notes",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => productImports.id),
    phase: text("phase", { enum: ["check", "apply"] }).notNull(),
    kind: text("kind", { enum: NOTE_KINDS }).notNull(),
    /** Empty where the whole row is meant. */
    column: text("column").notNull(),
    count: integer("count").notNull(),
    /** The first row that it concerns, and how it looks there. */
    row: integer("row").notNull(),
    example: text("example").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.phase, t.kind, t.column] }),
    check("product_import_notes_count_something", sql`${t.count} > 0`),
  ],
);

/** What each row of a file would do, found by the dry run. */
export const productImportEffects = pgTable(
  "product_import_effects",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => productImports.id),
    row: integer("row").notNull(),
    effect: text("effect", { enum: ROW_EFFECTS }).notNull(),
    title: text("title").notNull(),
    sku: text("sku").notNull(),
    /** How the existing item was found; null for a new one. */
    matchedBy: text("matched_by"),
    /** Each changed field with its old and its new value: `{ price: [100, 120] }`. */
    fields: jsonObject("fields").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index("product_import_effects_by_effect").on(t.importId, t.effect, t.row),
    objectCheck("product_import_effects", t.fields),
    check("product_import_effects_effect_is_known", sql`${t.effect} in ('new', 'changed', 'same')`),
  ],
);

/** How the columns of files with one header were matched last, so that the next such file needs no matching. */
export const productImportMappings = pgTable(
  "product_import_mappings",
  {
    /** A digest of the header. */
    headerKey: text("header_key").primaryKey(),
    /** Columns and choices, as the format of an import has them. */
    mapping: jsonObject("mapping").notNull(),
    updatedBy: uuid("updated_by").references(() => users.id),
    updatedAt: updatedAt(),
  },
  (t) => [objectCheck("product_import_mappings", t.mapping)],
);

/** The codes that a phase has read, so that a duplicate is found however far apart the two rows are. */
export const productImportCodes = pgTable(
  "product_import_codes",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => productImports.id),
    /** What the code is for and the code itself, folded: `sku:tee-s`, `barcode:96385074`. */
    code: text("code").notNull(),
    /** What carries it: product and choice. The same variant may occur again. */
    owner: text("owner").notNull(),
    row: integer("row").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.code] })],
);
