import { getUsableBin } from "@/modules/inventory/get-usable-bin";
import { actorId, type Context } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { formatCount } from "@/shared/plural";
import { changeImportStatus, deleteFindings, NO_FINDINGS } from "./change-import-status";
import { type CheckImport, checkProducts, mappingIncomplete } from "./contract";
import { faultOfMapping, type ImportFormat } from "./import-format";
import { lockImport } from "./lock-import";
import { parseFormat } from "./queries";

/** Starts the dry run with the chosen column mapping. It changes nothing in the catalog and can be repeated. */
export async function checkImport(ctx: Context, { importId, columns, openingBinId }: CheckImport) {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    const format: ImportFormat = { ...parseFormat(row.format), columns };
    assertMapped(format);
    if (openingBinId !== null) await getUsableBin(ctx, openingBinId);

    await changeImportStatus(ctx, row, "checking", {
      ...NO_FINDINGS,
      format,
      openingBinId,
      runBy: actorId(ctx),
      rowsChecked: 0,
      rowsDone: 0,
    });
    await deleteFindings(ctx, importId, ["check", "apply"]);
    enqueue(ctx, checkProducts, { importId });
    return { importId };
  });
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
