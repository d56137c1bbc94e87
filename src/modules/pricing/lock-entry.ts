import { eq } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import type { TxContext } from "@/platform/context";
import { lockUsable } from "./lock-price-list";
import { entryNotFound } from "./refusals";
import { priceListEntries } from "./schema";

/**
 * A price of a list, which is locked until the transaction ends. Read once more under the lock: somebody else may have
 * changed it, or taken it out. @throws entryNotFound, priceListArchived
 */
export async function lockEntry(ctx: TxContext, entryId: string) {
  const before = await findEntry(ctx, entryId);
  if (!before) throw entryNotFound({ entryId });
  const list = await lockUsable(ctx, before.priceListId);
  const entry = await findEntry(ctx, entryId);
  if (!entry) throw entryNotFound({ entryId });
  return { list, entry };
}

async function findEntry(ctx: TxContext, entryId: string) {
  const [entry] = await ctx.db
    .select({
      priceListId: priceListEntries.priceListId,
      sku: variants.sku,
      quantityFrom: priceListEntries.quantityFrom,
      validFrom: priceListEntries.validFrom,
      price: priceListEntries.price,
      version: priceListEntries.version,
    })
    .from(priceListEntries)
    .innerJoin(variants, eq(variants.id, priceListEntries.variantId))
    .where(eq(priceListEntries.id, entryId));
  return entry;
}
