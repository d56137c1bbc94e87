import { eq, type SQL, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { customers } from "@/modules/customers/schema";
import { shopSettings } from "@/modules/shop/schema";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import type { Offer, Priced } from "./price";
import { priceListCustomers, priceListEntries, priceListGroups, priceLists } from "./schema";

/** Who buys, as values of the statement, and a day of the shop's calendar. */
type Buying = { customerId: SQL; groupId: SQL; day: SQL };

/**
 * What the lists of a customer say of a variant, as one value for a statement over `variants`: so it rides along with
 * what else is asked of an order. Each list is looked up by its key and the variant's: how much is in it, or how many
 * lists there are, costs nothing. `listedPrice` decides between them.
 */
export const offersOf = ({ customerId, groupId, day }: Buying) => sql<Offer[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('priceListId', list.id, 'name', list.name, 'isOwn', given.is_own,
      'rate', list.discount_rate, 'breaks', coalesce(begun.breaks, '[]')) order by list.name, list.id), '[]')
    from (select price_list_id, true as is_own from ${priceListCustomers} where customer_id = ${customerId}
          union all
          select price_list_id, false from ${priceListGroups} where group_id = ${groupId}) given
    join ${priceLists} list on list.id = given.price_list_id
    cross join lateral (
      select jsonb_agg(jsonb_build_object('from', quantity_from, 'price', price) order by quantity_from) as breaks
        from (select distinct on (entry.quantity_from) entry.quantity_from, entry.price
                from ${priceListEntries} entry
               where entry.price_list_id = list.id and entry.variant_id = ${variants.id} and entry.valid_from <= ${day}
               order by entry.quantity_from, entry.valid_from desc) newest) begun
   where list.archived_at is null
     and coalesce(list.valid_from <= ${day}, true) and coalesce(${day} <= list.valid_until, true)
     and list.currency = (select currency from ${shopSettings})
     and (begun.breaks is not null or list.discount_rate > 0))`;

type Asked = { customerId: string | null; variantIds: readonly string[] };

/** What each of these variants costs usually, and what the lists that hold now say for a customer. */
export async function findOffers(
  { db, now }: Pick<ReadContext, "db" | "now">,
  { customerId, variantIds }: Asked,
): Promise<ReadonlyMap<string, Priced>> {
  const day = sql`(${now.toISOString()}::timestamptz at time zone (select time_zone from ${shopSettings}))::date`;
  const buyer = db
    .select({ id: customers.id, groupId: customers.groupId, day: sql<string>`${day}`.as("day") })
    .from(customers)
    .where(eq(customers.id, sql`${customerId}::uuid`))
    .as("buyer");
  const rows = await db
    .select({
      variantId: variants.id,
      price: variants.price,
      offers: offersOf({ customerId: sql`${buyer.id}`, groupId: sql`${buyer.groupId}`, day: sql`${buyer.day}` }),
    })
    .from(variants)
    .leftJoin(buyer, sql`true`)
    .where(sql`${variants.id} = any((select ${arrayOf([...new Set(variantIds)], "uuid")})::uuid[])`);
  return new Map(rows.map(({ variantId, ...priced }) => [variantId, priced]));
}
