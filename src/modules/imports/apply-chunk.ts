import { ensureCategories } from "@/modules/catalog/ensure-categories";
import { foldPath } from "@/modules/catalog/product";
import { listCategoryPaths } from "@/modules/catalog/queries";
import { saveProducts } from "@/modules/catalog/save-products";
import type { KnownCodes } from "@/modules/imports/planning/import-codes";
import { type ImportPlan, planImport } from "@/modules/imports/planning/plan-product";
import type { StockLine } from "@/modules/imports/planning/planning";
import { readKnownCodes } from "@/modules/imports/planning/read-known-codes";
import { adjustByDocument } from "@/modules/inventory/adjustments/adjust-by-document";
import { requestByDocument } from "@/modules/inventory/adjustments/request-by-document";
import { openStock } from "@/modules/inventory/open-stock";
import { SERIALS_MAX } from "@/modules/inventory/serials/serial";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { lockImport, type ImportRow } from "./lock-import";
import { nameNewItems } from "./name-new-items";
import type { Chunk, ImportChunk } from "./read-chunks";
import { recordProgress } from "./record-progress";

/**
 * Writes one chunk of a file into the catalog, its quantities into stock, and advances `rowsDone` past it, in one
 * transaction. False when the import does not wait for this chunk: another worker was faster.
 */
export async function applyChunk(ctx: Context, { importId, format, chunk }: ImportChunk): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== "applying" || row.rowsDone !== chunk.fromRow) return false;
    const { openingBinId } = row;
    const planFor = { format, hasBin: openingBinId !== null };
    const known = await readKnownCodes(ctx, chunk.rows, { importId, openingBinId, phase: "apply" });
    let plan = planImport(planFor, chunk.rows, known);
    const categories = newCategoriesOf(chunk, plan, known);
    if (categories.length > 0) {
      await ensureCategories(ctx, categories);
      plan = planImport(planFor, chunk.rows, { ...known, categoryIds: await listCategoryPaths(ctx) });
    }

    await saveProducts(ctx, await nameNewItems(ctx, plan.changes));
    await postStock(ctx, row, plan, chunk);
    await recordProgress(ctx, row, { phase: "apply", chunk, plan });
    return true;
  });
}

/** Categories that rows name which are imported, and that are not there yet. */
function newCategoriesOf({ rows }: Chunk, { effects }: ImportPlan, { categoryIds }: KnownCodes): string[][] {
  const imported = new Set(effects.map(({ row }) => row));
  return rows.flatMap(({ row, categoryPath }) =>
    categoryPath && imported.has(row) && !categoryIds.has(foldPath(categoryPath)) ? [categoryPath] : [],
  );
}

async function postStock(
  ctx: TxContext,
  row: ImportRow,
  { openingStock, adjustments, held }: ImportPlan,
  { rows }: Chunk,
): Promise<void> {
  const { id, fileName, openingBinId: binId } = row;
  if (binId === null) return;
  const document = { kind: "import", id, label: fileName };
  // The key names a variant that is new here and not a row: an import that failed may come to the same rows again.
  for (const lines of inEntries(openingStock))
    await openStock(ctx, { binId, postingKey: `open:${id}:${lines[0]?.variantId}`, document, lines });
  for (const lines of inEntries(adjustments)) await adjustByDocument(ctx, { binId, document, lines });
  const [from, to] = [rows[0]?.row, rows.at(-1)?.row];
  const reason = `Stated in rows ${from} to ${to} of the file, above the limit of the person who imports it`;
  for (const lines of inEntries(held)) await requestByDocument(ctx, { binId, document, lines }, reason);
}

/** So many pieces one stock entry names at most. The lines of an item stay together. */
function inEntries(lines: readonly StockLine[]): StockLine[][] {
  const entries: StockLine[][] = [];
  let pieces = 0;
  for (const line of lines) {
    const entry = entries.at(-1);
    const named = line.serials?.length ?? 0;
    if (entry && (pieces + named <= SERIALS_MAX || entry.at(-1)?.variantId === line.variantId)) {
      entry.push(line);
      pieces += named;
    } else {
      entries.push([line]);
      pieces = named;
    }
  }
  return entries;
}
