import { and, eq, inArray, notLike } from "drizzle-orm";
import { CHECKED } from "@/modules/imports/planning/import-codes";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { importChanged, wrongImportStatus } from "./contract";
import { canBecome, type ImportPhase, type ImportStatus } from "./import";
import type { ImportRow } from "./lock-import";
import { AS_MOVING } from "./record-progress";
import {
  productImportCodes,
  productImportEffects,
  productImportNotes,
  productImportProblems,
  productImports,
} from "./schema";

/** The columns of an import that has found nothing yet. */
export const NO_FINDINGS = {
  rowsSkipped: 0,
  rowsNew: 0,
  rowsChanged: 0,
  rowsSame: 0,
  productsCreated: 0,
  productsUpdated: 0,
  productsUnchanged: 0,
  problemCount: 0,
  failure: null,
  finishedAt: null,
};

/** Gives a locked import its next status, with its audit entry and event. @throws wrongImportStatus */
export async function changeImportStatus(
  ctx: TxContext,
  row: ImportRow,
  status: ImportStatus,
  change: Partial<ImportRow> = {},
): Promise<void> {
  if (!canBecome(row.status, status)) throw wrongImportStatus({ status: row.status });
  await ctx.db
    .update(productImports)
    .set({ ...change, ...AS_MOVING, status })
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

/** Deletes the findings of these phases, so that they can start over. */
export async function deleteFindings(ctx: TxContext, importId: string, phases: ImportPhase[]): Promise<void> {
  await ctx.db
    .delete(productImportProblems)
    .where(and(eq(productImportProblems.importId, importId), inArray(productImportProblems.phase, phases)));
  await ctx.db
    .delete(productImportNotes)
    .where(and(eq(productImportNotes.importId, importId), inArray(productImportNotes.phase, phases)));
  if (phases.includes("check"))
    await ctx.db.delete(productImportEffects).where(eq(productImportEffects.importId, importId));
  await (phases.includes("check") ? deleteCodes(ctx, importId) : deleteCodesOfPhase(ctx, importId));
}

export const deleteCodes = (ctx: TxContext, importId: string) =>
  ctx.db.delete(productImportCodes).where(eq(productImportCodes.importId, importId));

/** All codes but what the check has found the rows to be, which the import follows. */
export const deleteCodesOfPhase = (ctx: TxContext, importId: string) =>
  ctx.db
    .delete(productImportCodes)
    .where(and(eq(productImportCodes.importId, importId), notLike(productImportCodes.code, `${CHECKED}%`)));
