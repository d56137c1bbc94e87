import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { createGroup } from "@/modules/customers/create-group";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aVariant } from "@/testing/shop";
import { findOffers } from "./offers";
import { listedPrice } from "./price";

const database = testDatabase();
const DAYS = ["2026-06-30", "2026-07-01", "2026-07-02"] as const;
const TODAY = "2026-07-01";

let ctx: Context;
let variantId: string;
let customerId: string;
let groupId: string;
beforeEach(async () => {
  ctx = { ...(await testContext(database.db)), now: new Date(`${TODAY}T12:00:00Z`) };
  variantId = await aVariant(ctx, { sku: "TEA", price: 1_005 });
  groupId = (await createGroup(ctx, { name: "Resellers" })).groupId;
  customerId = (await createCustomer(ctx, { name: "Ada", groupId })).customerId;
});

const day = fc.constantFrom(...DAYS);
const entry = fc.record({
  from: fc.constantFrom(1, 2, 10, 11),
  validFrom: day,
  price: fc.integer({ min: 0, max: 2_000 }),
});
const list = fc.record({
  validFrom: fc.option(day),
  validUntil: fc.option(day),
  rate: fc.constantFrom(0, 0, 50_000, 333_333),
  isArchived: fc.boolean(),
  currency: fc.constantFrom("EUR", "EUR", "USD"),
  isOwn: fc.boolean(),
  isOfGroup: fc.boolean(),
  entries: fc.uniqueArray(entry, { maxLength: 6, selector: ({ from, validFrom }) => `${from} ${validFrom}` }),
});
type List = typeof list extends fc.Arbitrary<infer Drawn> ? Drawn : never;

async function write(lists: readonly List[]): Promise<void> {
  const { owner } = database;
  for (const table of ["price_list_customers", "price_list_groups", "price_list_entries", "price_lists"])
    await owner`delete from ${owner(table)}`;
  for (const [index, each] of lists.entries()) {
    const id = newId();
    const [from, until] = [each.validFrom, each.validUntil].toSorted((one, other) =>
      one === null || other === null ? 0 : one.localeCompare(other),
    );
    await owner`
      insert into price_lists (id, name, currency, valid_from, valid_until, discount_rate, archived_at, created_at)
      values (${id}, ${`List ${index}`}, ${each.currency}, ${from ?? null}, ${until ?? null}, ${each.rate},
        ${each.isArchived ? new Date() : null}, now())`;
    for (const { from: quantity, validFrom, price } of each.entries)
      await owner`
        insert into price_list_entries (id, price_list_id, variant_id, quantity_from, valid_from, price)
        values (${newId()}, ${id}, ${variantId}, ${quantity}, ${validFrom}, ${price})`;
    if (each.isOwn) await owner`insert into price_list_customers values (${customerId}, ${id})`;
    if (each.isOfGroup) await owner`insert into price_list_groups values (${groupId}, ${id})`;
  }
}

/** The same answer by another way: one statement that goes through everything there is and sorts it. */
async function askedInSql(quantity: number) {
  const [row] = await database.owner<{ price: number; list: string | null }[]>`
    with held as (
      select l.*, exists (
          select from price_list_customers c where c.price_list_id = l.id and c.customer_id = ${customerId}) as own
        from price_lists l
       where l.archived_at is null and l.currency = 'EUR'
         and ${TODAY}::date between coalesce(l.valid_from, '-infinity') and coalesce(l.valid_until, 'infinity')
         and (exists (select from price_list_customers c where c.price_list_id = l.id and c.customer_id = ${customerId})
           or exists (select from price_list_groups g where g.price_list_id = l.id and g.group_id = ${groupId}))),
    priced as (
      select h.name, h.id, h.own, coalesce(
        (select e.price from price_list_entries e
          where e.price_list_id = h.id and e.variant_id = ${variantId} and e.quantity_from <= ${quantity}
            and e.valid_from <= ${TODAY}::date
          order by e.quantity_from desc, e.valid_from desc limit 1),
        case when h.discount_rate > 0 then v.price - round(v.price::numeric * h.discount_rate / 1000000) end) as price
        from held h join variants v on v.id = ${variantId})
    select price::int as price, name as list from priced where price is not null
     order by own desc, price, name limit 1`;
  return row ?? { price: 1_005, list: null };
}

test("what the rule makes of what was asked is what Postgres says by itself, whatever the lists are", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(list, { maxLength: 5 }),
      fc.constantFrom(1, 2, 9, 10, 11, 500),
      async (lists, quantity) => {
        await write(lists);
        const offers = await findOffers(ctx, { customerId, variantIds: [variantId] });
        const found = listedPrice(offers.get(variantId), quantity);
        expect({ price: found.price, list: found.list?.name ?? null }).toEqual(await askedInSql(quantity));
      },
    ),
    { numRuns: 60 },
  );
});
