import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { taxCategories } from "./schema";
import { taxCategoryNotFound } from "./tax-inputs";

/** Locks a tax category until the transaction ends. @throws taxCategoryNotFound */
export async function lockTaxCategory(
  ctx: TxContext,
  taxCategoryId: string,
  strength: "update" | "key share" = "update",
) {
  const [found] = await ctx.db.select().from(taxCategories).where(eq(taxCategories.id, taxCategoryId)).for(strength);
  if (!found) throw taxCategoryNotFound({ taxCategoryId });
  return found;
}
