import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
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

/** Whether it needs a person to continue: its job failed for good, or was lost with its queue. */
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

/** The person who started the phase, or else the import; null for the system. */
export async function findImporter(ctx: Pick<Context, "db">, importId: string) {
  const [row] = await ctx.db
    .select({ userId: users.id, name: users.name })
    .from(productImports)
    .innerJoin(users, eq(users.id, sql`coalesce(${productImports.runBy}, ${productImports.createdBy})`))
    .where(and(eq(productImports.id, importId), ne(users.status, "system")));
  return row ?? null;
}

const BY_AGE = keyset([productImports.id, "uuid"]);
const BY_CELL = keyset([productImportProblems.row, "bigint"], [productImportProblems.column, "text"]);

/** Imports, the latest first. */
export async function listImports(ctx: Context, asked: z.infer<typeof Paging>) {
  const rows = await ctx.db
    .select({ ...listedColumns, keys: BY_AGE.keys })
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(BY_AGE.after({ ...asked, descending: true }))
    .orderBy(...BY_AGE.order({ descending: true }))
    .limit(asked.limit + 1);
  return BY_AGE.toPage(rows, asked);
}

/** The problems of the phase that ran last, in the file's order. */
export async function listImportProblems(ctx: Context, asked: ListImportProblems) {
  const { importId } = asked;
  const { status } = await getImport(ctx, { importId });
  const rows = await ctx.db
    .select({
      row: productImportProblems.row,
      column: productImportProblems.column,
      value: productImportProblems.value,
      reason: productImportProblems.reason,
      rowSkipped: productImportProblems.rowSkipped,
      keys: BY_CELL.keys,
    })
    .from(productImportProblems)
    .where(
      and(
        eq(productImportProblems.importId, importId),
        eq(productImportProblems.phase, phaseOf(status)),
        BY_CELL.after(asked),
      ),
    )
    .orderBy(...BY_CELL.order())
    .limit(asked.limit + 1);
  return BY_CELL.toPage(rows, asked);
}
