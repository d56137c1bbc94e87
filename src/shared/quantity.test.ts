import { expect, test } from "vitest";
import { addQuantities, formatQuantity, parseQuantity, subtractQuantity, toQuantity } from "./quantity";

test.each([
  ["12", 12],
  [" 7 ", 7],
  ["+3", 3],
  ["-4", -4],
  ["-0", 0],
  ["9007199254740991", 9_007_199_254_740_991],
])("%s is a quantity", (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each(["", "1.5", "1e3", "0x1f", "12 pcs", "9007199254740992", "99999999999999999"])("%s is none", (text) => {
  expect(parseQuantity(text)).toBeNull();
});

test("sums that JavaScript does not hold exactly are refused", () => {
  const most = toQuantity(Number.MAX_SAFE_INTEGER);
  expect(() => addQuantities(most, toQuantity(1))).toThrow(RangeError);
  expect(() => subtractQuantity(toQuantity(-1), most)).toThrow(RangeError);
  expect(() => toQuantity(0.5)).toThrow(RangeError);
});

test("thousands are separated", () => expect(formatQuantity(1_234_567, "ml")).toBe("1,234,567 ml"));
