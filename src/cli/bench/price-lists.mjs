// @ts-check
import { randomUUID } from "node:crypto";

/** Every third customer is of a group with prices, every tenth has a list of their own with something off. */
const IN_GROUP_EVERY = 3;
const OWN_LIST_EVERY = 10;
const OWN_DISCOUNT = 50_000;
/** A list has every second of the goods, each with a lower price for a few. */
const LISTED_EVERY = 2;
const BREAKS = [
  { from: 1, price: 1_990 },
  { from: 3, price: 1_790 },
];

/**
 * Lists of prices as shops have them, so that an order asks for some, and finds prices in some of those.
 * @param {import("postgres").Sql} sql
 * @param {{ customerIds: readonly string[], variantIds: readonly string[] }} goods
 */
export async function addPriceLists(sql, { customerIds, variantIds }) {
  const [groupId, ofGroup, own] = [randomUUID(), randomUUID(), randomUUID()];
  const every = (/** @type {readonly string[]} */ ids, /** @type {number} */ nth) =>
    ids.filter((_, index) => index % nth === 0);
  await sql`insert into customer_groups (id, name, created_at) values (${groupId}, ${`Bench ${groupId}`}, now())`;
  await sql`update customers set group_id = ${groupId} where id = any(${every(customerIds, IN_GROUP_EVERY)}::uuid[])`;
  await sql`
    insert into price_lists (id, name, currency, discount_rate, created_at)
    select list.id, 'Bench ' || list.id, currency, list.off, now()
    from shop_settings, (values (${ofGroup}::uuid, 0::bigint), (${own}::uuid, ${OWN_DISCOUNT}::bigint)) list(id, off)`;
  await sql`insert into price_list_groups (group_id, price_list_id) values (${groupId}, ${ofGroup})`;
  await sql`
    insert into price_list_customers (customer_id, price_list_id)
    select unnest(${every(customerIds, OWN_LIST_EVERY)}::uuid[]), ${own}::uuid`;
  for (const { from, price } of BREAKS)
    await sql`
      insert into price_list_entries (id, price_list_id, variant_id, quantity_from, price)
      select gen_random_uuid(), ${ofGroup}::uuid, listed, ${from}, ${price}
      from unnest(${every(variantIds, LISTED_EVERY)}::uuid[]) listed`;
}
