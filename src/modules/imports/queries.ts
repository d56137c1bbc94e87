import { and, desc, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import type { Paging } from "@/shared/paging";
import { importNotFound, type ImportRef, type ListImportProblems } from "./contract";
import { phaseOf } from "./import";
import { DELIMITERS, IMPORT_FIELDS, type ImportFormat } from "./import-format";
import { productImportProblems, productImports } from "./schema";

const StoredFormat = z.object({
  delimiter: z.enum(DELIMITERS),
  dialect: z.enum(["shopify", "shopify-2025", "generic"]),
  header: z.array(z.string()),
  columns: z.array(z.enum(IMPORT_FIELDS).nullable()),
});

/** How the file of an import is read, as its row keeps it. */
export const parseFormat = (stored: Record<string, unknown>): ImportFormat => StoredFormat.parse(stored);

/** Longer than a job pauses between two attempts, and than the longest file takes to count. */
const UNMOVED_SECONDS_MAX = 600;

/** Whether nothing will happen by itself: its job failed for good, or was lost with the queue that held it. */
export const isStopped = sql<boolean>`(${productImports.status} in ('checking', 'applying')
  and (${productImports.stoppedAt} is not null
    or ${productImports.movedAt} < now() - make_interval(secs => ${UNMOVED_SECONDS_MAX})))`;

const listedColumns = {
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

const ofImport = () => ({ ...listedColumns, openingBinId: productImports.openingBinId, format: productImports.format });

/** How far an import is and what it found. Its row is the truth about the job. */
export async function getImport(ctx: Context, { importId }: ImportRef) {
  const [row] = await ctx.db
    .select(ofImport())
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(eq(productImports.id, importId));
  if (!row) throw importNotFound({ importId });
  return { ...row, format: parseFormat(row.format) };
}

/** What the job itself needs to know. */
export async function findImportWork(ctx: Pick<Context, "db">, importId: string) {
  const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId));
  return row ? { ...row, format: parseFormat(row.format) } : null;
}

/** Who asked for the phase that runs, or else started the import; null where that was the system. */
export async function findImporter(ctx: Pick<Context, "db">, importId: string) {
  const [row] = await ctx.db
    .select({ userId: users.id, name: users.name })
    .from(productImports)
    .innerJoin(users, eq(users.id, sql`coalesce(${productImports.runBy}, ${productImports.createdBy})`))
    .where(and(eq(productImports.id, importId), ne(users.status, "system")));
  return row ?? null;
}

/** Imports, the latest first. */
export async function listImports(ctx: Context, { cursor, limit }: z.infer<typeof Paging>) {
  const after = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : null;
  const rows = await ctx.db
    .select(listedColumns)
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(after ? sql`${productImports.id} < ${after[0]}::uuid` : undefined)
    .orderBy(desc(productImports.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.id]);
}

/** The problems of the phase that ran last, in the file's order. */
export async function listImportProblems(ctx: Context, { importId, cursor, limit }: ListImportProblems) {
  const { status } = await getImport(ctx, { importId });
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
        eq(productImportProblems.phase, phaseOf(status)),
        after
          ? sql`(${productImportProblems.row}, ${productImportProblems.column}) > (${after[0]}, ${after[1]})`
          : undefined,
      ),
    )
    .orderBy(productImportProblems.row, productImportProblems.column)
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.row, row.column]);
}
