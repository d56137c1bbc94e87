import { sql } from "drizzle-orm";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toRate } from "@/shared/money";
import type { CreatePriceList } from "./contract";
import { imageOf, recordPriceList } from "./record-price-list";
import { priceListNameTaken } from "./refusals";
import { priceLists } from "./schema";

/** An empty list that nobody has yet, in the shop's currency. @throws priceListNameTaken */
export async function createPriceList(ctx: Context, input: CreatePriceList): Promise<{ priceListId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const priceListId = newId();
    const { name } = input;
    await refuseOn({ price_lists_name_is_taken: () => priceListNameTaken({ name }) }, () =>
      ctx.db.insert(priceLists).values({
        id: priceListId,
        ...input,
        discountRate: toRate(input.discountRate),
        currency: sql`(select currency from ${shopSettings})`,
        createdAt: ctx.now,
      }),
    );
    recordPriceList(ctx, { id: priceListId, name }, null, imageOf(input));
    return { priceListId };
  });
}
