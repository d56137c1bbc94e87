import { ensureCategories } from "@/modules/catalog/ensure-categories";
import { saveProducts } from "@/modules/catalog/save-products";
import { openStock } from "@/modules/inventory/open-stock";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ImportChunk } from "./import-file";
import { lockImport } from "./lock-import";
import { planImport } from "./plan-product";
import { readKnownCodes } from "./read-known-codes";
import { recordProgress } from "./record-progress";

/**
 * Writes one chunk of a file into the catalog, its quantities into stock, and advances `rowsDone` past it, in one
 * transaction. False when the import does not wait for this chunk: another worker was faster.
 */
export async function applyChunk(ctx: Context, { importId, format, chunk }: ImportChunk): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== "applying" || row.rowsDone !== chunk.fromRow) return false;
    await ensureCategories(
      ctx,
      chunk.rows.flatMap(({ categoryPath }) => (categoryPath ? [categoryPath] : [])),
    );
    const plan = planImport(format, chunk.rows, await readKnownCodes(ctx, importId, chunk.rows, { lock: true }));

    await saveProducts(ctx, plan.changes);
    const [first] = plan.openingStock;
    if (row.openingBinId !== null && first) {
      await openStock(ctx, {
        binId: row.openingBinId,
        // By a variant that is new here and not by the row: an import that failed may come to the same rows again.
        postingKey: `open:${importId}:${first.variantId}`,
        document: { kind: "import", id: importId, label: row.fileName },
        lines: plan.openingStock,
      });
    }
    await recordProgress(ctx, row, { phase: "apply", chunk, plan });
    return true;
  });
}
