import fc from "fast-check";
import { expect, test } from "vitest";
import { code128, code128Values, widthOfCode } from "./code-128";

test("texts are written as the standard's own examples are", () => {
  // "PJJ123C" as on Wikipedia, in code set B, and "Wikipedia" with check value 88.
  expect(code128Values("PJJ123C")).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
  expect(code128Values("Wikipedia").slice(-2)).toEqual([88, 106]);
});

test("long runs of digits take half the room", () => {
  expect(code128Values("1234")).toEqual([105, 12, 34, 82, 106]);
  expect(code128Values("1001-1-1").slice(0, 4)).toEqual([105, 10, 1, 100]);
  expect(widthOfCode("123456")).toBeLessThan(widthOfCode("ABCDEF"));
});

test("every sign is eleven modules wide, the stop thirteen, and nothing else can be read from it", () => {
  const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(printable, (text) => {
      fc.pre(text !== "" && text.length <= 80);
      expect(widthOfCode(text)).toBe((code128Values(text).length - 1) * 11 + 13);
      expect(code128(text).every((width) => width >= 1 && width <= 4)).toBe(true);
      expect(read(code128Values(text))).toBe(text);
    }),
  );
});

test("what has no sign is refused", () => {
  for (const text of ["", "Ä", "\n", "A".repeat(81)]) expect(() => code128(text)).toThrow(RangeError);
});

/** As a scanner does: start and check away, then sign by sign in the code set that is on. */
function read(values: readonly number[]): string {
  const [start, ...rest] = values.slice(0, -2);
  let isPairs = start === 105;
  let text = "";
  for (const value of rest) {
    if (isPairs ? value === 100 : value === 99) isPairs = !isPairs;
    else text += isPairs ? String(value).padStart(2, "0") : String.fromCharCode(value + 32);
  }
  return text;
}
