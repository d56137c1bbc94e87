import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { emit, enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import {
  type CheckProductImport,
  checkImport,
  fileUnreadable,
  importBusy,
  importChanged,
  importNotFound,
  importProducts,
  type ImportRef,
  importStillRuns,
  mappingIncomplete,
} from "./contract";
import { faultOfMapping } from "./import-format";
import { forgetFindings, MOVED } from "./import-product-chunk";
import { formatOf, isStopped } from "./import-queries";
import { productImportCodes, productImports } from "./schema";

type ImportRow = typeof productImports.$inferSelect;
type Status = ImportRow["status"];

const NOTHING_FOUND = {
  rowsSkipped: 0,
  productsCreated: 0,
  productsUpdated: 0,
  productsUnchanged: 0,
  problemCount: 0,
  failure: null,
  finishedAt: null,
};

async function lockImport(ctx: TxContext, importId: string, allowed: readonly Status[]): Promise<ImportRow> {
  const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId)).for("update");
  if (!row) throw importNotFound({ importId });
  if (!allowed.includes(row.status)) throw importBusy({ status: row.status });
  return row;
}

/** Moves an import to its next status, in the history and for every watcher. */
async function move(ctx: TxContext, row: ImportRow, status: Status, change: Partial<ImportRow> = {}): Promise<void> {
  await ctx.db
    .update(productImports)
    .set({ ...change, ...MOVED, status })
    .where(eq(productImports.id, row.id));
  recordChange(ctx, {
    entity: "product-import",
    entityId: row.id,
    label: row.fileName,
    before: { status: row.status },
    after: { status },
  });
  emit(ctx, importChanged, { importId: row.id });
}

const forgetCodes = (ctx: TxContext, importId: string) =>
  ctx.db.delete(productImportCodes).where(eq(productImportCodes.importId, importId));

/** Begins the dry run with the columns a person chose. It changes nothing in the catalog and may be run again. */
export const checkProductImport = (ctx: Context, { importId, columns, openingBinId }: CheckProductImport) =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId, ["uploaded", "checked", "failed"]);
    const format = formatOf(row.format);
    if (columns.length !== format.header.length) {
      throw mappingIncomplete({
        reason: `The file has ${format.header.length} columns, and ${columns.length} were described.`,
      });
    }
    const fault = faultOfMapping(columns);
    if (fault) throw mappingIncomplete({ reason: fault });
    await forgetFindings(ctx, importId, "check");
    await forgetFindings(ctx, importId, "apply");
    await forgetCodes(ctx, importId);
    await move(ctx, row, "checking", {
      ...NOTHING_FOUND,
      format: { ...format, columns },
      openingBinId,
      rowsChecked: 0,
      rowsDone: 0,
    });
    enqueue(ctx, checkImport, { importId });
    return { importId };
  });

/** Begins the import itself, after a dry run. Cells with problems stay out, everything else goes in. */
export const applyProductImport = (ctx: Context, { importId }: ImportRef) =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId, ["checked"]);
    await forgetFindings(ctx, importId, "apply");
    await forgetCodes(ctx, importId);
    await move(ctx, row, "applying", { ...NOTHING_FOUND, rowsDone: 0 });
    enqueue(ctx, importProducts, { importId });
    return { importId };
  });

/** Takes up an import whose job died or was lost, from the row that it reached. */
export const resumeProductImport = (ctx: Context, { importId }: ImportRef) =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId, ["checking", "applying"]);
    const [found] = await ctx.db.select({ isStopped }).from(productImports).where(eq(productImports.id, importId));
    if (!found?.isStopped) throw importStillRuns({ importId });
    await markStopped(ctx, row, false);
    enqueue(ctx, row.status === "checking" ? checkImport : importProducts, { importId });
    return { importId };
  });

/** Its job died of a fault, and will not be tried again by itself. What is in stays in, and can be gone on from. */
export const stopProductImport = (ctx: Context, importId: string) =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId)).for("update");
    if (row?.status === "checking" || row?.status === "applying") await markStopped(ctx, row, true);
  });

async function markStopped(ctx: TxContext, row: ImportRow, stopped: boolean): Promise<void> {
  const rows = row.status === "checking" ? row.rowsChecked : row.rowsDone;
  await ctx.db
    .update(productImports)
    .set(stopped ? { stoppedAt: databaseNow } : MOVED)
    .where(eq(productImports.id, row.id));
  recordChange(ctx, {
    entity: "product-import",
    entityId: row.id,
    label: row.fileName,
    before: { stopped: !stopped, rows },
    after: { stopped, rows },
  });
  emit(ctx, importChanged, { importId: row.id });
}

/** Says how long the file is, once it is known; every later row of it is counted against this. */
export const noteRowsTotal = (ctx: Context, importId: string, rowsTotal: number) =>
  inTransaction(ctx, (ctx) =>
    ctx.db
      .update(productImports)
      .set({ rowsTotal, ...MOVED })
      .where(eq(productImports.id, importId)),
  );

/** The last row is through. A second worker that comes to the end finds it ended. */
export const finishProductImport = (ctx: Context, importId: string, phase: "check" | "apply") =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId)).for("update");
    if (row?.status !== (phase === "check" ? "checking" : "applying")) return;
    if ((phase === "check" ? row.rowsChecked : row.rowsDone) < row.rowsTotal) {
      throw fileUnreadable({ reason: "The file is shorter than it was. Upload it again." });
    }
    await forgetCodes(ctx, importId);
    await move(ctx, row, phase === "check" ? "checked" : "applied", { finishedAt: ctx.now });
  });

/** Asking again will not help: the row says why, and what is in stays in. */
export const failProductImport = (ctx: Context, importId: string, failure: string) =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId)).for("update");
    if (row?.status !== "checking" && row?.status !== "applying") return;
    await forgetCodes(ctx, importId);
    await move(ctx, row, "failed", { failure, finishedAt: ctx.now });
  });
