import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { priceListArchived, priceListNotFound } from "./refusals";
import { priceLists } from "./schema";

/**
 * Locks a list until the transaction ends, so that changes of what is in it come one after the other. Orders that name
 * it are placed meanwhile. @throws priceListNotFound
 */
export async function lockPriceList(ctx: TxContext, priceListId: string) {
  const [list] = await ctx.db.select().from(priceLists).where(eq(priceLists.id, priceListId)).for("no key update");
  if (!list) throw priceListNotFound({ priceListId });
  return list;
}

/** The same of one that may be changed. @throws priceListNotFound, priceListArchived */
export async function lockUsable(ctx: TxContext, priceListId: string) {
  const list = await lockPriceList(ctx, priceListId);
  if (list.archivedAt !== null) throw priceListArchived({ name: list.name });
  return list;
}
