import { expect, test } from "vitest";
import { faultOf, readSizes } from "./sizes";

test("a sample is as large as it is told to be, and else as the figures of performance are measured on", () => {
  expect(readSizes({ variants: "2000", orders: "8000" })).toEqual({ variants: 2_000, orders: 8_000, movements: 2e6 });
  expect(faultOf(readSizes({}))).toBeNull();
});

test.each([
  [{ variants: "many" }, /--variants/],
  [{ orders: "1.5" }, /--orders/],
  [{ movements: "-1" }, /--movements/],
  [{ variants: "390" }, /--variants: a whole number from 1000/],
  [{ movements: "900000" }, /at least --movements 1700000/],
])("%j is refused with what to say instead", (words, sentence) => {
  expect(faultOf(readSizes(words))).toMatch(sentence);
});
