import { expect, test } from "vitest";
import { oneOf } from "./one-of";

const SORTS = ["name", "createdAt"] as const;

test.each([
  ["name", "name"],
  ["Name", null],
  ["", null],
  [null, null],
  [undefined, null],
  ["toString", null],
])("of names and dates %j is %j", (value, known) => {
  expect(oneOf(SORTS, value)).toBe(known);
});
