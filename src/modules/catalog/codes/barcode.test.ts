import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanCode, isBarcodeFault, normalizeCode, plainCode, readBarcode } from "./barcode";
import { checkDigitOf } from "./gtin";

/** Digits that make a valid GTIN of one of the four lengths. */
const gtin = fc.constantFrom(7, 11, 12, 13).chain((length) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((digits) => digits.join(""))
    .filter((body) => /[1-9]/.test(body))
    .map((body) => body + String(checkDigitOf(body))),
);
const notShort = gtin.filter((code) => code.length > 8);

test("a GTIN with any one digit changed is refused, and the digit that was expected is named", () => {
  fc.assert(
    fc.property(notShort, fc.nat(), fc.integer({ min: 1, max: 9 }), (code, place, step) => {
      const index = place % code.length;
      const changed = code.slice(0, index) + String((Number(code[index]) + step) % 10) + code.slice(index + 1);
      expect(isBarcodeFault(readBarcode(changed))).toBe(true);
    }),
  );
  expect(readBarcode("1234567890123")).toEqual({ reason: "The check digit is wrong: it should be 8." });
  expect(readBarcode("0000000000000")).toEqual({ reason: "Enter the digits of the barcode: these are all zeros." });
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

/** As written, as it is kept, and why it differs. */
const GTINS: readonly (readonly [written: string, kept: string, mended: string | null])[] = [
  ["036000291452", "0036000291452", null],
  ["0036000291452", "0036000291452", null],
  ["00036000291452", "0036000291452", null],
  ["96385074", "96385074", null],
  ["978-3-16-148410-0", "9783161484100", "written"],
  ["978 3 16 148410 0", "9783161484100", "written"],
  ["978\u20113\u201116\u2011148410\u20110", "9783161484100", "written"],
  ["ISBN 978-3-16-148410-0", "9783161484100", "written"],
  ["ISBN-13: 9783161484100", "9783161484100", "written"],
  ["3-16-148410-X", "9783161484100", "isbn"],
  ["316148410x", "9783161484100", "isbn"],
  ["ISBN-10: 0306406152", "9780306406157", "isbn"],
  ["0 306 40615 2", "9780306406157", "isbn"],
  ["4 006381 333931", "4006381333931", "written"],
  ["4\u00a0006381\u202f333931", "4006381333931", "written"],
  ["4.006.381.333.931", "4006381333931", "written"],
  ["0 36000 29145 2", "0036000291452", "written"],
  ["9638 5074", "96385074", "written"],
  ['="0012345678905"', "0012345678905", "written"],
  ['=""0012345678905""', "0012345678905", "written"],
  ["'0012345678905", "0012345678905", "written"],
  ["4006381333931.0", "4006381333931", "written"],
  ["04252614", "0042100005264", "upc-e"],
  ["0 425261 4", "0042100005264", "upc-e"],
  ["]E04006381333931", "4006381333931", null],
  ["]C10104006381333931", "4006381333931", "gs1"],
  ["(01)04006381333931(10)LOT1", "4006381333931", "gs1"],
  ["https://id.gs1.org/01/04006381333931", "4006381333931", "gs1"],
];

test.each(GTINS)("%j is kept as %s", (written, code, mended) => {
  expect(readBarcode(written)).toEqual({ code, kind: "gtin", mended, offer: null });
});

describe("what a check digit alone cannot prove is offered and not done", () => {
  test.each([
    ["36000291452", { code: "0036000291452", because: "zeros" }],
    ["5123452", { code: "05123452", because: "zeros" }],
    ["36000291452.0", { code: "0036000291452", because: "zeros" }],
    ["0306406152", { code: "9780306406157", because: "isbn" }],
  ])("%s", (code, offer) => {
    expect(readBarcode(code)).toEqual({ code, kind: "internal", mended: null, offer });
  });
});

test.each([
  "12345",
  "123457",
  "1000001",
  "36000291453",
  "2026-11-26",
  "12-34567-890",
  "A-01-1",
  "978-3-16-148410-1",
  '="12345"',
  "1/2",
])("the shop's own code %j stays as it is", (code) => {
  expect(readBarcode(code)).toEqual({ code, kind: "internal", mended: null, offer: null });
});

test("an own code stays as it is, whatever a scanner wraps around it", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z][A-Z0-9-]{0,40}$/), (code) => {
      expect(readBarcode(`\u0002 ${code}\u001d\r\n`)).toMatchObject({ code, kind: "internal" });
      expect(plainCode(`]A0${code}\r`)).toBe(code);
    }),
  );
});

describe("a scan is data", () => {
  test.each(["\u0000", "\u001b[2J", "\u200b\u202e", "\u2028", "\r\n\t"])(
    "control and invisible characters are dropped: %j",
    (junk) => {
      const code = junk.startsWith("\u001b") ? "BIN[2J-7" : "BIN-7";
      expect(readBarcode(`BIN${junk}-7`)).toMatchObject({ code, kind: "internal" });
    },
  );
  test("a code that is too long, empty or rounded by a spreadsheet is refused", () => {
    expect(
      [readBarcode("X".repeat(10_000)), readBarcode("\u001d "), readBarcode("4,00638E+12")].every(isBarcodeFault),
    ).toBe(true);
    expect(cleanCode("X".repeat(10_000)).length).toBeLessThan(100);
  });
});
