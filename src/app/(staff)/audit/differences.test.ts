import { expect, test } from "vitest";
import { differencesOf } from "./differences";

test("each field that differs is told as it was and as it is, also within groups", () => {
  const before = { title: "Tea", price: 900, limit: { quantityMax: null, role: "staff" }, tags: ["a"] };
  const after = { title: "Green tea", price: 900, limit: { quantityMax: 3, role: "staff" }, tags: ["a", "b"] };
  expect(differencesOf({ before, after })).toEqual([
    { field: "title", before: "Tea", after: "Green tea", isPlain: true },
    { field: "limit: quantity max", before: null, after: "3", isPlain: true },
    // What is not read as it is has a sentence besides.
    { field: "tags", before: '["a"]', after: '["a","b"]', isPlain: false },
  ]);
});

test("what is new has nothing before, and what is gone nothing after", () => {
  expect(differencesOf({ before: null, after: { note: "Ring", empty: "" } })).toEqual([
    { field: "note", before: null, after: "Ring", isPlain: true },
  ]);
  expect(differencesOf({ before: { note: "Ring" }, after: null })).toEqual([
    { field: "note", before: "Ring", after: null, isPlain: true },
  ]);
});
