import { CHECK_MARK } from "@/modules/imports/planning/import-codes";
import { planImport } from "@/modules/imports/planning/plan-product";
import { readKnownCodes, recordCodes } from "@/modules/imports/planning/read-known-codes";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { lockImport } from "./lock-import";
import type { ImportChunk } from "./read-chunks";
import { recordProgress } from "./record-progress";

/** The dry run of one chunk: plans it like the import and writes only what it finds and how far it is. */
export async function checkChunk(ctx: Context, { importId, format, chunk }: ImportChunk): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== "checking" || row.rowsChecked !== chunk.fromRow) return false;
    const { openingBinId } = row;
    const known = await readKnownCodes(ctx, chunk.rows, { importId, openingBinId, phase: "check" });
    const plan = planImport({ format, hasBin: openingBinId !== null }, chunk.rows, known);
    await recordCodes(ctx, importId, [CHECK_MARK]);
    await recordProgress(ctx, row, { phase: "check", chunk, plan });
    return true;
  });
}
