import { expect, test } from "vitest";
import { rowsBetween, withRows } from "./chosen-rows";

const SHOWN = ["a", "b", "c", "d"];

test.each([
  ["b", "d", ["b", "c", "d"]],
  ["d", "b", ["b", "c", "d"]],
  ["c", "c", ["c"]],
  [null, "c", ["c"]],
  ["gone", "c", ["c"]],
])("with Shift from %s to %s", (from, to, between) => expect(rowsBetween(SHOWN, from, to)).toEqual(between));

test("rows are chosen and left out, and what is not shown stays chosen", () => {
  const chosen = withRows(new Set(["gone", "a"]), ["a", "b"], true);
  expect([...chosen]).toEqual(["gone", "a", "b"]);
  expect([...withRows(chosen, SHOWN, false)]).toEqual(["gone"]);
});
