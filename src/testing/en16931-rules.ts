import { brokenCategoryRules } from "./en16931-categories";
import { readInvoice, sum } from "./read-invoice";
import { allOf, textOf } from "./read-xml";

/*
 * The rules of EN 16931 about totals and taxes, as the standard words them, over an invoice in the syntax of UN/CEFACT.
 * Amounts are cents, so that nothing is rounded on the way. Of BR-CO-17 the published checks allow one whole unit of
 * the currency; here it is as many cents as the invoice has lines, which is what rounding each of them can move.
 */

/** The rules that an invoice breaks, by their names in the standard. */
export function brokenRules(xml: string): string[] {
  const invoice = readInvoice(xml);
  const { root, settlement, total, lines, charges, taxes, seller, buyer } = invoice;
  const ofCharges = sum(charges.map(({ amount, isCharge }) => (isCharge ? amount : 0)));
  const ofAllowances = sum(charges.map(({ amount, isCharge }) => (isCharge ? 0 : amount)));
  const amounts = allOf(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")[0]?.children ?? [];
  const holds: Record<string, boolean> = {
    "BR-02": textOf(root, "ExchangedDocument", "ID") !== "",
    "BR-06": seller !== undefined && textOf(seller, "Name") !== "",
    "BR-07": buyer !== undefined && textOf(buyer, "Name") !== "",
    "BR-09": seller !== undefined && textOf(seller, "PostalTradeAddress", "CountryID") !== "",
    "BR-11": buyer !== undefined && textOf(buyer, "PostalTradeAddress", "CountryID") !== "",
    "BR-16": lines.length > 0,
    "BR-23": lines.every(({ unit }) => unit !== undefined && unit !== ""),
    "BR-27": lines.every(({ price }) => price >= 0),
    "BR-CO-10": total("LineTotalAmount") === sum(lines.map(({ amount }) => amount)),
    "BR-CO-11": total("AllowanceTotalAmount") === ofAllowances,
    "BR-CO-12": total("ChargeTotalAmount") === ofCharges,
    "BR-CO-13": total("TaxBasisTotalAmount") === total("LineTotalAmount") - ofAllowances + ofCharges,
    "BR-CO-14": total("TaxTotalAmount") === sum(taxes.map(({ tax }) => tax)),
    "BR-CO-15": total("GrandTotalAmount") === total("TaxBasisTotalAmount") + total("TaxTotalAmount"),
    "BR-CO-16": total("DuePayableAmount") === total("GrandTotalAmount") - total("TotalPrepaidAmount"),
    "BR-CO-17": taxes.every(
      ({ basis, rate, tax }) => Math.abs(tax - Math.round((basis * rate) / 100)) <= lines.length + charges.length,
    ),
    "BR-CO-18": taxes.length > 0,
    "BR-CO-25": total("DuePayableAmount") <= 0 || allOf(settlement, "SpecifiedTradePaymentTerms").length > 0,
    "BR-CO-26":
      seller !== undefined &&
      textOf(seller, "SpecifiedTaxRegistration", "ID") + textOf(seller, "SpecifiedLegalOrganization", "ID") !== "",
    "BR-DEC": amounts.every(({ text }) => /^-?\d+(\.\d{1,2})?$/.test(text)),
    "price times quantity": lines.every(
      ({ price, quantity, off, amount }) => Math.abs(Math.round(price * quantity * 100) - off - amount) === 0,
    ),
  };
  return [
    ...Object.entries(holds).flatMap(([rule, isHeld]) => (isHeld ? [] : [rule])),
    ...brokenCategoryRules(invoice),
  ];
}
