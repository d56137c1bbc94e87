import { expect, test } from "vitest";
import { hideConfidential } from "./hide-confidential";

const values = { sku: "A-1", cost: 5, lines: [{ quantity: 2, cost: 7, note: { stockValue: 14, reason: "found" } }] };

test("declared fields are taken out of a history entry however deep they lie, and nothing else is", () => {
  expect(hideConfidential(values, ["cost", "stockValue"])).toEqual({
    sku: "A-1",
    lines: [{ quantity: 2, note: { reason: "found" } }],
  });
  expect(hideConfidential(values, [])).toEqual(values);
  expect(hideConfidential(null, ["cost"])).toBeNull();
});

test("of an entry that declares nothing no value is shown, only that there were some", () => {
  expect(hideConfidential(values, null)).toEqual({});
  expect(hideConfidential(null, null)).toBeNull();
});
