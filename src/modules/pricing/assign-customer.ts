import { and, eq } from "drizzle-orm";
import { lockUsable as lockCustomer } from "@/modules/customers/lock-customer";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { AssignCustomer } from "./contract";
import { lockUsable } from "./lock-price-list";
import { recordPriceList } from "./record-price-list";
import { LISTS_OF_ONE_MAX, tooManyPriceLists } from "./refusals";
import { priceListCustomers } from "./schema";

/**
 * Gives a list to one customer, before those of their group, or takes it from them.
 * @throws priceListNotFound, priceListArchived, tooManyPriceLists, and what locking a customer does
 */
export async function assignCustomer(ctx: Context, { priceListId, customerId, isAssigned }: AssignCustomer) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockUsable(ctx, priceListId);
    const { name: who } = await lockCustomer(ctx, customerId);
    const ofCustomer = eq(priceListCustomers.customerId, customerId);
    const ofBoth = and(ofCustomer, eq(priceListCustomers.priceListId, priceListId));
    if ((await ctx.db.$count(priceListCustomers, ofBoth)) > 0 === isAssigned) return { priceListId };
    if (isAssigned) {
      if ((await ctx.db.$count(priceListCustomers, ofCustomer)) >= LISTS_OF_ONE_MAX)
        throw tooManyPriceLists({ who, listsMax: LISTS_OF_ONE_MAX });
      await ctx.db.insert(priceListCustomers).values({ priceListId, customerId });
    } else await ctx.db.delete(priceListCustomers).where(ofBoth);
    // By id: names of customers are erased from histories of their own, and this is none of them.
    recordPriceList(
      ctx,
      list,
      { customerId: isAssigned ? null : customerId },
      { customerId: isAssigned ? customerId : null },
    );
    return { priceListId };
  });
}
