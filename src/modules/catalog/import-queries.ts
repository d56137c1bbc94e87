import { and, desc, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import type { Person } from "@/shared/access";
import type { Paging } from "@/shared/paging";
import {
  type ImportRef,
  importNotFound,
  type ListImportProblems,
  mappingIncomplete,
  type PreviewProductImport,
} from "./contract";
import { readRows } from "./import-file";
import { DELIMITERS, IMPORT_FIELDS, type ImportFormat } from "./import-format";
import { RowGrouper } from "./import-group";
import { skusOf } from "./import-plan";
import { CELL_CHARACTERS_SHOWN_MAX, readRow } from "./import-row";
import { productImportProblems, productImports } from "./schema";

const PREVIEW_ROWS_MAX = 20;

const StoredFormat = z.object({
  delimiter: z.enum(DELIMITERS),
  dialect: z.enum(["shopify", "shopify-2025", "generic"]),
  header: z.array(z.string()),
  columns: z.array(z.enum(IMPORT_FIELDS).nullable()),
});

/** How the file of an import is read, as its row keeps it. */
export const formatOf = (stored: Record<string, unknown>): ImportFormat => StoredFormat.parse(stored);

/** Longer than a job rests between two attempts, and than the longest file takes to count. */
const UNMOVED_SECONDS_MAX = 600;

/** Whether nothing will happen by itself: its job died and said so, or was lost with the queue that held it. */
export const isStopped = sql<boolean>`(${productImports.status} in ('checking', 'applying') and (${productImports.stoppedAt} is not null
  or ${productImports.movedAt} < now() - make_interval(secs => ${UNMOVED_SECONDS_MAX})))`;

const shown = {
  id: productImports.id,
  fileName: productImports.fileName,
  status: productImports.status,
  rowsTotal: productImports.rowsTotal,
  rowsChecked: productImports.rowsChecked,
  rowsDone: productImports.rowsDone,
  rowsSkipped: productImports.rowsSkipped,
  productsCreated: productImports.productsCreated,
  productsUpdated: productImports.productsUpdated,
  productsUnchanged: productImports.productsUnchanged,
  problemCount: productImports.problemCount,
  failure: productImports.failure,
  isStopped,
  stoppedAt: productImports.stoppedAt,
  createdByName: users.name,
  createdAt: productImports.createdAt,
  finishedAt: productImports.finishedAt,
};

const ofImport = () => ({ ...shown, openingBinId: productImports.openingBinId, format: productImports.format });

/** How far an import is and what it found. Its row is the truth about the job. */
export async function getProductImport(ctx: Context, { importId }: ImportRef) {
  const [row] = await ctx.db
    .select(ofImport())
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(eq(productImports.id, importId));
  if (!row) throw importNotFound({ importId });
  return { ...row, format: formatOf(row.format) };
}

/** What the job itself needs to know. */
export async function findImportWork(ctx: Pick<Context, "db">, importId: string) {
  const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId));
  return row ? { ...row, format: formatOf(row.format) } : null;
}

/**
 * Whoever started an import; null for the system itself. A background job has no session, so the import stands for it.
 */
export async function findImporter(ctx: Pick<Context, "db">, importId: string): Promise<Person | null> {
  const [row] = await ctx.db
    .select({ userId: users.id, name: users.name, role: users.role })
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(and(eq(productImports.id, importId), ne(users.status, "system")));
  return row ? { kind: "person", sessionId: importId, warehouses: "all", ...row } : null;
}

/** Imports, the latest first, so that one that was left can be found again. */
export async function listProductImports(ctx: Context, { cursor, limit }: z.infer<typeof Paging>) {
  const after = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : null;
  const rows = await ctx.db
    .select(shown)
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(after ? sql`${productImports.id} < ${after[0]}::uuid` : undefined)
    .orderBy(desc(productImports.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.id]);
}

/** The problems of the phase that ran last, in the file's order. */
export async function listImportProblems(ctx: Context, { importId, cursor, limit }: ListImportProblems) {
  const { status } = await getProductImport(ctx, { importId });
  const phase = status === "applying" || status === "applied" ? "apply" : "check";
  const after = cursor ? decodeCursor(cursor, z.tuple([z.number().int(), z.string()])) : null;
  const rows = await ctx.db
    .select({
      row: productImportProblems.row,
      column: productImportProblems.column,
      value: productImportProblems.value,
      reason: productImportProblems.reason,
      rowSkipped: productImportProblems.rowSkipped,
    })
    .from(productImportProblems)
    .where(
      and(
        eq(productImportProblems.importId, importId),
        eq(productImportProblems.phase, phase),
        after
          ? sql`(${productImportProblems.row}, ${productImportProblems.column}) > (${after[0]}, ${after[1]})`
          : undefined,
      ),
    )
    .orderBy(productImportProblems.row, productImportProblems.column)
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.row, row.column]);
}

/** The first rows of the file, as its cells and as the products they would become by `columns`. */
export async function previewProductImport(ctx: Context, { importId, columns }: PreviewProductImport) {
  const work = await findImportWork(ctx, importId);
  if (!work) throw importNotFound({ importId });
  const format: ImportFormat = { ...work.format, columns: columns ?? work.format.columns };
  if (format.columns.length !== format.header.length)
    throw mappingIncomplete({ reason: "Describe each column of the file." });
  const grouper = new RowGrouper(format);
  const rows = [];
  for await (const fileRow of readRows(work.fileKey, format)) {
    const { isEmpty, key, isKnownBySku, problems, ...read } = grouper.next(readRow(format, fileRow));
    rows.push({
      ...read,
      description: undefined,
      cells: fileRow.cells.slice(0, format.header.length).map((cell) => cell.slice(0, CELL_CHARACTERS_SHOWN_MAX)),
      isEmpty,
      sku: isEmpty ? null : (skusOf({ ...read, isEmpty, key, isKnownBySku, problems })[0] ?? null),
      isSkuMade: !isEmpty && read.sku === null,
      problems,
    });
    if (rows.length === PREVIEW_ROWS_MAX) break;
  }
  return { format, rows };
}
