import { eq, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ArchivePriceList } from "./contract";
import { lockPriceList } from "./lock-price-list";
import { recordPriceList } from "./record-price-list";
import { priceLists } from "./schema";

/** Archives or restores a list. An archived one counts for nothing, and keeps its prices. @throws priceListNotFound */
export async function archivePriceList(ctx: Context, { priceListId, archived }: ArchivePriceList) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockPriceList(ctx, priceListId);
    const wasArchived = list.archivedAt !== null;
    if (wasArchived === archived) return { priceListId };
    await ctx.db
      .update(priceLists)
      .set({ archivedAt: archived ? ctx.now : null, version: sql`${priceLists.version} + 1` })
      .where(eq(priceLists.id, priceListId));
    recordPriceList(ctx, list, { archived: wasArchived }, { archived });
    return { priceListId };
  });
}
