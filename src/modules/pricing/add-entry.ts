import { eq } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import type { Context, TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import type { AddEntry } from "./contract";
import { lockUsable } from "./lock-price-list";
import { entryImage, recordPriceList } from "./record-price-list";
import { entryTaken, variantUnknown } from "./refusals";
import { priceListEntries } from "./schema";

/** @throws priceListNotFound, priceListArchived, variantUnknown, entryTaken */
export async function addEntry(ctx: Context, { priceListId, ...asked }: AddEntry): Promise<{ entryId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockUsable(ctx, priceListId);
    const sku = await getSku(ctx, asked.variantId);
    const entryId = newId();
    const { quantityFrom, price } = asked;
    await refuseOn({ price_list_entries_one_begins_on_a_day: () => entryTaken({ sku, quantityFrom }) }, () =>
      ctx.db.insert(priceListEntries).values({
        id: entryId,
        priceListId,
        ...asked,
        quantityFrom: toQuantity(quantityFrom),
        price: toMoney(price),
      }),
    );
    recordPriceList(ctx, list, {}, entryImage({ ...asked, sku }));
    return { entryId };
  });
}

async function getSku(ctx: TxContext, variantId: string): Promise<string> {
  const [variant] = await ctx.db.select({ sku: variants.sku }).from(variants).where(eq(variants.id, variantId));
  if (!variant) throw variantUnknown({ variantId });
  return variant.sku;
}
