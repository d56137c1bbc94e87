import { expect, test } from "vitest";
import { shippedItems } from "./shipped-items";

const order = {
  lines: [
    { id: "tea", hasSerials: false },
    { id: "camera", hasSerials: true },
  ],
};
const line = (id: string, orderLineId: string, locationCode: string, lotCode: string | null, quantity = 1) => ({
  id,
  orderLineId,
  locationCode,
  lotCode,
  quantity,
});

test("serial numbers of one bin are told together, and lots line by line", () => {
  const lines = [
    line("1", "tea", "A-01", "EARLY", 2),
    line("2", "tea", "A-01", "LATE", 3),
    line("3", "camera", "A-01", "SN-1"),
    line("4", "camera", "B-01", "SN-2"),
    line("5", "camera", "A-01", "SN-3"),
  ];
  expect(shippedItems(order, { lines }).map(({ quantity, lot }) => [quantity, lot])).toEqual([
    [2, "lot EARLY"],
    [3, "lot LATE"],
    [2, "serial numbers SN-1, SN-3"],
    [1, "serial number SN-2"],
  ]);
});
