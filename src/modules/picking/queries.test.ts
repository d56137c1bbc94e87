import { expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { createList } from "./create-list";
import { ROWS_OF_LIST_MAX, toPick } from "./pick-list";
import { getPickList } from "./queries";

const world = testDatabase();

test("of a list too long to be told at once, what is done gives way to what is not", async () => {
  const ctx = await testContext(world.db);
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 1 });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const { listId } = await createList(ctx, { orderIds: [orderId] });
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
