import * as z from "zod";
import { DECIMAL_MARKS } from "@/shared/decimal";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { defineJob } from "@/shared/job";
import { Paging } from "@/shared/paging";
import type { StaleBy, Staleness } from "@/shared/staleness";
import { ROW_EFFECTS } from "./import";
import { CATEGORY_SEPARATORS, HEADER_ROW_MAX, IMPORT_COLUMNS_MAX, IMPORT_FIELDS } from "./import-format";

const FILE_KEY_CHARACTERS_MAX = 100;
const FILE_NAME_CHARACTERS_MAX = 200;

export const StartImport = z.strictObject({
  fileKey: z.string().min(1).max(FILE_KEY_CHARACTERS_MAX),
  fileName: z.string().trim().min(1).max(FILE_NAME_CHARACTERS_MAX),
});
export type StartImport = z.infer<typeof StartImport>;

export const ImportRef = z.strictObject({ importId: Id });
export type ImportRef = z.infer<typeof ImportRef>;

/** Which field each column of the file fills, in the file's order; null for a column that is not imported. */
const ColumnFields = z.array(z.enum(IMPORT_FIELDS).nullable()).max(IMPORT_COLUMNS_MAX);

/** Where the header stands and what separates cells, where it is not as detected. */
const Layout = z.strictObject({
  delimiter: z.string().length(1),
  headerRow: z.number().int().min(0).max(HEADER_ROW_MAX),
});

export const ImportChoices = z.strictObject({
  decimalMark: z.enum(DECIMAL_MARKS).nullable(),
  categorySeparator: z.enum(CATEGORY_SEPARATORS),
  mode: z.enum(["all", "change", "create"]),
  titleMatch: z.enum(["ask", "same", "new"]),
  quantities: z.enum(["ignore", "set", "add"]),
  acceptNoPrice: z.boolean(),
});

/** Without `columns` they are proposed; without `choices` they are as stored. */
export const PreviewImport = ImportRef.extend({
  layout: Layout.optional(),
  columns: ColumnFields.optional(),
  choices: ImportChoices.optional(),
});
export type PreviewImport = z.infer<typeof PreviewImport>;

/** `openingBinId` is the bin whose stock the quantities of the file open or change; null leaves stock alone. */
export const CheckImport = ImportRef.extend({
  layout: Layout.optional(),
  columns: ColumnFields,
  choices: ImportChoices.optional(),
  openingBinId: Id.nullable().default(null),
});
export type CheckImport = z.infer<typeof CheckImport>;

export const ListImportEffects = Paging.extend({ importId: Id, effect: z.enum(ROW_EFFECTS).optional() });
export type ListImportEffects = z.infer<typeof ListImportEffects>;

export const ListImportProblems = Paging.extend({ importId: Id });
export type ListImportProblems = z.infer<typeof ListImportProblems>;

/** An import was started, checked, stopped, ended or failed. */
export const importChanged = defineEvent("imports.changed", z.object({ importId: Id }));
/** More rows of a file were read. */
export const importProgressed = defineEvent("imports.progressed", z.object({ importId: Id }));

export const checkProducts = defineJob("imports.check-products", z.object({ importId: Id }));
export const importProducts = defineJob("imports.import-products", z.object({ importId: Id }));

const DIGEST_CHARACTERS = 64;
/** A file of customers that was uploaded. */
export const CustomersFile = z.strictObject({ fileKey: z.string().min(1).max(FILE_KEY_CHARACTERS_MAX) });
export type CustomersFile = z.infer<typeof CustomersFile>;
/** `digest` is of what the preview said that it does. */
export const ImportCustomers = CustomersFile.extend({ digest: z.string().length(DIGEST_CHARACTERS) });
export type ImportCustomers = z.infer<typeof ImportCustomers>;

const ONE_IMPORT: readonly StaleBy[] = [{ facts: ["imports"], about: "asked" }];
export const IMPORTS_STALENESS = {
  list: [{ facts: ["imports"] }],
  get: ONE_IMPORT,
  preview: ONE_IMPORT,
  previewCustomers: [{ facts: ["customers", "shop"] }],
  listProblems: ONE_IMPORT,
  listEffects: ONE_IMPORT,
  listFailedRows: ONE_IMPORT,
} as const satisfies Staleness;

/** What the first release put into the outbox and into the queue. Read for one release more. */
export const LEGACY_JOBS = {
  checkProducts: defineJob("catalog.check-product-import", z.object({ importId: Id })),
  importProducts: defineJob("catalog.import-products", z.object({ importId: Id })),
};
export const openingStockStated = defineEvent("catalog.opening-stock-stated", z.object({ importId: Id }).loose());
/** Written by the migration that removed the table of stated stock: what was not posted by then. */
export const postStatedStock = defineJob(
  "imports.post-stated-stock",
  z.object({
    importId: Id,
    lines: z.array(z.object({ variantId: Id, row: z.number().int(), quantity: z.number().int() })),
  }),
);
export type PostStatedStock = z.infer<typeof postStatedStock.payload>;

export const importNotFound = defineError<{ importId: string }>(
  "imports.not-found",
  "not-found",
  () => "This import does not exist.",
);
export const tooManyUploads = defineError<{ whose: "own" | "all" }>("imports.too-many-uploads", "limit", ({ whose }) =>
  whose === "own"
    ? "You have uploaded too many files that were not imported. Import some first; " +
      "those left alone are deleted after two weeks."
    : "Too many files were uploaded and not imported. Import some first; those left alone are deleted after two weeks.",
);
export const fileUnreadable = defineError<{ reason: string }>(
  "imports.file-unreadable",
  "invalid",
  ({ reason }) => reason,
);
export const mappingIncomplete = defineError<{ reason: string }>(
  "imports.mapping-incomplete",
  "invalid",
  ({ reason }) => reason,
);
export const questionOpen = defineError<Record<string, never>>(
  "imports.question-open",
  "conflict",
  () => "Something about this file is still open. Answer the questions above, then import it.",
);
export const wrongImportStatus = defineError<{ status: string }>(
  "imports.wrong-status",
  "conflict",
  ({ status }) => `This can't be done with an import that is ${status}.`,
);
export const customersHidden = defineError<Record<string, never>>(
  "imports.customers-hidden",
  "forbidden",
  () =>
    "A file of customers reads and changes everything about them, and this key may do only some of it. " +
    "Give it all rights of customers, or import the file yourself. Nothing was changed.",
);
export const customersFileChanged = defineError<Record<string, never>>(
  "imports.customers-file-changed",
  "conflict",
  () =>
    "Customers of this file were changed meanwhile, so it would do something else than you saw. " +
    "Look at the changes again, then import it. Nothing was changed.",
);
export const importStillRuns = defineError<{ importId: string }>(
  "imports.still-runs",
  "conflict",
  () => "This import is still running, so it can't be resumed.",
);
export const fileHidden = defineError<Record<string, never>>(
  "imports.file-hidden",
  "forbidden",
  () => "Files may hold costs, which this key may not see. Create a key that may see costs as well.",
);
export const importerMayNot = defineError<{ name: string }>(
  "imports.importer-may-not",
  "forbidden",
  ({ name }) =>
    `${name} can no longer import products, so the import stopped. ` +
    "Check the file again to continue in your own name.",
);
