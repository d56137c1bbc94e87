import { getUsableBin } from "@/modules/inventory/get-usable-bin";
import { actorId, type Context } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { changeImportStatus, deleteFindings, NO_FINDINGS } from "./change-import-status";
import { importProducts, type ImportRef } from "./contract";
import { lockImport } from "./lock-import";

/** Starts the import itself, after a dry run. Cells with problems are skipped, everything else is imported. */
export async function applyChanges(ctx: Context, { importId }: ImportRef) {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.openingBinId !== null) await getUsableBin(ctx, row.openingBinId);

    await changeImportStatus(ctx, row, "applying", { ...NO_FINDINGS, runBy: actorId(ctx), rowsDone: 0 });
    await deleteFindings(ctx, importId, ["apply"]);
    enqueue(ctx, importProducts, { importId });
    return { importId };
  });
}
