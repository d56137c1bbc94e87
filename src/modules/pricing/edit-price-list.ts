import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { toRate } from "@/shared/money";
import type { EditPriceList } from "./contract";
import { lockUsable } from "./lock-price-list";
import { imageOf, recordPriceList } from "./record-price-list";
import { priceListChangedMeanwhile, priceListNameTaken } from "./refusals";
import { priceLists } from "./schema";

/**
 * Orders that are confirmed keep their prices.
 * @throws priceListNotFound, priceListArchived, priceListChangedMeanwhile on a later version, priceListNameTaken
 */
export async function editPriceList(ctx: Context, { priceListId, version, ...asked }: EditPriceList) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockUsable(ctx, priceListId);
    if (list.version !== version) throw priceListChangedMeanwhile({ version: list.version, name: list.name });
    const { name, discountRate } = asked;
    await refuseOn({ price_lists_name_is_taken: () => priceListNameTaken({ name }) }, () =>
      ctx.db
        .update(priceLists)
        .set({ ...asked, discountRate: toRate(discountRate), version: version + 1 })
        .where(eq(priceLists.id, priceListId)),
    );
    recordPriceList(ctx, { id: priceListId, name }, imageOf(list), imageOf(asked));
    return { priceListId, version: version + 1 };
  });
}
