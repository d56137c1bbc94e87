import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ImportChunk } from "./import-file";
import { lockImport } from "./lock-import";
import { planImport } from "./plan-product";
import { readKnownCodes } from "./read-known-codes";
import { recordProgress } from "./record-progress";

/** The dry run of one chunk: plans it like the import and writes only problems and progress. */
export async function checkChunk(ctx: Context, { importId, format, chunk }: ImportChunk): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== "checking" || row.rowsChecked !== chunk.fromRow) return false;
    const plan = planImport(format, chunk.rows, await readKnownCodes(ctx, importId, chunk.rows));
    await recordProgress(ctx, row, { phase: "check", chunk, plan });
    return true;
  });
}
