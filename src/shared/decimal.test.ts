import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyMarkOf, gatherEvidence, markOf, readDecimal } from "./decimal";
import { toDecimalText } from "./money";

describe("a number whose decimal mark is known", () => {
  test.each([
    ["0,125", ",", 125],
    ["0,500", ",", 500],
    ["12,90", ",", 12_900],
    ["1.299,00", ",", 1_299_000],
    ["1.200", ",", 1_200_000],
    ["12.500", ",", 12_500_000],
    ["1.234.567,5", ",", 1_234_567_500],
    ["1 234,5", ",", 1_234_500],
    ["1\u00a0234,5", ",", 1_234_500],
    ["1\u202f234\u202f567", ",", 1_234_567_000],
    ["1'234,5", ",", 1_234_500],
    ["1’234.50", ".", 1_234_500],
    ["240.000", ".", 240_000],
    ["12.0", ".", 12_000],
    ["1,234.50", ".", 1_234_500],
    [".5", ".", 500],
    ["5.", ".", 5_000],
    [",5", ",", 500],
    ["007", ",", 7_000],
  ] as const)("%s under %s", (text, mark, units) => expect(readDecimal(text, 3, mark)).toEqual({ units }));

  test.each([
    ["12.5", ",", 12_500],
    ["12,50", ".", 12_500],
    ["0.125", ",", 125],
    ["1,234,567", ",", 1_234_567_000],
    ["1234,567", ".", 1_234_567],
    ["1.2345", ",", null],
  ] as const)("%s can only be written with the other mark than %s", (text, mark, units) =>
    expect(readDecimal(text, 3, mark)).toEqual(units === null ? { fault: "too-many-decimals" } : { units }),
  );

  test.each(["", ".", "-", "1..2", "1,23,456", "12 34", "1'23", "1.234,567.8", "1e3", "0x10", "NaN", "１２", "abc 12"])(
    "%s is no number under any mark",
    (text) => {
      for (const mark of [",", ".", null] as const) expect(readDecimal(text, 3, mark)).toEqual({ fault: "no-number" });
    },
  );
});

test("without a known mark, a number is read where it is clear, and is ambiguous where it is not", () => {
  for (const text of ["1.000", "1,200", "12.500", "240.000", "-1.200", "€ 1.200"])
    expect(readDecimal(text, 3, null)).toEqual({ fault: "ambiguous" });
  const clear = { "0,125": 125, "12,5": 12_500, "1.299,00": 1_299_000, "1,234,567": 1_234_567_000, "12": 12_000 };
  for (const [text, units] of Object.entries(clear)) expect(readDecimal(text, 3, null)).toEqual({ units });
});

test.each([
  ["€12.50", 12_500],
  ["12,50 €", 12_500],
  ["EUR 1.234,50", 1_234_500],
  ["1.234,50 EUR", 1_234_500],
  ["CHF 1'234.50", 1_234_500],
  ["US$ 9.99", 9_990],
  ["49,90 zł", 49_900],
  ["199 kr", 199_000],
  ["-€12.50", -12_500],
  ["€-12.50", -12_500],
  ["12.50-", -12_500],
  ["(12.50)", -12_500],
  ["−3,20", -3_200],
  ["12,-", 12_000],
  ["12.– CHF", 12_000],
  ["-0", 0],
])("sign and currency stand around the amount in %s", (text, units) =>
  expect(readDecimal(text, 3, null)).toEqual({ units }),
);

test("a word that is no currency is not dropped", () => {
  for (const text of ["12 ABC", "12 pcs", "ABC 12"]) expect(readDecimal(text, 2, ".")).toEqual({ fault: "no-number" });
  expect(["12 €", "CHF 3", "-$5", "12", "12 ABC"].map(currencyMarkOf)).toEqual(["€", "CHF", "$", null, null]);
});

test("a number is exact, or told why not", () => {
  expect(readDecimal("0.005", 2, ".")).toEqual({ fault: "too-many-decimals" });
  expect(readDecimal("90071992547409.91", 2, ".")).toEqual({ units: 9_007_199_254_740_991 });
  expect(readDecimal("90071992547409.92", 2, ".")).toEqual({ fault: "too-large" });
  expect(readDecimal("9".repeat(17), 0, ".")).toEqual({ fault: "too-large" });
  expect(readDecimal("9".repeat(10_000), 0, ".")).toEqual({ fault: "no-number" });
});

test.each([
  [["0,10", "1.299,00", "1.200"], ","],
  [["0,125"], ","],
  [["1.000", "12.500"], null],
  [["1.234.567"], ","],
  [["1,234,567"], "."],
  [["12.0", "240.000"], "."],
  [["1", "2", ""], null],
  [["12,5", "12.5"], null],
  [["1'000.50", "abc"], "."],
])("the column %j shows its mark: %s", (texts, mark) => expect(markOf(gatherEvidence(texts))).toBe(mark));

test("whatever is written under a mark is read back the same", () => {
  const mark = fc.constantFrom(",", ".") as fc.Arbitrary<"," | ".">;
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), mark, (units, digits, mark) => {
      const text = toDecimalText(units, digits);
      const [whole = "", fraction] = text.split(".");
      const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, mark === "," ? "." : ",");
      const written = fraction === undefined ? grouped : `${grouped}${mark}${fraction}`;
      expect(readDecimal(written, digits, mark)).toEqual({ units: Object.is(units, -0) ? 0 : units });
    }),
  );
});
