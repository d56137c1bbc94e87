import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDigitOf, cleanCode, isBarcodeFault, isGtin, lookupFormsOf, normalizeCode, readBarcode } from "./barcode";

/** Digits that make a valid GTIN of one of the four lengths. */
const gtin = fc.constantFrom(7, 11, 12, 13).chain((length) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => {
    const body = digits.join("");
    return body + String(checkDigitOf(body));
  }),
);

test.each(["96385074", "036000291452", "4006381333931", "10012345678902"])(
  "%s is a GTIN as GS1 gives it as an example",
  (code) => {
    expect(isGtin(code)).toBe(true);
  },
);

test("a GTIN with any one digit changed is refused, and the digit that was expected is named", () => {
  fc.assert(
    fc.property(gtin, fc.nat(), fc.integer({ min: 1, max: 9 }), (code, place, step) => {
      const index = place % code.length;
      const changed = code.slice(0, index) + String((Number(code[index]) + step) % 10) + code.slice(index + 1);
      expect(isBarcodeFault(readBarcode(changed))).toBe(true);
    }),
  );
  expect(readBarcode("1234567890123")).toEqual({ reason: "The check digit is wrong: it should be 8." });
});

test("a UPC-A and its EAN-13 and ITF-14 forms are one code", () => {
  const one = { code: "0036000291452", kind: "gtin" };
  expect([readBarcode("036000291452"), readBarcode("0036000291452"), readBarcode("00036000291452")]).toEqual([
    one,
    one,
    one,
  ]);
});

test("leading zeros up to fourteen digits never change which code is meant", () => {
  fc.assert(
    fc.property(gtin, (code) => {
      const stored = normalizeCode(code);
      expect(normalizeCode(stored)).toBe(stored);
      for (const length of [12, 13, 14])
        if (length >= code.length) expect(normalizeCode(code.padStart(length, "0"))).toBe(stored);
    }),
  );
});

test("an internal code stays as it is, whatever a scanner wraps around it", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z][A-Z0-9-]{0,40}$/), (code) => {
      expect(readBarcode(`\u0002 ${code}\u001d\r\n`)).toEqual({ code, kind: "internal" });
    }),
  );
});

describe("a scan is data", () => {
  test.each(["\u0000", "\u001b[2J", "\u200b\u202e", "\u2028", "\r\n\t"])(
    "control and invisible characters are dropped: %j",
    (junk) => {
      expect(readBarcode(`BIN${junk}-7`)).toEqual({
        code: junk.startsWith("\u001b") ? "BIN[2J-7" : "BIN-7",
        kind: "internal",
      });
    },
  );
  test("a code that is too long, empty or rounded by a spreadsheet is refused", () => {
    expect(
      [readBarcode("X".repeat(10_000)), readBarcode("\u001d "), readBarcode("4,00638E+12")].every(isBarcodeFault),
    ).toBe(true);
    expect(cleanCode("X".repeat(10_000)).length).toBeLessThan(100);
  });
  test("the item is found in a whole GS1 symbol", () => {
    expect(lookupFormsOf("]C10104006381333931\u001d10LOT7")).toContain("4006381333931");
    expect(lookupFormsOf("(01)04006381333931(10)LOT7")).toContain("4006381333931");
  });
});
