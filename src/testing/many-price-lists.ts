import type { Sql } from "postgres";
import { beforeAll, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { createGroup } from "@/modules/customers/create-group";
import { placeOrder } from "@/modules/orders/place-order";
import { listPrices } from "@/modules/pricing/queries";
import type { Context } from "@/platform/context";
import { testContext } from "./context";
import { testDatabase } from "./database";
import { nodesOf, plansOf, rowsRead, statementsOf } from "./plans";
import { aShop, type Shop } from "./shop";

const PATIENCE_MS = 300_000;
const LINES = 20;

/** Written without the checks of the operations, which would take minutes; the first five lists are for the group. */
async function makeLists(owner: Sql, lists: number, products: number, groupId: string): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into products (id, handle, title, created_at, updated_at)
      select uuidv7(), 'thing-' || n, 'Thing ' || n, now(), now() from generate_series(1, ${products}::int) n`;
    await tx`
      insert into variants (id, product_id, sku, position, price, currency, created_at, updated_at)
      select uuidv7(), id, handle, 1, 1000, 'EUR', now(), now() from products where handle like 'thing-%'`;
    await tx`
      insert into price_lists (id, name, currency, created_at)
      select uuidv7(), 'List ' || n, 'EUR', now() from generate_series(1, ${lists}::int) n`;
    await tx`
      insert into price_list_entries (id, price_list_id, variant_id, price)
      select uuidv7(), l.id, v.id, 900 from price_lists l cross join variants v`;
    await tx`
      insert into price_list_groups (group_id, price_list_id)
      select ${groupId}, id from price_lists order by name limit 5`;
  });
  await owner`vacuum analyze price_list_entries, price_lists, price_list_groups, variants, products`;
}

/** An order looks at the prices of its own products, however many lists there are of however many prices. */
export function proveFewAreRead({ lists, products }: { lists: number; products: number }): void {
  const store = testDatabase({ keepRows: true });
  let ctx: Context;
  let shop: Shop<never>;
  let customerId: string;
  let variantIds: string[];

  beforeAll(async () => {
    ctx = await testContext(store.db);
    shop = await aShop(ctx, {});
    const { groupId } = await createGroup(ctx, { name: "Resellers" });
    customerId = (await createCustomer(ctx, { name: "Ada", groupId })).customerId;
    await makeLists(store.owner, lists, products, groupId);
    const rows = await store.owner<{ id: string }[]>`select id from variants order by id limit ${LINES}`;
    variantIds = rows.map(({ id }) => id);
  }, PATIENCE_MS);

  const place = () => {
    const lines = variantIds.map((variantId) => ({ variantId, quantity: 3 }));
    return placeOrder(ctx, { customerId, warehouseId: shop.warehouseId, lines });
  };

  test(
    "an order of a customer with five of them reads the prices of its lines, by the key",
    { timeout: PATIENCE_MS },
    async () => {
      // By the expression that placing an order asks with, too.
      const work = () => listPrices(ctx, { customerId, variantIds });
      const [named] = (await statementsOf([store.database], work)).filter(({ text }) =>
        text.includes("price_list_entries"),
      );
      expect(named).toBeDefined();
      if (!named) return;
      const plans = await plansOf(store.owner, named);
      const read = plans.map((plan) =>
        nodesOf(plan)
          .filter((node) => node["Relation Name"] === "price_list_entries")
          .map(rowsRead),
      );
      expect(read.length).toBe(2);
      for (const each of read) expect(Math.max(...each)).toBe(5 * LINES);
    },
  );

  test("and is placed in no time", { timeout: PATIENCE_MS }, async () => {
    await place();
    const began = performance.now();
    for (let turn = 0; turn < 20; turn += 1) await place();
    console.log(`An order of ${LINES} lines was placed in ${((performance.now() - began) / 20).toFixed(1)} ms.`);
    expect(await store.owner`select distinct unit_price::int as price from order_lines`).toEqual([{ price: 900 }]);
  });
}
