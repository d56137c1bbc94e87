import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ImportRef } from "./contract";
import { AS_MOVING } from "./record-progress";
import { productImports } from "./schema";

/** Records how long the file is, once it is known. Progress is measured against it. */
export async function setRowsTotal(ctx: Context, { importId, rowsTotal }: ImportRef & { rowsTotal: number }) {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .update(productImports)
      .set({ rowsTotal, ...AS_MOVING })
      .where(eq(productImports.id, importId));
  });
}
