import { eq } from "drizzle-orm";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import type { Context } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { assertSeesCosts } from "./assert-sees-costs";
import { checkProducts, importProducts, type ImportRef, importStillRuns, wrongImportStatus } from "./contract";
import { isRunning } from "./import";
import { runnerOf } from "./importer";
import { lockImport } from "./lock-import";
import { isStopped } from "./queries";
import { recordStop } from "./record-stop";
import { productImports } from "./schema";

/** Continues an import whose job failed for good or was lost, from the row that it reached. */
export async function resumeImport(ctx: Context, { importId }: ImportRef) {
  assertSeesCosts(ctx);
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (!isRunning(row.status)) throw wrongImportStatus({ status: row.status });
    const [found] = await ctx.db.select({ isStopped }).from(productImports).where(eq(productImports.id, importId));
    if (!found?.isStopped) throw importStillRuns({ importId });
    if (row.openingBinId !== null) await getUsableBin(ctx, row.openingBinId);

    await ctx.db.update(productImports).set(runnerOf(ctx)).where(eq(productImports.id, importId));
    await recordStop(ctx, row, false);
    enqueue(ctx, row.status === "checking" ? checkProducts : importProducts, { importId });
    return { importId };
  });
}
