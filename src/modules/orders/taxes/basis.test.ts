import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GOODS_TAX_CODES, TAX_CODES } from "@/modules/catalog/taxes/tax";
import { NO_RATE, toRate } from "@/shared/money";
import { lineTaxOf, statedTax, statedTaxOfShipping, type TaxBasis, taxBasisOf, type TaxFacts } from "./basis";

const DAY = "2026-11-27";
const nobody = { vatNumber: "", exemptReason: "", exemptNumber: "", exemptUntil: null };

type Asked = { from?: string; free?: boolean; country?: string; postcode?: string; day?: string } & Partial<
  TaxFacts["customer"]
>;
const basisOf = ({ from = "DE", free = true, country = "", postcode = "", day = DAY, ...customer }: Asked) =>
  taxBasisOf({
    shop: { country: from, taxFreeAbroad: free },
    day,
    to: { country, postcode },
    customer: { ...nobody, ...customer },
  });
const treatmentOf = (asked: Asked) => basisOf(asked).treatment;

describe("a shop in the EU sells without tax", () => {
  test("to a VAT number of another member state, into another member state", () => {
    expect(basisOf({ country: "FR", vatNumber: "FR40303265045" })).toEqual({
      treatment: "eu-supply",
      country: "FR",
      reason: "",
      number: "FR40303265045",
    });
    // In a chain the goods may go to a third state (Art. 138: one in a state other than that of dispatch).
    expect(treatmentOf({ country: "IT", vatNumber: "FR40303265045" })).toBe("eu-supply");
    expect(treatmentOf({ country: "GR", vatNumber: "EL123456789" })).toBe("eu-supply");
    expect(treatmentOf({ country: "GB", postcode: "BT1 1AA", vatNumber: "XI123456789" })).toBe("eu-supply");
  });

  test.each([
    ["a person without a number", { country: "FR" }],
    ["a number that has another form", { country: "FR", vatNumber: "FR12" }],
    ["a number of the state it leaves from", { country: "FR", vatNumber: "DE123456789" }],
    ["a number of no member state", { country: "FR", vatNumber: "CHE123456789" }],
    ["what stays in the state, whoever buys", { country: "DE", vatNumber: "FR40303265045" }],
    ["what goes nowhere that is known", { country: "", vatNumber: "FR40303265045" }],
    ["Monaco, which is as France, to a person", { country: "MC" }],
  ])("and not: %s", (_, asked) => {
    expect(treatmentOf(asked)).toBe("taxed");
  });

  test.each([
    ["Switzerland", { country: "CH" }],
    ["Great Britain", { country: "GB", postcode: "SW1A 1AA" }],
    ["the Canary Islands", { country: "ES", postcode: "35 001" }],
    ["Büsingen", { country: "DE", postcode: "78266" }],
    ["whoever buys it there", { country: "US", vatNumber: "FR40303265045" }],
  ])("out of it: %s", (_, asked) => {
    expect(treatmentOf(asked)).toBe("export");
  });

  test("only where it says so", () => {
    expect(treatmentOf({ free: false, country: "FR", vatNumber: "FR40303265045" })).toBe("taxed");
    expect(treatmentOf({ free: false, country: "CH" })).toBe("taxed");
  });
});

test("a shop outside the EU exports what leaves its country", () => {
  expect(treatmentOf({ from: "CH", country: "DE", vatNumber: "DE123456789" })).toBe("export");
  expect(treatmentOf({ from: "CH", country: "CH" })).toBe("taxed");
});

test("a customer is exempt to the last day of their certificate, also abroad where nothing else holds", () => {
  const exempt = { exemptReason: "Embassy", exemptNumber: "B-7", exemptUntil: DAY };
  expect(basisOf({ country: "DE", ...exempt })).toMatchObject({
    treatment: "exempt",
    reason: "Embassy",
    number: "B-7",
  });
  expect(treatmentOf({ country: "DE", ...exempt, day: "2026-11-28" })).toBe("taxed");
  expect(treatmentOf({ country: "DE", ...exempt, exemptUntil: null, day: "2099-01-01" })).toBe("exempt");
  expect(treatmentOf({ country: "CH", ...exempt })).toBe("export");
});

test("a line has tax only under S, and S only with tax", () => {
  const goods = fc.record({
    category: fc.string(),
    code: fc.constantFrom(...GOODS_TAX_CODES),
    reason: fc.string(),
    rate: fc.integer({ min: 0, max: 1_000_000 }).map(toRate),
  });
  const basis = fc.record({
    treatment: fc.constantFrom("taxed", "exempt", "eu-supply", "export" as const),
    country: fc.constant("FR"),
    reason: fc.string(),
    number: fc.string(),
  });
  fc.assert(
    fc.property(goods, basis, (found, on) => {
      const rate = found.code === "S" ? found.rate : NO_RATE;
      const line = lineTaxOf(on, { ...found, rate });
      expect(line.taxRate > 0).toBe(line.taxCategory === "S");
      expect(TAX_CODES).toContain(line.taxCategory);
      expect(statedTax(line, on).category).toBe(line.taxCategory);
      if (line.taxRate > 0) expect(line.taxReason).toBe("");
      if (on.treatment !== "taxed") expect(line.taxRate).toBe(0);
    }),
  );
});

const line = (taxCategory: "S" | "E" | "K" | null, rate: number, taxReason = "") => ({
  taxCategory,
  taxRate: toRate(rate),
  taxReason,
});

test("what somebody typed is taxed, or zero rated; and so is a rate that a category does not fit", () => {
  const codeOf = (...asked: Parameters<typeof line>) => statedTax(line(...asked), null);
  expect(codeOf(null, 70_000)).toEqual({ category: "S", taxReason: "" });
  expect(codeOf(null, 0)).toEqual({ category: "Z", taxReason: "" });
  expect(codeOf("E", 70_000, "Postal services")).toEqual({ category: "S", taxReason: "" });
  expect(codeOf("S", 0)).toEqual({ category: "Z", taxReason: "" });
});

test("documents state the certificate of who is exempt by it, and not beside another reason", () => {
  const basis: TaxBasis = { treatment: "exempt", country: "DE", reason: "Embassy", number: "B-7" };
  expect(statedTax(line("E", 0, "Embassy"), basis)).toEqual({ category: "E", taxReason: "Embassy, B-7" });
  expect(statedTax(line("E", 0, "Postal services"), basis)).toEqual({ category: "E", taxReason: "Postal services" });
  expect(statedTax(line("E", 0, "Embassy"), { ...basis, number: "" }).taxReason).toBe("Embassy");
});

test("shipping is taxed as the goods are of whose rate it is, and else by its rate", () => {
  const lines = [line("S", 190_000), line("E", 0, "Embassy")];
  const codeOf = (rate: number) => statedTaxOfShipping(toRate(rate), lines, null);
  expect(codeOf(0)).toEqual({ category: "E", taxReason: "Embassy" });
  expect(codeOf(190_000).category).toBe("S");
  expect(codeOf(70_000).category).toBe("S");
  expect(statedTaxOfShipping(toRate(0), [], null).category).toBe("Z");
});
