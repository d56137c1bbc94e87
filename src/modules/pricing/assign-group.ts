import { and, eq } from "drizzle-orm";
import { lockGroup } from "@/modules/customers/lock-group";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { AssignGroup } from "./contract";
import { lockUsable } from "./lock-price-list";
import { recordPriceList } from "./record-price-list";
import { LISTS_OF_ONE_MAX, tooManyPriceLists } from "./refusals";
import { priceListGroups } from "./schema";

/**
 * Gives a list to the customers of a group, or takes it from them.
 * @throws priceListNotFound, priceListArchived, groupNotFound, tooManyPriceLists
 */
export async function assignGroup(ctx: Context, { priceListId, groupId, isAssigned }: AssignGroup) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockUsable(ctx, priceListId);
    const { name: who } = await lockGroup(ctx, groupId);
    const ofGroup = eq(priceListGroups.groupId, groupId);
    const ofBoth = and(ofGroup, eq(priceListGroups.priceListId, priceListId));
    if ((await ctx.db.$count(priceListGroups, ofBoth)) > 0 === isAssigned) return { priceListId };
    if (isAssigned) {
      if ((await ctx.db.$count(priceListGroups, ofGroup)) >= LISTS_OF_ONE_MAX)
        throw tooManyPriceLists({ who, listsMax: LISTS_OF_ONE_MAX });
      await ctx.db.insert(priceListGroups).values({ priceListId, groupId });
    } else await ctx.db.delete(priceListGroups).where(ofBoth);
    recordPriceList(ctx, list, { group: isAssigned ? null : who }, { group: isAssigned ? who : null });
    return { priceListId };
  });
}
