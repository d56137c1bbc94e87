import { expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { listStockValueByWarehouse } from "./stock-value";

const database = testDatabase();

test("a warehouse is worth what is on hand at today's costs; what has no cost is counted, not valued", async () => {
  const ctx = await testContext(database.db);
  await aShop(ctx, { TEA: 3, MUG: 5, JAR: 0 });
  await createWarehouse(ctx, { code: "AAA", name: "Aachen" });
  await database.owner`update variants set cost = 12345678 where sku = 'TEA'`;
  const values = (await listStockValueByWarehouse(ctx)).map(({ value, units, withoutCost }) => [
    value,
    units,
    withoutCost,
  ]);
  expect(values).toEqual([
    [0, 0, 0],
    [3_704, 8, 1],
  ]);
  const stranger = await testContext(database.db, { warehouses: [] });
  expect(await listStockValueByWarehouse(stranger)).toEqual([]);
});
