import { and, eq, getTableColumns, sql } from "drizzle-orm";
import * as z from "zod";
import { users } from "@/modules/users/schema";
import type { Context, ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { can } from "@/shared/access";
import { DECIMAL_MARKS } from "@/shared/decimal";
import type { Paging } from "@/shared/paging";
import { ImportChoices, importNotFound, type ImportRef } from "./contract";
import { type ImportStatus, phaseOf } from "./import";
import { DEFAULT_CHOICES, DIALECTS, ENCODINGS, IMPORT_FIELDS, type ImportFormat } from "./import-format";
import { type ImportNote, isQuestion } from "./import-note";
import { productImportNotes, productImports } from "./schema";

/** The first release stored neither encoding nor choices: it read UTF-8 with the header on top. */
const StoredFormat = z.object({
  encoding: z.enum(ENCODINGS).default("utf-8"),
  delimiter: z.string().length(1),
  headerRow: z.number().int().default(1),
  dialect: z.enum(DIALECTS),
  header: z.array(z.string()),
  columns: z.array(z.enum(IMPORT_FIELDS).nullable()),
  choices: ImportChoices.default(DEFAULT_CHOICES),
  shortCodes: z.array(z.number()).default([]),
  marks: z.array(z.enum(DECIMAL_MARKS).nullable()).nullable().default(null),
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
  rowsNew: productImports.rowsNew,
  rowsChanged: productImports.rowsChanged,
  rowsSame: productImports.rowsSame,
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

const ofImport = () => ({
  ...listedColumns,
  openingBinId: productImports.openingBinId,
  format: productImports.format,
});

/** How far an import is and what it found. Its row is the truth about the job. */
export async function getImport(ctx: ReadContext, { importId }: ImportRef) {
  const found = await readImport(ctx, { importId });
  // They quote cells of the file.
  return { ...found, notes: can(ctx.actor, "catalog.see-cost") ? await listNotes(ctx, found) : [] };
}

/** What people are told of the file by the phase that ran last: questions first, then in the order of the file. */
async function listNotes(
  ctx: ReadContext,
  { id, status }: { id: string; status: ImportStatus },
): Promise<ImportNote[]> {
  const { importId, phase, ...told } = getTableColumns(productImportNotes);
  const notes = await ctx.db
    .select(told)
    .from(productImportNotes)
    .where(and(eq(importId, id), eq(phase, phaseOf(status))));
  return notes.sort((a, b) => Number(isQuestion(b)) - Number(isQuestion(a)) || a.row - b.row);
}

async function readImport(ctx: ReadContext, { importId }: ImportRef) {
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

const BY_AGE = keyset([productImports.id, "uuid"]);

/** Imports, the latest first. */
export async function listImports(ctx: ReadContext, asked: z.infer<typeof Paging>) {
  const rows = await ctx.db
    .select({ ...listedColumns, keys: BY_AGE.keys })
    .from(productImports)
    .innerJoin(users, eq(users.id, productImports.createdBy))
    .where(BY_AGE.after({ ...asked, descending: true }))
    .orderBy(...BY_AGE.order({ descending: true }))
    .limit(asked.limit + 1);
  return BY_AGE.toPage(rows, asked);
}
