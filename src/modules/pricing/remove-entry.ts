import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { RemoveEntry } from "./contract";
import { lockEntry } from "./lock-entry";
import { entryImage, recordPriceList } from "./record-price-list";
import { priceListEntries } from "./schema";

/** @throws entryNotFound, priceListArchived */
export async function removeEntry(ctx: Context, { entryId }: RemoveEntry): Promise<{ entryId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { list, entry } = await lockEntry(ctx, entryId);
    await ctx.db.delete(priceListEntries).where(eq(priceListEntries.id, entryId));
    recordPriceList(ctx, list, entryImage(entry), {});
    return { entryId };
  });
}
