import { eq, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ImportRef } from "./contract";
import type { ImportFormat } from "./import-format";
import { AS_MOVING } from "./record-progress";
import { productImports } from "./schema";

/** Records what only the whole file shows: its length, against which progress is measured, and how it is to be read. */
export async function recordSurvey(
  ctx: Context,
  { importId, rowsTotal, format }: ImportRef & { rowsTotal: number; format: ImportFormat },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rowsDone, rowsChecked } = productImports;
    await ctx.db
      .update(productImports)
      .set({ rowsTotal: sql`greatest(${rowsTotal}::integer, ${rowsDone}, ${rowsChecked})`, format, ...AS_MOVING })
      .where(eq(productImports.id, importId));
  });
}
