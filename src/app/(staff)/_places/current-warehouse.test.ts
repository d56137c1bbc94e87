import { expect, test } from "vitest";
import { binMeant, currentWarehouseOf } from "./current-warehouse";
import { buildLocationTree, type StockLocation } from "./locations";

const warehouse = (id: string): StockLocation => ({
  id,
  kind: "warehouse",
  parentId: null,
  shipsFrom: null,
  warehouseId: id,
  code: id.toUpperCase(),
  name: id,
});
const house = (...ids: string[]) => buildLocationTree(ids.map(warehouse));

test.each([
  [["hamburg", "vienna"], { workingWarehouseId: "vienna", homeWarehouseId: "hamburg" }, "vienna"],
  [["hamburg", "vienna"], { workingWarehouseId: null, homeWarehouseId: "hamburg" }, "hamburg"],
  [["hamburg", "vienna"], { workingWarehouseId: null, homeWarehouseId: null }, undefined],
  [["hamburg"], { workingWarehouseId: null, homeWarehouseId: null }, "hamburg"],
  [["hamburg", "lyon"], { workingWarehouseId: "archived", homeWarehouseId: "lyon" }, "lyon"],
])("of %j, one who chose %j works in %s", (ids, me, expected) => {
  expect(currentWarehouseOf(house(...ids), me)?.id).toBe(expected);
});

const bins = [
  { id: "h", warehouseId: "hamburg" },
  { id: "l", warehouseId: "lyon" },
  { id: "v", warehouseId: "vienna" },
];

test("bin-code-in-three-warehouses: it means the bin of the one at hand, and is never guessed", () => {
  expect(binMeant(bins, [undefined, "vienna"])?.id).toBe("v");
  expect(binMeant(bins, ["lyon", "vienna"])?.id).toBe("l");
  expect(binMeant(bins, [])).toBeNull();
  expect(binMeant(bins, ["graz"])).toBeNull();
});

test("a code that one warehouse has means its bin, wherever one works", () => {
  expect(binMeant(bins.slice(0, 1), ["vienna"])?.id).toBe("h");
  expect(binMeant([], ["vienna"])).toBeNull();
});
