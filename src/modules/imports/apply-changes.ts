import { and, eq } from "drizzle-orm";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import type { Context, TxContext } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { assertSeesCosts } from "./assert-sees-costs";
import { changeImportStatus, deleteFindings, NO_FINDINGS } from "./change-import-status";
import { importProducts, type ImportRef, questionOpen } from "./contract";
import { isOpenQuestion } from "./import-note";
import { runnerOf } from "./importer";
import { type ImportRow, lockImport } from "./lock-import";
import { parseFormat } from "./queries";
import { productImportNotes } from "./schema";

/** Starts the import itself, after a dry run. Cells with problems are skipped, everything else is imported. */
export async function applyChanges(ctx: Context, { importId }: ImportRef) {
  assertSeesCosts(ctx);
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.openingBinId !== null) await getUsableBin(ctx, row.openingBinId);
    await assertAnswered(ctx, row);

    await changeImportStatus(ctx, row, "applying", { ...NO_FINDINGS, ...runnerOf(ctx), rowsDone: 0 });
    await deleteFindings(ctx, importId, ["apply"]);
    enqueue(ctx, importProducts, { importId });
    return { importId };
  });
}

/** @throws questionOpen while something is left that only the person knows */
async function assertAnswered(ctx: TxContext, { id, format }: ImportRow): Promise<void> {
  const { choices } = parseFormat(format);
  const notes = await ctx.db
    .select({ kind: productImportNotes.kind })
    .from(productImportNotes)
    .where(and(eq(productImportNotes.importId, id), eq(productImportNotes.phase, "check")));
  if (notes.some((note) => isOpenQuestion(note, choices))) throw questionOpen({});
}
