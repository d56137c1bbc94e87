import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ImportRef } from "./contract";
import { isRunning } from "./import";
import { lockImport } from "./lock-import";
import { recordStop } from "./record-stop";

/** Stops an import whose job failed for good. Imported products are kept, and a person can resume it. */
export async function stopImport(ctx: Context, { importId }: ImportRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (isRunning(row.status)) await recordStop(ctx, row, true);
  });
}
