import { expect, test } from "vitest";
import { hideCosts } from "./hide-costs";

test("costs are taken out of a history entry however deep they lie, and nothing else is", () => {
  const values = {
    sku: "A-1",
    unitCost: 5,
    lines: [{ quantity: 2, cost: 7, note: { stockValue: 14, reason: "found" } }],
    supplierPrice: 3,
  };
  expect(hideCosts(values)).toEqual({ sku: "A-1", lines: [{ quantity: 2, note: { reason: "found" } }] });
  expect(hideCosts(null)).toBeNull();
});
