import { expect, test } from "vitest";
import { hideConfidential } from "./hide-confidential";

const values = { sku: "A-1", cost: 5, lines: [{ quantity: 2, cost: 7, note: { stockValue: 14, reason: "found" } }] };

test("declared fields are removed from a history entry at any depth, and nothing else is", () => {
  expect(hideConfidential(values, ["cost", "stockValue"])).toEqual({
    sku: "A-1",
    lines: [{ quantity: 2, note: { reason: "found" } }],
  });
  expect(hideConfidential(values, [])).toEqual(values);
  expect(hideConfidential(null, ["cost"])).toBeNull();
});

test("an entry without declarations shows no values, but that there were some", () => {
  expect(hideConfidential(values, null)).toEqual({});
  expect(hideConfidential(null, null)).toBeNull();
});
