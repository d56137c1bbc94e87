import { describe, expect, test } from "vitest";
import type { TaxCode } from "@/modules/catalog/taxes/tax";
import { electronicProblems, type InvoiceContent, sumOf, taxesOf } from "@/modules/invoices/content";
import { addMoney, NO_RATE, toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { brokenRules } from "@/testing/en16931-rules";
import { schemaFaults } from "@/testing/factur-x-schema";
import { allOf, readXml, textOf } from "@/testing/read-xml";
import { writeCrossIndustryInvoice } from "./cross-industry-invoice";

/*
 * One invoice of each category of tax that a seller of goods needs, kept and broken: EN 16931-1, section 6.4.3. What it
 * says of each are the examples of the European Commission's "VAT invoicing rules" and Directive 2006/112/EC, Art. 226.
 */

const address = { name: "Claire SA", address: "1 rue du Port", postcode: "67000", city: "Strasbourg", country: "FR" };
type Part = { category: TaxCode; taxReason?: string; reasonCode?: string };

function invoiceOf(parts: readonly Part[], given: Partial<InvoiceContent> = {}): InvoiceContent {
  const lines = parts.map(({ category, taxReason = "", reasonCode }, index) => ({
    id: String(index),
    name: "Globe",
    sku: "G-1",
    optionValues: [],
    unit: "each" as const,
    quantity: toQuantity(2),
    unitPrice: toMoney(1_000),
    discount: toMoney(0),
    category,
    taxReason,
    ...(reasonCode && { reasonCode }),
    rate: category === "S" ? toRate(190_000) : NO_RATE,
    net: toMoney(2_000),
    tax: toMoney(category === "S" ? 380 : 0),
  }));
  const { net, tax } = sumOf(lines);
  return {
    language: "en",
    locale: "en-GB",
    currency: "EUR",
    seller: {
      name: "Globes & Sons",
      address: "12 Harbour Street\n20457 Hamburg",
      country: "DE",
      vatNumber: "DE136695976",
      registrationNumber: "HRB 12345",
      iban: "",
      bic: "",
      footer: "",
    },
    buyer: { ...address, vatNumber: "FR40303265045" },
    delivery: address,
    order: { number: 1042, placedOn: "2026-03-01", reference: "" },
    deliveredOn: "2026-03-09",
    issuedOn: "2026-03-10",
    dueOn: "2026-03-24",
    pricesIncludeTax: false,
    lines,
    shipping: null,
    taxes: taxesOf(lines),
    totals: { net, tax, total: addMoney(net, tax), prepaid: toMoney(0) },
    corrects: null,
    reason: "",
    ...given,
  };
}
const write = (content: InvoiceContent) => writeCrossIndustryInvoice(content, "INV-2026-1001");
const xmlOf = (...parts: Part[]) => write(invoiceOf(parts));
const brokenBy = (xml: string, from: RegExp | string, to: string) => {
  const broken = xml.replaceAll(from, to);
  expect(broken).not.toBe(xml);
  return brokenRules(broken);
};
function taxOf(xml: string) {
  const [settlement] = allOf(readXml(xml), "SupplyChainTradeTransaction", "ApplicableHeaderTradeSettlement");
  const [tax] = settlement ? allOf(settlement, "ApplicableTradeTax") : [];
  const said = (name: string) => (tax ? textOf(tax, name) : "");
  return {
    category: said("CategoryCode"),
    rate: said("RateApplicablePercent"),
    code: said("ExemptionReasonCode"),
    reason: said("ExemptionReason"),
  };
}

const SELLER_VAT = /<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976<.*?Registration>/g;
const BUYER_VAT = /<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR40303265045<.*?Registration>/g;
const REASONS = /<ram:ExemptionReason(Code)?>.*?<\/ram:ExemptionReason(Code)?>/g;
const EXEMPT = { category: "E", taxReason: "Embassy, B-7", reasonCode: "VATEX-EU-151-1A" } as const;

test.each([
  ["S", { category: "S" }, { rate: "19.00", code: "", reason: "" }],
  ["Z", { category: "Z" }, { rate: "0.00", code: "", reason: "" }],
  ["E", EXEMPT, { rate: "0.00", code: "VATEX-EU-151-1A", reason: "Embassy, B-7" }],
  ["AE", { category: "AE" }, { rate: "0.00", code: "VATEX-EU-AE", reason: "Reverse charge" }],
  ["K", { category: "K" }, { rate: "0.00", code: "VATEX-EU-IC", reason: "Intra-Community supply" }],
  ["G", { category: "G" }, { rate: "0.00", code: "VATEX-EU-G", reason: "Export outside the EU" }],
  ["O", { category: "O" }, { rate: "", code: "VATEX-EU-O", reason: "Not subject to VAT" }],
] as const)("%s says what it is, why and at which rate, and breaks no rule", (category, part, said) => {
  const xml = xmlOf(part);
  expect(taxOf(xml)).toEqual({ category, ...said });
  expect(brokenRules(xml)).toEqual([]);
  expect(schemaFaults(xml)).toEqual([]);
});

describe.each([
  ["S", "S"],
  ["Z", "Z"],
  ["E", "E"],
  ["AE", "AE"],
  ["K", "IC"],
  ["G", "G"],
] as const)("an invoice of %s", (category, family) => {
  const xml = xmlOf({ category, taxReason: "§ 4 UStG" });

  test("has to name the seller by a VAT number", () => {
    expect(brokenBy(xml, SELLER_VAT, "")).toEqual([`BR-${family}-02`]);
  });

  test("has to have its breakdown, of all of it, and the rate of its category", () => {
    const breakdown = /<ram:ApplicableTradeTax><ram:CalculatedAmount>.*?<\/ram:ApplicableTradeTax>/;
    expect(brokenBy(xml, new RegExp(breakdown, "g"), "")).toContain(`BR-${family}-01`);
    expect(brokenBy(xml, "<ram:BasisAmount>20.00<", "<ram:BasisAmount>19.99<")).toContain(`BR-${family}-08`);
    const [rate, other] = category === "S" ? ["19.00", "0.00"] : ["0.00", "7.00"];
    const named = (percent: string) => `<ram:RateApplicablePercent>${percent}<`;
    expect(brokenBy(xml, named(rate), named(other))).toContain(`BR-${family}-05`);
    expect(brokenBy(xml, /<ram:CalculatedAmount>.*?</g, "<ram:CalculatedAmount>9.00<")).toContain(`BR-${family}-09`);
  });

  test("says why there is no tax where there is a reason, and not where there is none", () => {
    const isSilent = category === "S" || category === "Z";
    const broken = isSilent
      ? brokenBy(xml, "<ram:BasisAmount>", "<ram:ExemptionReason>Why</ram:ExemptionReason><ram:BasisAmount>")
      : brokenBy(xml, REASONS, "");
    expect(broken).toEqual([`BR-${family}-10`]);
  });
});

describe("an invoice", () => {
  test("by reverse charge or within the EU names the buyer by a VAT number", () => {
    expect(brokenBy(xmlOf({ category: "AE" }), BUYER_VAT, "")).toEqual(["BR-AE-02"]);
    expect(brokenBy(xmlOf({ category: "K" }), BUYER_VAT, "")).toEqual(["BR-IC-02"]);
    expect(brokenBy(xmlOf({ category: "G" }), BUYER_VAT, "")).toEqual([]);
  });

  test("within the EU says when it was delivered, and to which country", () => {
    const xml = xmlOf({ category: "K" });
    expect(brokenBy(xml, /<ram:ActualDelivery.*?<\/ram:ActualDelivery\w+>/g, "")).toEqual(["BR-IC-11"]);
    expect(brokenBy(xml, /<ram:ShipToTradeParty>.*?<\/ram:ShipToTradeParty>/g, "")).toEqual(["BR-IC-12"]);
  });

  test("outside the scope of tax names nobody by a VAT number, has no rate and stands alone", () => {
    const xml = xmlOf({ category: "O" });
    expect(xml).toContain("<ram:SpecifiedLegalOrganization><ram:ID>HRB 12345<");
    expect(xml).not.toContain("SpecifiedTaxRegistration");
    const number = `<ram:SpecifiedTaxRegistration><ram:ID>DE136695976</ram:ID></ram:SpecifiedTaxRegistration>`;
    expect(brokenBy(xml, "</ram:SellerTradeParty>", `${number}</ram:SellerTradeParty>`)).toEqual(["BR-O-02"]);
    expect(
      brokenBy(
        xml,
        /<ram:CategoryCode>O<\/ram:CategoryCode>/g,
        "$&<ram:RateApplicablePercent>0</ram:RateApplicablePercent>",
      ),
    ).toContain("BR-O-05");
    expect(brokenBy(xml, REASONS, "")).toEqual(["BR-O-10"]);
    expect(brokenRules(xmlOf({ category: "O" }, { category: "Z" }))).toEqual(["BR-Z-02", "BR-O-11", "BR-O-12"]);
  });

  test("of a category that the standard has not is refused", () => {
    expect(brokenBy(xmlOf({ category: "Z" }), ">Z<", ">X<")).toEqual(["BR-CL-17"]);
  });

  test("says its reasons in the customer's language, with the shop's own words behind the law's", () => {
    const german = invoiceOf([{ category: "AE", taxReason: "§ 13b UStG" }], { language: "de" });
    expect(taxOf(write(german)).reason).toBe("Steuerschuldnerschaft des Leistungsempfängers: § 13b UStG");
    expect(taxOf(write(invoiceOf([{ category: "E" }], { language: "de" }))).reason).toBe(
      "Von der Umsatzsteuer befreit",
    );
  });

  test("of several exemptions names each, and a code only where it is that of all", () => {
    const post = { category: "E", taxReason: "Postal services", reasonCode: "VATEX-EU-132-1A" } as const;
    expect(taxOf(xmlOf(EXEMPT, EXEMPT))).toMatchObject({ code: "VATEX-EU-151-1A", reason: "Embassy, B-7" });
    expect(taxOf(xmlOf(EXEMPT, post))).toMatchObject({ code: "", reason: "Embassy, B-7; Postal services" });
    expect(taxOf(xmlOf(EXEMPT, { category: "E" }))).toMatchObject({ code: "" });
  });
});

test("what keeps an invoice from being electronic is said, and is what would break a rule", () => {
  const noNumbers = { ...invoiceOf([]).seller, vatNumber: "", registrationNumber: "" };
  const asksFor = (parts: readonly Part[], given: Partial<InvoiceContent> = {}) => {
    const content = invoiceOf(parts, given);
    const problems = electronicProblems(content);
    expect(problems.length > 0).toBe(brokenRules(write(content)).length > 0);
    return problems;
  };
  expect(asksFor([{ category: "S" }], { seller: noNumbers })).toEqual(["the VAT number of the shop"]);
  expect(asksFor([{ category: "O" }], { seller: noNumbers })).toEqual(["the register number of the shop"]);
  expect(asksFor([{ category: "O" }, { category: "S" }])).toEqual([
    "what is outside the scope of tax on an invoice of its own",
  ]);
  const nobody = { ...address, vatNumber: "" };
  expect(asksFor([{ category: "K" }], { buyer: nobody, deliveredOn: null })).toEqual([
    "the VAT number of the customer",
    "the day of delivery",
  ]);
  expect(asksFor([{ category: "G" }], { buyer: nobody, deliveredOn: null })).toEqual([]);
});
