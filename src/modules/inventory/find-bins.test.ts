import { expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { renameLocation } from "@/modules/inventory/locations/rename-location";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { createLocation } from "@/testing/stock";
import { SearchBins } from "./contract";
import { findBinsByCode, searchBins } from "./find-bins";

const database = testDatabase();

test("bins are found by code and name as they are now, a whole code first", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId } = await aShop(ctx, {});
  const put = (code: string, name: string) => createLocation(ctx, { parentId: warehouseId, kind: "bin", code, name });
  const { locationId } = await put("Q-1", "Spare of Q-2");
  await put("Q-2", "Tall");
  await put("Q-21", "Small");
  const find = async (query: string) => (await searchBins(ctx, SearchBins.parse({ query }))).map(({ code }) => code);

  expect(await find(" q-2 ")).toEqual(["Q-2", "Q-1", "Q-21"]);
  await renameLocation(ctx, {
    locationId,
    code: "Q-1",
    name: "Ätherische Öle",
    seen: { code: "Q-1", name: "Spare of Q-2" },
  });
  expect(await find("atherische oele")).toEqual(["Q-1"]);
  expect(await find("q-2")).toEqual(["Q-2", "Q-21"]);
});

test("bins of other people's warehouses, and those out of use, are not found", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId } = await aShop(ctx, {});
  await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "Q-1", name: "Tall" });
  const found = async (who = ctx) => [
    ...(await searchBins(who, SearchBins.parse({ query: "q-1" }))),
    ...(await findBinsByCode(who, { code: "q-1" })),
  ];

  expect(await found()).toMatchObject([{ code: "Q-1" }, { code: "Q-1" }]);
  expect(await found(await testContext(database.db, { role: "staff", warehouses: [] }))).toEqual([]);
  await database.owner`update locations set archived_at = now() where code = 'Q-1'`;
  expect(await found()).toEqual([]);
});

test("a code that every warehouse has is found in each, however many there are", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId } = await aShop(ctx, {});
  for (let nth = 1; nth <= 12; nth += 1) await createWarehouse(ctx, { code: `W${nth}`, name: `A store ${nth}` });
  const found = await findBinsByCode(ctx, { code: "receiving" });
  expect(found).toHaveLength(13);
  expect(found.map((bin) => bin.warehouseId)).toContain(warehouseId);
});
