import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDecimal, parseMoney, parsePercent, parseUnitCost } from "@/testing/parse-amount";
import {
  applyRate,
  costOf,
  formatMoney,
  formatRate,
  formatUnitCost,
  timesQuantity,
  toDecimalText,
  toMoney,
  toRate,
  toUnitCost,
  UNIT_COST_MAX,
} from "./money";
import { QUANTITY_MAX } from "./quantity";
import { DEFAULT_REGION, setRegion } from "./region";

describe("reading money", () => {
  test.each([
    ["12.50", 1250],
    ["12.5", 1250],
    ["12", 1200],
    [".5", 50],
    ["5.", 500],
    ["0", 0],
    ["-3.20", -320],
    ["1,234.50", 123450],
    ["12.500", 1250],
    ["1,23", 123],
    ["12 EUR", 1200],
    [" 7.00 ", 700],
  ])("%s is %d cents", (text, cents) => expect(parseMoney(text, "EUR")).toBe(cents));

  test.each(["", ".", "-", "1.234", "1e3", "0x10", "NaN", "Infinity", "99999999999999999999", "１２"])(
    "%s is no amount of euros",
    (text) => {
      expect(parseMoney(text, "EUR")).toBeNull();
    },
  );

  test("currencies have their own number of decimals", () => {
    expect(parseMoney("1200", "JPY")).toBe(1200);
    expect(parseMoney("12.5", "JPY")).toBeNull();
    expect(parseMoney("1.234", "KWD")).toBe(1234);
  });

  test("whatever is written is read back the same", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (units, digits) => {
        expect(parseDecimal(toDecimalText(units, digits), digits)).toBe(Object.is(units, -0) ? 0 : units);
      }),
    );
  });

  test("a unit cost has four more decimals, a percentage reads to parts per million", () => {
    expect(parseUnitCost("0.012345", "EUR")).toBe(12345);
    expect(parsePercent("8.875 %")).toBe(88_750);
    expect(parsePercent("19")).toBe(190_000);
  });
});

describe("arithmetic", () => {
  test("a rate is rounded half away from zero, once", () => {
    expect(applyRate(toMoney(50), toRate(10_000))).toBe(1);
    expect(applyRate(toMoney(49), toRate(10_000))).toBe(0);
    expect(applyRate(toMoney(-50), toRate(10_000))).toBe(-1);
  });

  test("what JavaScript does not hold exactly is refused, not rounded", () => {
    expect(() => toMoney(2 ** 53)).toThrow(RangeError);
    expect(() => toMoney(0.1)).toThrow(RangeError);
    expect(() => timesQuantity(toMoney(9_007_199_254_740_991), 2)).toThrow(RangeError);
    expect(timesQuantity(toMoney(94_906_265), 94_906_265)).toBe(9_007_199_136_250_225);
  });

  test("costs per unit add up to whole cents", () => expect(costOf(toUnitCost(12_345), 1_000)).toBe(1235));

  test("the dearest items in the greatest number come to the largest exact amount", () => {
    expect(costOf(toUnitCost(UNIT_COST_MAX), QUANTITY_MAX)).toBe(Number.MAX_SAFE_INTEGER);
  });
});

test("money and rates are shown without a float on the way", () => {
  expect(formatMoney(123_450, "EUR")).toBe("€1,234.50");
  expect(formatMoney(9_007_199_254_740_991, "EUR")).toBe("€90,071,992,547,409.91");
  expect(formatUnitCost(12_345, "EUR")).toBe("€0.012345");
  expect(formatRate(190_000)).toBe("19%");
  expect(formatRate(88_750)).toBe("8.875%");
  expect(formatRate(1_000_000)).toBe("100%");
});

test("money is written as the shop's currency and number format have it", () => {
  const blanks = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ").replaceAll("’", "'");
  const write = (locale: string, currency: string, amount: number) => {
    setRegion({ ...DEFAULT_REGION, locale, currency });
    return blanks(formatMoney(amount));
  };
  try {
    expect(write("de-DE", "EUR", 123_456)).toBe("1.234,56 €");
    expect(write("fr-FR", "EUR", 123_456)).toBe("1 234,56 €");
    expect(write("de-CH", "CHF", 123_456)).toBe("CHF 1'234.56");
    expect(write("ja-JP", "JPY", 123_456)).toBe("￥123,456");
    expect(write("en-GB", "KWD", 123_456)).toBe("KWD 123.456");
    expect(blanks(formatUnitCost(1_234_567))).toBe("KWD 0.1234567");
    setRegion({ ...DEFAULT_REGION, locale: "de-DE" });
    expect(blanks(formatRate(75_000))).toBe("7,5 %");
  } finally {
    setRegion(DEFAULT_REGION);
  }
});
