import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_REGION, setRegion } from "./region";
import {
  moneyKind,
  type NumberKind,
  percentKind,
  printNumber,
  quantityKind,
  readTyped,
  showNumber,
  understoodAs,
  unitCostKind,
} from "./typed-number";

afterEach(() => setRegion(DEFAULT_REGION));

const KINDS: Readonly<Record<string, NumberKind>> = {
  price: moneyKind("EUR"),
  cost: unitCostKind("EUR"),
  percent: percentKind,
  quantity: quantityKind,
  yen: moneyKind("JPY"),
  dinar: moneyKind("KWD"),
};
const kindOf = (name: string): NumberKind => KINDS[name] ?? quantityKind;
const read = (locale: string, kind: string, text: string) => {
  setRegion({ ...DEFAULT_REGION, locale });
  const typed = readTyped(text, kindOf(kind));
  return "value" in typed ? typed.value : "asked";
};

describe("decimal-comma-three-places: a typed number is right or asked for", () => {
  test.each([
    // A decimal comma where points are usual, and the other way round.
    ["en-GB", "cost", "0,125", 125_000],
    ["en-GB", "price", "12,50", 1_250],
    ["en-GB", "percent", "7,5", 75_000],
    ["en-GB", "percent", "7.5 %", 75_000],
    ["de-DE", "cost", "0.125", 125_000],
    ["de-DE", "price", "12.50", 1_250],
    ["de-DE", "price", "12,5", 1_250],
    // The shop's own groups of thousands.
    ["en-GB", "price", "1,250", 125_000],
    ["en-GB", "quantity", "1,000", 1_000],
    ["de-DE", "price", "1.250", 125_000],
    ["de-DE", "quantity", "1.000", 1_000],
    ["de-DE", "price", "1.299,00", 129_900],
    ["de-DE", "price", "1,299.00", 129_900],
    ["fr-FR", "quantity", "1 000", 1_000],
    ["fr-FR", "price", "1\u202f250,50", 125_050],
    ["de-CH", "price", "1’250.50", 125_050],
    // The shop's own decimals, where there may be three.
    ["en-GB", "cost", "1.250", 1_250_000],
    ["de-DE", "cost", "1,250", 1_250_000],
    ["en-GB", "percent", "1.125", 11_250],
    ["en-GB", "dinar", "1.250", 1_250],
    ["en-GB", "quantity", "-3", -3],
    // What may mean two numbers, and the shop's writing does not say which.
    ["en-GB", "cost", "1,250", "asked"],
    ["de-DE", "cost", "1.250", "asked"],
    ["en-GB", "price", "1.250", "asked"],
    ["en-GB", "price", "12.345", "asked"],
    ["de-DE", "price", "1,250", "asked"],
    ["en-GB", "quantity", "1.000", "asked"],
    ["de-DE", "quantity", "1,000", "asked"],
    ["en-GB", "yen", "1.250", "asked"],
    ["en-GB", "percent", "1,125", "asked"],
    // No such number.
    ["en-GB", "price", "12.3456", "asked"],
    ["en-GB", "quantity", "1.5", "asked"],
    ["en-GB", "price", "twelve", "asked"],
    ["en-GB", "price", "1.2.3", "asked"],
  ])("in %s, the %s %j is %j", (locale, kind, text, value) => {
    expect(read(locale, kind, text)).toBe(value);
  });

  test("with both readings named, each in a way that is clear", () => {
    expect(readTyped("1.250", kindOf("price"))).toEqual({
      problem: "1.250 can mean 1250 or 1.25. Enter 1250 or 1.25.",
    });
    expect(readTyped("1.250", kindOf("quantity"))).toEqual({
      problem: "1.250 can mean 1250 or 1.25. Enter 1250 or another whole number.",
    });
    setRegion({ ...DEFAULT_REGION, locale: "de-DE" });
    expect(readTyped("1.234", kindOf("cost"))).toEqual({
      problem: "1.234 can mean 1234 or 1,234. Enter 1234 or 1,234.",
    });
  });
});

test("what was understood is shown as the shop writes it, unless it was typed so, or only digits", () => {
  expect(understoodAs("12.50", kindOf("price"))).toBeNull();
  expect(understoodAs("12,50", kindOf("price"))).toBe("= 12.50");
  expect(understoodAs("1,250", kindOf("price"))).toBe("= 1,250.00");
  expect(understoodAs("1250", kindOf("price"))).toBeNull();
  expect(understoodAs("1.250", kindOf("price"))).toBeNull();
  setRegion({ ...DEFAULT_REGION, locale: "de-DE" });
  expect(understoodAs("0.125", kindOf("cost"))).toBe("= 0,125");
});

test("what stands in a box reads back as itself, in every format and kind", () => {
  for (const locale of ["en-GB", "de-DE", "de-CH", "fr-FR", "pl-PL", "ja-JP"]) {
    setRegion({ ...DEFAULT_REGION, locale });
    for (const kind of Object.values(KINDS)) {
      for (const value of [0, 1, 125, 1_250, 12_345, 1_234_567, 123_456_789]) {
        expect(readTyped(printNumber(value, kind), kind)).toEqual({ value });
        const shown = readTyped(showNumber(value, kind), kind);
        if ("value" in shown) expect(shown).toEqual({ value });
      }
    }
  }
});
