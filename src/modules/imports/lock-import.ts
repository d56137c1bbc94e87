import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { importNotFound } from "./contract";
import { productImports } from "./schema";

export type ImportRow = typeof productImports.$inferSelect;

/** The import's row, locked until the transaction ends. @throws importNotFound */
export async function lockImport(ctx: TxContext, importId: string): Promise<ImportRow> {
  const [row] = await ctx.db.select().from(productImports).where(eq(productImports.id, importId)).for("update");
  if (!row) throw importNotFound({ importId });
  return row;
}
