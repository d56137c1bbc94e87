import { expect, test } from "vitest";
import { renameLocation } from "@/modules/inventory/locations/rename-location";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { createLocation } from "@/testing/stock";
import { SearchBins } from "./contract";
import { searchBins } from "./find-bins";

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
