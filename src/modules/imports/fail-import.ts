import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { changeImportStatus, deleteCodes } from "./change-import-status";
import type { ImportRef } from "./contract";
import { isRunning } from "./import";
import { lockImport } from "./lock-import";

/** Ends an import that a retry cannot help; its row holds the reason. Imported products are kept. */
export async function failImport(ctx: Context, { importId, failure }: ImportRef & { failure: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (!isRunning(row.status)) return;
    await changeImportStatus(ctx, row, "failed", { failure, finishedAt: ctx.now });
    await deleteCodes(ctx, importId);
  });
}
