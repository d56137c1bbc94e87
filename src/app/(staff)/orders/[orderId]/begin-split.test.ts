import { expect, test } from "vitest";
import { beginSplit, coveredBy } from "./begin-split";

const lines = [
  { id: "1", variantId: "tea", waiting: 3 },
  { id: "2", variantId: "mug", waiting: 0 },
  { id: "3", variantId: "tea", waiting: 2 },
  { id: "4", variantId: "pot", waiting: 1 },
];

test("a split begins with all that waits", () => {
  expect([...beginSplit(lines)]).toEqual([
    ["1", 3],
    ["2", 0],
    ["3", 2],
    ["4", 1],
  ]);
});

test("from another warehouse it begins with what is there, which lines of one item share", () => {
  const there = [
    { variantId: "tea", available: 4 },
    { variantId: "mug", available: 9 },
  ];
  expect([...beginSplit(lines, there)]).toEqual([
    ["1", 3],
    ["2", 0],
    ["3", 1],
    ["4", 0],
  ]);
  expect(coveredBy(lines, there)).toBe(4);
  expect(coveredBy(lines, [])).toBe(0);
});
