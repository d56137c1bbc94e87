import { codeAtRate, type GoodsTax, type GoodsTaxCode, postcodeForm, type TaxCode } from "@/modules/catalog/taxes/tax";
import { countryOfVatNumber, vatAreaOf } from "@/modules/shop/vat-area";
import { vatNumberProblem } from "@/modules/shop/vat-number";
import { NO_RATE, type Rate } from "@/shared/money";

/** `exempt` is the customer: by what they said, and a certificate. The two abroad are by where the goods go. */
type TaxTreatment = "taxed" | "exempt" | "eu-supply" | "export";

/**
 * By what an order is taxed, as it was when it was written: where its goods go, and why there is no tax on them. The
 * number is the customer's VAT number, or that of their certificate.
 */
export type TaxBasis = { treatment: TaxTreatment; country: string; reason: string; number: string };

/** What decides it. `country` of the shop and days as `YYYY-MM-DD` of its calendar. */
export type TaxFacts = {
  shop: { country: string; taxFreeAbroad: boolean };
  day: string;
  to: { country: string; postcode: string };
  customer: { vatNumber: string; exemptReason: string; exemptNumber: string; exemptUntil: string | null };
};

/**
 * What leaves the EU is an export (Directive 2006/112/EC, Art. 146), and what goes to whoever has a VAT number of
 * another member state than it leaves from is an intra-Community supply (Art. 138 (1)): both without tax. Anybody else
 * is taxed where the goods go, unless they are exempt themselves.
 */
export function taxBasisOf({ shop, day, to, customer }: TaxFacts): TaxBasis {
  const country = to.country || shop.country;
  const [from, into] = [vatAreaOf(shop.country, ""), vatAreaOf(country, postcodeForm(to.postcode))];
  if (shop.taxFreeAbroad && into.area !== from.area) {
    if (!into.isEu || !from.isEu) return { country, treatment: "export", reason: "", number: "" };
    const number = customer.vatNumber;
    const registered = vatNumberProblem(number) === null ? countryOfVatNumber(number) : null;
    if (registered !== null && registered !== from.area) return { country, treatment: "eu-supply", reason: "", number };
  }
  const { exemptReason, exemptNumber, exemptUntil } = customer;
  if (exemptReason !== "" && (exemptUntil === null || day <= exemptUntil))
    return { country, treatment: "exempt", reason: exemptReason, number: exemptNumber };
  return { country, treatment: "taxed", reason: "", number: "" };
}

const CODE_OF = { exempt: "E", "eu-supply": "K", export: "G" } as const satisfies Record<
  Exclude<TaxTreatment, "taxed">,
  TaxCode
>;

/** What is exempt by itself, or no matter of tax, is so for everybody. */
const OF_ITSELF: readonly GoodsTaxCode[] = ["E", "O"];

/** By what a line is taxed. Without a category, somebody typed its rate. */
export type LineTax = { taxRate: Rate; taxCategory: TaxCode | null; taxReason: string };

/** The tax of goods in an order on this basis. */
export function lineTaxOf({ treatment, reason }: TaxBasis, goods: GoodsTax): LineTax {
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
export type StatedTax = { category: TaxCode; taxReason: string };

/** Of a line, with the number of the customer's certificate where that is the reason. */
export function statedTax(line: LineTax, basis: TaxBasis | null): StatedTax {
  const category = codeOfLine(line);
  if (category === "S" || category === "Z") return { category, taxReason: "" };
  const isOfCustomer = basis?.treatment === "exempt" && line.taxReason === basis.reason;
  const parts = isOfCustomer ? [line.taxReason, basis.number] : [line.taxReason];
  return { category, taxReason: parts.filter(Boolean).join(", ") };
}

/** Of shipping, which is taxed as the goods are of whose rate it is. */
export function statedTaxOfShipping(taxRate: Rate, lines: readonly LineTax[], basis: TaxBasis | null): StatedTax {
  const alike = lines.find((line) => line.taxRate === taxRate);
  return alike ? statedTax(alike, basis) : { category: codeAtRate("S", taxRate), taxReason: "" };
}
