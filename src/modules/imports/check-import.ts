import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { getShopSettings } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { formatCount } from "@/shared/plural";
import { assertSeesCosts } from "./assert-sees-costs";
import { changeImportStatus, deleteFindings, NO_FINDINGS } from "./change-import-status";
import { type CheckImport, checkProducts, importNotFound, mappingIncomplete } from "./contract";
import { formatOf, readStart } from "./file/read-file";
import { faultOfMapping, type ImportFormat } from "./import-format";
import { runnerOf } from "./importer";
import { lockImport } from "./lock-import";
import { findImportWork, parseFormat } from "./queries";
import { rememberMapping } from "./remember-mapping";

/** Starts the dry run with the chosen reading and mapping. It changes nothing in the catalog and can be repeated. */
export async function checkImport(ctx: Context, asked: CheckImport) {
  assertSeesCosts(ctx);
  const { importId, openingBinId } = asked;
  const read = await readAsAsked(ctx, asked);
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    const stored = parseFormat(row.format);
    const format: ImportFormat = {
      ...(read ?? stored),
      columns: asked.columns,
      choices: asked.choices ?? stored.choices,
      marks: null,
    };
    assertMapped(format);
    if (openingBinId !== null) await getUsableBin(ctx, openingBinId);

    await changeImportStatus(ctx, row, "checking", {
      ...NO_FINDINGS,
      format,
      openingBinId,
      ...runnerOf(ctx),
      rowsTotal: 0,
      rowsChecked: 0,
      rowsDone: 0,
    });
    await deleteFindings(ctx, importId, ["check", "apply"]);
    await rememberMapping(ctx, format);
    enqueue(ctx, checkProducts, { importId });
    return { importId };
  });
}

/** The header under another separator or header row than the stored ones, read before the transaction begins. */
async function readAsAsked(ctx: Context, { importId, layout }: CheckImport): Promise<ImportFormat | null> {
  if (!layout) return null;
  const work = await findImportWork(ctx, importId);
  if (!work) throw importNotFound({ importId });
  const { format, fileKey } = work;
  if (layout.delimiter === format.delimiter && layout.headerRow === format.headerRow) return null;
  const { locale } = await getShopSettings(ctx);
  return formatOf(await readStart(fileKey, format.encoding), layout, locale);
}

function assertMapped({ header, columns }: ImportFormat): void {
  if (columns.length !== header.length) {
    const found = formatCount(header.length, "column");
    const reason = `The file has ${found}, but ${columns.length} were matched. Reload the page.`;
    throw mappingIncomplete({ reason });
  }
  const fault = faultOfMapping(columns);
  if (fault) throw mappingIncomplete({ reason: fault });
}
