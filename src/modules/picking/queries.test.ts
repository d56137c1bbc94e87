import { expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nodesOf, plansOf, rowsRead, statementsOf } from "@/testing/plans";
import { aShop } from "@/testing/shop";
import { createList } from "./create-list";
import { ROWS_OF_LIST_MAX, toPick } from "./pick-list";
import { getPickList } from "./queries";

const world = testDatabase();

/** A list of one order of one item. */
async function aList() {
  const ctx = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 1 });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  return { ctx, ...(await createList(ctx, { orderIds: [orderId] })) };
}

test("a list is found without looking at what was picked for others", async () => {
  const { ctx, listId } = await aList();
  await world.owner`
    insert into stock_allocations
      (id, list_id, document_id, line_id, variant_id, location_id, quantity, shipped, created_at)
    select uuidv7(), uuidv7(), document_id, line_id, variant_id, location_id, 0, 1, created_at
    from stock_allocations, generate_series(1, 5000) nth`;
  await world.owner`vacuum analyze stock_allocations`;
  const read: number[] = [];
  for (const statement of await statementsOf([world.database], () => getPickList(ctx, { listId })))
    read.push(...(await plansOf(world.owner, statement)).flatMap(nodesOf).map(rowsRead));
  expect(Math.max(...read)).toBeGreaterThan(0);
  expect(Math.max(...read)).toBeLessThan(100);
});

test("of a list too long to be told at once, what is done gives way to what is not", async () => {
  const { ctx, listId } = await aList();
  const done = 15;
  await world.owner`
    insert into stock_allocations
      (id, list_id, document_id, line_id, variant_id, location_id, quantity, picked, created_at)
    select lpad(to_hex(nth), 32, '0')::uuid, list_id, document_id, line_id, variant_id, location_id, 1,
      case when nth <= ${done} then 1 else 0 end, created_at
    from stock_allocations, generate_series(1, ${ROWS_OF_LIST_MAX + 4}::integer) nth`;

  const { picks, quantity, picked } = await getPickList(ctx, { listId });
  expect(picks).toHaveLength(ROWS_OF_LIST_MAX);
  expect(picks.filter((pick) => toPick(pick) > 0)).toHaveLength(quantity - picked);
});
