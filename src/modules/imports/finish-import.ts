import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { changeImportStatus, deleteCodes, deleteCodesOfPhase } from "./change-import-status";
import { fileUnreadable, type ImportRef } from "./contract";
import { releaseUpload } from "./hold-upload";
import type { ImportPhase } from "./import";
import { lockImport } from "./lock-import";

/** Ends a phase after its last row. Idempotent: a second worker finds it ended. */
export async function finishImport(
  ctx: Context,
  { importId, phase }: ImportRef & { phase: ImportPhase },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== (phase === "check" ? "checking" : "applying")) return;
    if ((phase === "check" ? row.rowsChecked : row.rowsDone) < row.rowsTotal)
      throw fileUnreadable({ reason: "The file is now shorter than when it was checked. Upload it again." });
    await changeImportStatus(ctx, row, phase === "check" ? "checked" : "applied", { finishedAt: ctx.now });
    await (phase === "check" ? deleteCodesOfPhase : deleteCodes)(ctx, importId);
    if (phase === "apply") await releaseUpload(ctx, row.fileKey);
  });
}
