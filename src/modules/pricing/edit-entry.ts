import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { toMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import type { EditEntry } from "./contract";
import { lockEntry } from "./lock-entry";
import { entryImage, recordPriceList } from "./record-price-list";
import { entryChangedMeanwhile, entryTaken } from "./refusals";
import { priceListEntries } from "./schema";

/** @throws entryNotFound, priceListArchived, entryChangedMeanwhile on a later version, entryTaken */
export async function editEntry(ctx: Context, { entryId, version, ...asked }: EditEntry) {
  return inTransaction(ctx, async (ctx) => {
    const { list, entry } = await lockEntry(ctx, entryId);
    const { sku } = entry;
    if (entry.version !== version) throw entryChangedMeanwhile({ version: entry.version, sku, price: entry.price });
    const { quantityFrom, validFrom, price } = asked;
    await refuseOn({ price_list_entries_one_begins_on_a_day: () => entryTaken({ sku, quantityFrom }) }, () =>
      ctx.db
        .update(priceListEntries)
        .set({ quantityFrom: toQuantity(quantityFrom), validFrom, price: toMoney(price), version: version + 1 })
        .where(eq(priceListEntries.id, entryId)),
    );
    recordPriceList(ctx, list, entryImage(entry), entryImage({ ...asked, sku }));
    return { entryId, version: version + 1 };
  });
}
