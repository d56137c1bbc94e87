import { describe, expect, test } from "vitest";
import { codesIn, unwrapCell, unwrapCode, withoutThousands } from "./code-cell";

test.each([
  ["'90s jacket", "'90s jacket", "90s jacket"],
  ["'0012", "0012", "0012"],
  ["'1,50", "1,50", "1,50"],
  ["'12-A", "'12-A", "12-A"],
  ["'=1+1", "=1+1", "=1+1"],
  ["'n Sync", "'n Sync", "'n Sync"],
  ['="0012"', "0012", "0012"],
  ["Lamp;'=1+1", "Lamp;=1+1", "Lamp;=1+1"],
])("%s is the text %s, and the code %s", (cell, text, code) => {
  expect(unwrapCell(cell)).toBe(text);
  expect(unwrapCode(cell)).toBe(code);
});

describe("a cell of codes", () => {
  test.each([
    ["4,006,381,333,931", "4006381333931"],
    ["36,000,291,452", "36000291452"],
    ["4,006,381,333,931.00", "4006381333931"],
    ["123,456,789,012", "123456789012"],
  ])("%s is one number with thousands", (cell, code) => {
    expect(codesIn(cell)).toEqual([cell]);
    expect(withoutThousands(cell)).toBe(code);
  });

  test.each([
    ["101,102,103", ["101", "102", "103"]],
    ["12,345", ["12", "345"]],
    ["4006381333931,4006381333948", ["4006381333931", "4006381333948"]],
    ["4,006,381,333,931;4,006,381,333,948", ["4,006,381,333,931", "4,006,381,333,948"]],
    ["A|B\nC", ["A", "B", "C"]],
  ])("%j is a list", (cell, codes) => expect(codesIn(cell)).toEqual(codes));
});
