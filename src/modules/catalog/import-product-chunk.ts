import { and, eq, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { emit, emitProgress } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { importProgressed, openingStockStated, productsImported } from "./contract";
import type { Chunk } from "./import-file";
import type { ImportFormat } from "./import-format";
import { type ImportPlan, planImport } from "./import-plan";
import { ensureCategories, noteCodes, readImportState } from "./import-state";
import { recordProductChange } from "./product-change";
import { insertBarcodes, insertProducts, insertVariants, updateProducts, updateVariants } from "./product-rows";
import { openingStock, productImportProblems, productImports } from "./schema";

/** Past this many the file is of another kind than its mapping says; they are counted, and no more are kept. */
export const PROBLEMS_KEPT_MAX = 10_000;

export type ImportChunk = { importId: string; format: ImportFormat; chunk: Chunk };

/** What moves is not stopped, whatever was thought of it. */
export const MOVED = { movedAt: databaseNow, stoppedAt: null };

type ImportRow = typeof productImports.$inferSelect;

/**
 * Puts one chunk of a file into the catalog and moves the import's `rowsDone` past it, in one transaction. False where
 * the import is not waiting for this chunk: another worker was faster, and nothing is done.
 */
export const importProductChunk = (ctx: Context, { importId, format, chunk }: ImportChunk): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row?.status !== "applying" || row.rowsDone !== chunk.fromRow) return false;
    await ensureCategories(ctx, chunk.rows);
    const plan = planImport(format, chunk.rows, await readImportState(ctx, importId, chunk.rows, { lock: true }));

    await writePlan(ctx, plan);
    await noteCodes(ctx, importId, plan.newCodes);
    await keepProblems(ctx, row, "apply", plan);
    await ctx.db
      .update(productImports)
      .set({ rowsDone: chunk.toRow, ...MOVED, ...countsOf(plan) })
      .where(eq(productImports.id, importId));
    await stateOpeningStock(ctx, row, plan);
    if (plan.changes.length === 0) emitProgress(ctx, importProgressed, { importId });
    else emit(ctx, productsImported, { importId, productIds: plan.changes.map(({ after }) => after.id) });
    return true;
  });

/** The dry run of one chunk: everything is decided as in earnest, and only problems and progress are written. */
export const checkProductChunk = (ctx: Context, { importId, format, chunk }: ImportChunk): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row?.status !== "checking" || row.rowsChecked !== chunk.fromRow) return false;
    const plan = planImport(format, chunk.rows, await readImportState(ctx, importId, chunk.rows));
    await noteCodes(ctx, importId, plan.newCodes);
    await keepProblems(ctx, row, "check", plan);
    await ctx.db
      .update(productImports)
      .set({ rowsChecked: chunk.toRow, ...MOVED, ...countsOf(plan) })
      .where(eq(productImports.id, importId));
    emitProgress(ctx, importProgressed, { importId });
    return true;
  });

async function lockImport(ctx: TxContext, importId: string): Promise<ImportRow | undefined> {
  const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId)).for("update");
  return row;
}

const countsOf = (plan: ImportPlan) => ({
  rowsSkipped: sql`${productImports.rowsSkipped} + ${plan.rowsSkipped}`,
  productsCreated: sql`${productImports.productsCreated} + ${plan.created}`,
  productsUpdated: sql`${productImports.productsUpdated} + ${plan.updated}`,
  productsUnchanged: sql`${productImports.productsUnchanged} + ${plan.unchanged}`,
  problemCount: sql`${productImports.problemCount} + ${plan.problems.length}`,
});

async function writePlan(ctx: TxContext, plan: ImportPlan): Promise<void> {
  await insertProducts(ctx, plan.newProducts);
  await updateProducts(ctx, plan.changedProducts);
  await updateVariants(ctx, plan.changedVariants);
  await insertVariants(ctx, plan.newVariants);
  await insertBarcodes(ctx, plan.newBarcodes);
  for (const { product, after } of plan.changes) recordProductChange(ctx, product, after);
}

async function keepProblems(ctx: TxContext, row: ImportRow, phase: "check" | "apply", plan: ImportPlan): Promise<void> {
  const room = PROBLEMS_KEPT_MAX - row.problemCount;
  const kept = plan.problems
    .slice(0, Math.max(0, room))
    .map(({ row: fileRow, rowSkipped, ...cell }) => ({ ...cell, file_row: fileRow, row_skipped: rowSkipped }));
  if (kept.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${productImportProblems} (import_id, phase, "row", "column", value, reason, row_skipped)
    select ${row.id}::uuid, ${phase}, problem.file_row, problem."column", problem.value, problem.reason, problem.row_skipped
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as problem (file_row integer, "column" text, value text, reason text, row_skipped boolean)
    on conflict do nothing`);
}

/** The inventory hears of it and posts it; without a bin the file's quantities are left aside. */
async function stateOpeningStock(ctx: TxContext, row: ImportRow, plan: ImportPlan): Promise<void> {
  const rows = plan.openingStock.map(({ row: fileRow, quantity, variantId }) => ({
    variant_id: variantId,
    file_row: fileRow,
    quantity,
  }));
  const [first] = rows;
  const last = rows.at(-1);
  if (row.openingBinId === null || !first || !last) return;
  await ctx.db.execute(sql`
    insert into ${openingStock} (import_id, variant_id, "row", quantity)
    select ${row.id}::uuid, stated.variant_id, stated.file_row, stated.quantity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as stated (variant_id uuid, file_row integer, quantity bigint)`);
  const fileRows = rows.map(({ file_row }) => file_row);
  emit(ctx, openingStockStated, { importId: row.id, fromRow: Math.min(...fileRows), toRow: Math.max(...fileRows) });
}

/** Forgets what a phase has found, so that it can begin anew. */
export async function forgetFindings(ctx: TxContext, importId: string, phase: "check" | "apply"): Promise<void> {
  await ctx.db
    .delete(productImportProblems)
    .where(and(eq(productImportProblems.importId, importId), eq(productImportProblems.phase, phase)));
}
