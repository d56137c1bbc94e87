import { codeAtRate, type GoodsTax, type GoodsTaxCode, postcodeForm, type TaxCode } from "@/modules/catalog/taxes/tax";
import { countryOfVatNumber, isSoldAtHome, vatAreaOf } from "@/modules/shop/vat-area";
import { vatNumberProblem } from "@/modules/shop/vat-number";
import { NO_RATE, type Rate } from "@/shared/money";

/** `exempt` is the customer: by what they said, and a certificate. The two abroad are by where the goods go. */
type TaxTreatment = "taxed" | "exempt" | "eu-supply" | "export";

/**
 * By what an order is taxed, as it was when it was written: where its goods go, and why there is no tax on them. The
 * number is the customer's VAT number, where they are a company for the tax, or that of their certificate. `code` is
 * the reason of the VATEX list; `from` is where the goods leave, if that is not the shop's country.
 */
export type TaxBasis = {
  treatment: TaxTreatment;
  country: string;
  reason: string;
  number: string;
  code?: string;
  from?: string;
};

/** What decides it. `country` of the shop and days as `YYYY-MM-DD` of its calendar. */
export type TaxFacts = {
  shop: { country: string; taxFreeAbroad: boolean };
  day: string;
  /** The warehouse; without a country it is in the shop's. */
  from: { country: string; postcode: string };
  to: { country: string; postcode: string };
  customer: {
    vatNumber: string;
    exemptReason: string;
    exemptCode: string;
    exemptNumber: string;
    exemptUntil: string | null;
  };
};

/**
 * What leaves the EU is an export (Directive 2006/112/EC, Art. 146), and what goes to whoever has a VAT number of
 * another member state than it leaves from is an intra-Community supply (Art. 138 (1)): both without tax. Anybody else
 * is taxed where the goods go, unless they are exempt themselves.
 */
export function taxBasisOf({ shop, day, customer, ...way }: TaxFacts): TaxBasis {
  const from = way.from.country || shop.country;
  const country = way.to.country || shop.country;
  const left = vatAreaOf(from, postcodeForm(way.from.postcode), day);
  const into = vatAreaOf(country, postcodeForm(way.to.postcode), day);
  const on = { country, reason: "", number: "", ...(from !== shop.country && { from }) };
  const number = vatNumberProblem(customer.vatNumber) === null ? customer.vatNumber : "";
  const isAtHome = isSoldAtHome(left, into);
  // What goes nowhere that is known may well stay where it is.
  if (shop.taxFreeAbroad && way.to.country !== "" && !isAtHome) {
    if (!into.isEu || !left.isEu) return { ...on, treatment: "export" };
    const registered = number === "" ? null : countryOfVatNumber(number, day);
    if (registered !== null && registered !== left.area) return { ...on, treatment: "eu-supply", number };
  }
  const { exemptReason: reason, exemptCode: code, exemptNumber, exemptUntil } = customer;
  if (reason !== "" && (exemptUntil === null || day <= exemptUntil))
    return { ...on, treatment: "exempt", reason, number: exemptNumber, ...(code && { code }) };
  return { ...on, treatment: "taxed", number: isAtHome ? number : "" };
}

const CODE_OF = { exempt: "E", "eu-supply": "K", export: "G" } as const satisfies Record<
  Exclude<TaxTreatment, "taxed">,
  TaxCode
>;

/** What is exempt by itself, or no matter of tax, is so for everybody. */
const OF_ITSELF: readonly GoodsTaxCode[] = ["E", "O"];

/**
 * Who buys goods under reverse charge at home owes the tax only as a company (Directive 2006/112/EC, Art. 199 and 199a;
 * in Germany § 13b (5) UStG), which its VAT number says. Anybody else is taxed as by the standard category.
 */
const asBought = (goods: GoodsTax, { treatment, number }: TaxBasis): GoodsTax => {
  if (goods.code !== "AE") return goods;
  const isReversed = treatment === "taxed" && number !== "";
  return isReversed ? { ...goods, rate: NO_RATE } : { ...goods, code: "S", reason: "" };
};

/** By what a line is taxed. Without a category, somebody typed its rate. */
export type LineTax = { taxRate: Rate; taxCategory: TaxCode | null; taxReason: string };

/** The tax of goods in an order on this basis. */
export function lineTaxOf(basis: TaxBasis, found: GoodsTax): LineTax {
  const { treatment, reason } = basis;
  const goods = asBought(found, basis);
  if (treatment === "taxed" || OF_ITSELF.includes(goods.code))
    return {
      taxRate: goods.rate,
      taxCategory: codeAtRate(goods.code, goods.rate),
      taxReason: goods.code === "S" ? "" : goods.reason,
    };
  return { taxRate: NO_RATE, taxCategory: CODE_OF[treatment], taxReason: reason };
}

/** The code of a line as invoices have it: what somebody typed is taxed, or zero rated. */
const codeOfLine = ({ taxCategory, taxRate }: Pick<LineTax, "taxRate" | "taxCategory">): TaxCode =>
  taxCategory !== null && (taxCategory === "S") === taxRate > 0 ? taxCategory : codeAtRate("S", taxRate);

/** The tax of something as documents say it: its code, and why there is none. */
export type StatedTax = {
  category: TaxCode;
  taxReason: string;
  /** Of what is exempt: the reason as a code of the VATEX list, where it has one. */
  reasonCode?: string;
};

/** `reasonCode` is what the tax category that gives this reason says. */
type Taxed = LineTax & { reasonCode?: string };

/** Of a line, with the number of the customer's certificate where that is the reason. */
export function statedTax(line: Taxed, basis: TaxBasis | null): StatedTax {
  const category = codeOfLine(line);
  if (category === "S" || category === "Z") return { category, taxReason: "" };
  const isOfCustomer = basis?.treatment === "exempt" && line.taxReason === basis.reason;
  const parts = isOfCustomer ? [line.taxReason, basis.number] : [line.taxReason];
  const reasonCode = isOfCustomer ? basis.code : line.reasonCode;
  return {
    category,
    taxReason: parts.filter(Boolean).join(", "),
    ...(category === "E" && reasonCode && { reasonCode }),
  };
}

/** Of shipping, which is taxed as the goods are of whose rate it is. */
export function statedTaxOfShipping(taxRate: Rate, lines: readonly Taxed[], basis: TaxBasis | null): StatedTax {
  const alike = lines.find((line) => line.taxRate === taxRate);
  return alike ? statedTax(alike, basis) : { category: codeAtRate("S", taxRate), taxReason: "" };
}
