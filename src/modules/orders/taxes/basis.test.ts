import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GOODS_TAX_CODES, TAX_CODES } from "@/modules/catalog/taxes/tax";
import { NO_RATE, toRate } from "@/shared/money";
import { lineTaxOf, statedTax, statedTaxOfShipping, type TaxBasis, taxBasisOf, type TaxFacts } from "./basis";

const DAY = "2026-11-27";
const nobody = { vatNumber: "", exemptReason: "", exemptCode: "", exemptNumber: "", exemptUntil: null };

type Asked = {
  from?: string;
  ships?: string;
  shipsPostcode?: string;
  free?: boolean;
  country?: string;
  postcode?: string;
  day?: string;
} & Partial<TaxFacts["customer"]>;
const basisOf = ({
  from = "DE",
  ships = "",
  shipsPostcode = "",
  free = true,
  country = "",
  postcode = "",
  day = DAY,
  ...customer
}: Asked) =>
  taxBasisOf({
    shop: { country: from, taxFreeAbroad: free },
    day,
    from: { country: ships, postcode: shipsPostcode },
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
    [
      "from a warehouse in another member state, to the shop's own",
      { ships: "FR", country: "DE", vatNumber: "DE123456789" },
    ],
    ["into Northern Ireland", { country: "GB", postcode: "BT1 1AA", vatNumber: "XI123456789" }],
    [
      "to the Isle of Man while the United Kingdom was a member",
      { country: "IM", vatNumber: "FR40303265045", day: "2020-12-31" },
    ],
    ["into Croatia from its accession on", { country: "HR", vatNumber: "HR12345678901", day: "2013-07-01" }],
  ])("%s", (_, asked) => {
    expect(treatmentOf(asked)).toBe("eu-supply");
  });

  test.each([
    ["a person without a number", { country: "FR" }],
    ["a number that has another form", { country: "FR", vatNumber: "FR12" }],
    ["a number of the state it leaves from", { country: "FR", vatNumber: "DE123456789" }],
    ["a number of no member state", { country: "FR", vatNumber: "CHE123456789" }],
    ["what stays in the state, whoever buys", { country: "DE", vatNumber: "FR40303265045" }],
    ["what goes nowhere that is known", { country: "", vatNumber: "FR40303265045" }],
    ["nor from a warehouse elsewhere in the EU", { ships: "FR", country: "", vatNumber: "DE123456789" }],
    ["nor from one outside of it", { ships: "CH", country: "" }],
    ["Monaco, which is as France, to a person", { country: "MC" }],
  ])("and not: %s", (_, asked) => {
    expect(treatmentOf(asked)).toBe("taxed");
  });

  test.each([
    ["Switzerland", { country: "CH" }],
    ["Great Britain", { country: "GB", postcode: "SW1A 1AA" }],
    ["the Canary Islands", { country: "ES", postcode: "35 001" }],
    ["Büsingen", { country: "DE", postcode: "78266" }],
    ["Réunion, by the postcode of France", { country: "FR", postcode: "97400" }],
    ["Greenland, by the postcode of Denmark", { country: "DK", postcode: "3900" }],
    ["Campione d'Italia", { country: "IT", postcode: "22061" }],
    ["the Isle of Man, since the United Kingdom left", { country: "IM" }],
    ["Croatia before its accession", { country: "HR", day: "2013-06-30", vatNumber: "HR12345678901" }],
    ["home, from a warehouse outside", { ships: "CH", country: "DE" }],
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

/* HMRC, "Accounting for VAT on goods moving between Great Britain and Northern Ireland from 1 January 2021". */
test("a seller in the United Kingdom charges its tax between Great Britain and Northern Ireland", () => {
  const belfast = { country: "GB", postcode: "BT1 1AA" };
  expect(treatmentOf({ from: "GB", ...belfast })).toBe("taxed");
  expect(treatmentOf({ from: "GB", ...belfast, vatNumber: "XI123456789" })).toBe("taxed");
  const fromBelfast = { from: "GB", ships: "GB", shipsPostcode: "BT1 1AA" };
  expect(treatmentOf({ ...fromBelfast, country: "GB", postcode: "SW1A 1AA" })).toBe("taxed");
  expect(treatmentOf({ ...fromBelfast, country: "IM" })).toBe("taxed");
  expect(treatmentOf({ ...fromBelfast, country: "FR", vatNumber: "FR40303265045" })).toBe("eu-supply");
  expect(treatmentOf({ ...fromBelfast, country: "US" })).toBe("export");
  expect(treatmentOf({ from: "GB", country: "FR", vatNumber: "FR40303265045" })).toBe("export");
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

/*
 * Reverse charge at home. The German tax authority: UStAE 13b.3 to 13b.7 (scrap metal by § 13b (2) no. 7 UStG); the
 * customer owes the tax as a company, § 13b (5). Directive 2006/112/EC, Art. 199 (1) (d).
 */
describe("goods under reverse charge", () => {
  const scrap = { category: "Scrap metal", code: "AE", reason: "§ 13b UStG", rate: toRate(190_000) } as const;
  const taxOf = (asked: Asked) => lineTaxOf(basisOf(asked), scrap);

  test("are owed by a company at home, which its VAT number says", () => {
    const owed = { taxRate: 0, taxCategory: "AE", taxReason: "§ 13b UStG" };
    expect(taxOf({ country: "DE", vatNumber: "DE123456789" })).toEqual(owed);
    expect(taxOf({ country: "DE", vatNumber: "FR40303265045" })).toEqual(owed);
  });

  test("are taxed as others are to a person, and to a number of another form", () => {
    const taxed = { taxRate: 190_000, taxCategory: "S", taxReason: "" };
    expect(taxOf({ country: "DE" })).toEqual(taxed);
    expect(taxOf({ country: "DE", vatNumber: "DE12" })).toEqual(taxed);
    expect(taxOf({ country: "FR" })).toEqual(taxed);
  });

  test("are a supply or an export where they leave the country, and exempt to who is exempt", () => {
    expect(taxOf({ country: "FR", vatNumber: "FR40303265045" })).toMatchObject({ taxCategory: "K", taxRate: 0 });
    expect(taxOf({ country: "CH", vatNumber: "DE123456789" })).toMatchObject({ taxCategory: "G", taxRate: 0 });
    const exempt = { exemptReason: "Embassy", vatNumber: "DE123456789" };
    expect(taxOf({ country: "DE", ...exempt })).toMatchObject({ taxCategory: "E", taxReason: "Embassy" });
  });
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
      const rate = found.code === "S" || found.code === "AE" ? found.rate : NO_RATE;
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
  const coded = { ...basis, code: "VATEX-EU-151-1A" };
  expect(statedTax(line("E", 0, "Embassy"), coded).reasonCode).toBe("VATEX-EU-151-1A");
  const postal = { ...line("E", 0, "Postal services"), reasonCode: "VATEX-EU-132-1A" };
  expect(statedTax(postal, coded).reasonCode).toBe("VATEX-EU-132-1A");
});

test("shipping is taxed as the goods are of whose rate it is, and else by its rate", () => {
  const lines = [line("S", 190_000), line("E", 0, "Embassy")];
  const codeOf = (rate: number) => statedTaxOfShipping(toRate(rate), lines, null);
  expect(codeOf(0)).toEqual({ category: "E", taxReason: "Embassy" });
  expect(codeOf(190_000).category).toBe("S");
  expect(codeOf(70_000).category).toBe("S");
  expect(statedTaxOfShipping(toRate(0), [], null).category).toBe("Z");
});
