import { expect, test } from "vitest";
import { BINS_AT_ONCE_MAX, expandCodes } from "./bin-codes";

test("a range counts up with as many digits as were written", () => {
  expect(expandCodes("A-09..A-11")).toEqual(["A-09", "A-10", "A-11"]);
  expect(expandCodes("A-01-8..10")).toEqual(["A-01-8", "A-01-9", "A-01-10"]);
});

test("single codes and ranges may be mixed, and none is made twice", () => {
  expect(expandCodes("HOLD, B1..B2 B2")).toEqual(["HOLD", "B1", "B2"]);
});

test("a range that runs backwards, has two names, or is too long means nothing", () => {
  expect(expandCodes("A-10..A-01")).toBeNull();
  expect(expandCodes("A-01..B-05")).toBeNull();
  expect(expandCodes("A..B")).toBeNull();
  expect(expandCodes(`A1..A${BINS_AT_ONCE_MAX + 1}`)).toBeNull();
  expect(expandCodes(`A1..A${BINS_AT_ONCE_MAX} B1`)).toBeNull();
});
