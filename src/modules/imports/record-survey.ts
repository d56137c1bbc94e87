import { eq, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ImportRef } from "./contract";
import type { ImportStatus } from "./import";
import type { ImportFormat } from "./import-format";
import { lockImport } from "./lock-import";
import { parseFormat } from "./queries";
import { AS_MOVING } from "./record-progress";
import { productImports } from "./schema";

type Survey = Pick<ImportFormat, "encoding" | "marks" | "shortCodes"> & { rowsTotal: number };

/**
 * Records what only the whole file shows: its length, against which progress is measured, and how it is to be read.
 * False when the import does not wait for it any more: meanwhile it was stopped, or is checked in another way.
 */
export async function recordSurvey(
  ctx: Context,
  { importId, of, survey }: ImportRef & { of: { status: ImportStatus; format: ImportFormat }; survey: Survey },
): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockImport(ctx, importId);
    if (row.status !== of.status || readingOf(parseFormat(row.format)) !== readingOf(of.format)) return false;
    const { rowsTotal, ...found } = survey;
    const { rowsDone, rowsChecked } = productImports;
    await ctx.db
      .update(productImports)
      .set({
        rowsTotal: sql`greatest(${rowsTotal}::integer, ${rowsDone}, ${rowsChecked})`,
        format: { ...of.format, ...found },
        ...AS_MOVING,
      })
      .where(eq(productImports.id, importId));
    return true;
  });
}

/** What people chose of a format, without what a survey finds. */
const readingOf = ({ encoding: _encoding, marks: _marks, shortCodes: _short, ...chosen }: ImportFormat): string =>
  JSON.stringify(chosen);
