import { and, eq } from "drizzle-orm";
import * as z from "zod";
import type { ChangedField } from "@/modules/imports/planning/changed-fields";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { assertSeesCosts } from "./assert-sees-costs";
import type { ListImportEffects, ListImportProblems } from "./contract";
import { phaseOf } from "./import";
import { IMPORT_FIELDS } from "./import-format";
import { getImport } from "./queries";
import { productImportEffects, productImportProblems } from "./schema";

const BY_CELL = keyset([productImportProblems.row, "bigint"], [productImportProblems.column, "text"]);
const BY_ROW = keyset([productImportEffects.row, "bigint"]);

/** The problems of the phase that ran last, from where the page before ended. */
async function problemsOf(ctx: ReadContext, asked: ListImportProblems) {
  assertSeesCosts(ctx);
  const { status } = await getImport(ctx, { importId: asked.importId });
  return and(
    eq(productImportProblems.importId, asked.importId),
    eq(productImportProblems.phase, phaseOf(status)),
    BY_CELL.after(asked),
  );
}

/** The problems of the phase that ran last, in the file's order. */
export async function listImportProblems(ctx: ReadContext, asked: ListImportProblems) {
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
    .where(await problemsOf(ctx, asked))
    .orderBy(...BY_CELL.order())
    .limit(asked.limit + 1);
  return BY_CELL.toPage(rows, asked);
}

/** The rows that are left out, as they stand in the file, with the reason: what a person mends and sends again. */
export async function listFailedRows(ctx: ReadContext, asked: ListImportProblems) {
  const rows = await ctx.db
    .select({
      row: productImportProblems.row,
      column: productImportProblems.column,
      reason: productImportProblems.reason,
      cells: productImportProblems.cells,
      keys: BY_CELL.keys,
    })
    .from(productImportProblems)
    .where(and(await problemsOf(ctx, asked), productImportProblems.rowSkipped))
    .orderBy(...BY_CELL.order())
    .limit(asked.limit + 1);
  return BY_CELL.toPage(rows, asked);
}

const Value = z.union([z.string(), z.number(), z.null()]);
const StoredFields = z.partialRecord(z.enum(IMPORT_FIELDS), z.tuple([Value, Value]));

/** What each row would do, in the file's order: by the dry run, also when the import has run since. */
export async function listImportEffects(ctx: ReadContext, asked: ListImportEffects) {
  assertSeesCosts(ctx);
  const { importId, effect } = asked;
  const rows = await ctx.db
    .select({
      row: productImportEffects.row,
      effect: productImportEffects.effect,
      title: productImportEffects.title,
      sku: productImportEffects.sku,
      matchedBy: productImportEffects.matchedBy,
      fields: productImportEffects.fields,
      keys: BY_ROW.keys,
    })
    .from(productImportEffects)
    .where(
      and(
        eq(productImportEffects.importId, importId),
        effect && eq(productImportEffects.effect, effect),
        BY_ROW.after(asked),
      ),
    )
    .orderBy(...BY_ROW.order())
    .limit(asked.limit + 1);
  const page = BY_ROW.toPage(rows, asked);
  return { ...page, rows: page.rows.map((row) => ({ ...row, fields: toFields(row.fields) })) };
}

function toFields(stored: Record<string, unknown>): ChangedField[] {
  const fields = StoredFields.parse(stored);
  return IMPORT_FIELDS.flatMap((field) => {
    const values = fields[field];
    return values ? [{ field, before: values[0], after: values[1] }] : [];
  });
}
