import { allOf, readXml, textOf, type XmlElement } from "./read-xml";

/*
 * The rules of EN 16931 about totals and taxes, as the standard words them, over an invoice in the syntax of UN/CEFACT.
 * Amounts are cents, so that nothing is rounded on the way. Of BR-CO-17 the published checks allow one whole unit of
 * the currency; here it is as many cents as the invoice has lines, which is what rounding each of them can move.
 */

const cents = (text: string): number => Math.round(Number(text) * 100);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

type Taxed = { category: string; rate: number; amount: number };

function read(xml: string) {
  const root = readXml(xml);
  const [trade] = allOf(root, "SupplyChainTradeTransaction");
  const [settlement] = trade ? allOf(trade, "ApplicableHeaderTradeSettlement") : [];
  if (!trade || !settlement) throw new Error("This is no invoice.");
  const total = (name: string) =>
    cents(textOf(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation", name) || "0");
  const taxedBy = (of: XmlElement, tax: string, amount: number): Taxed => ({
    category: textOf(of, tax, "CategoryCode"),
    rate: Number(textOf(of, tax, "RateApplicablePercent") || "0"),
    amount,
  });
  const lines = allOf(trade, "IncludedSupplyChainTradeLineItem").map((line) => {
    const [ofLine = line] = allOf(line, "SpecifiedLineTradeSettlement");
    const net = cents(textOf(ofLine, "SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"));
    const price = Number(textOf(line, "SpecifiedLineTradeAgreement", "NetPriceProductTradePrice", "ChargeAmount"));
    const quantity = Number(textOf(line, "SpecifiedLineTradeDelivery", "BilledQuantity"));
    const off = sum(allOf(ofLine, "SpecifiedTradeAllowanceCharge", "ActualAmount").map(({ text }) => cents(text)));
    const [unit] = allOf(line, "SpecifiedLineTradeDelivery", "BilledQuantity");
    return { ...taxedBy(ofLine, "ApplicableTradeTax", net), price, quantity, off, unit: unit?.attributes["unitCode"] };
  });
  const charges = allOf(settlement, "SpecifiedTradeAllowanceCharge").map((charge) => ({
    ...taxedBy(charge, "CategoryTradeTax", cents(textOf(charge, "ActualAmount"))),
    isCharge: textOf(charge, "ChargeIndicator", "Indicator") === "true",
  }));
  const taxes = allOf(settlement, "ApplicableTradeTax").map((tax) => ({
    category: textOf(tax, "CategoryCode"),
    rate: Number(textOf(tax, "RateApplicablePercent") || "0"),
    basis: cents(textOf(tax, "BasisAmount")),
    tax: cents(textOf(tax, "CalculatedAmount")),
    exemption: textOf(tax, "ExemptionReason") + textOf(tax, "ExemptionReasonCode"),
  }));
  return { root, trade, settlement, total, lines, charges, taxes };
}

/** The rules that an invoice breaks, by their names in the standard. */
export function brokenRules(xml: string): string[] {
  const { root, trade, settlement, total, lines, charges, taxes } = read(xml);
  const seller = allOf(trade, "ApplicableHeaderTradeAgreement", "SellerTradeParty")[0];
  const buyer = allOf(trade, "ApplicableHeaderTradeAgreement", "BuyerTradeParty")[0];
  const ofCharges = sum(charges.map(({ amount, isCharge }) => (isCharge ? amount : 0)));
  const ofAllowances = sum(charges.map(({ amount, isCharge }) => (isCharge ? 0 : amount)));
  const amounts = allOf(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")[0]?.children ?? [];
  const basisOf = ({ category, rate }: { category: string; rate: number }) =>
    sum([
      ...lines.filter((line) => line.category === category && line.rate === rate).map(({ amount }) => amount),
      ...charges
        .filter((charge) => charge.category === category && charge.rate === rate)
        .map(({ amount, isCharge }) => (isCharge ? amount : -amount)),
    ]);
  const isUntaxed = (category: string) => category !== "S";
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
    "BR-CO-26": seller !== undefined && textOf(seller, "SpecifiedTaxRegistration", "ID") !== "",
    "BR-DEC": amounts.every(({ text }) => /^-?\d+(\.\d{1,2})?$/.test(text)),
    "BR-S-01": lines.every(({ category, rate }) =>
      taxes.some((each) => each.category === category && each.rate === rate),
    ),
    "BR-S-05": [...lines, ...charges].every(({ category, rate }) => category !== "S" || rate > 0),
    "BR-S-08": taxes.every((each) => each.basis === basisOf(each)),
    "BR-S-10": taxes.every(({ category, exemption }) => !["S", "Z"].includes(category) || exemption === ""),
    "BR-Z-05": [...lines, ...charges].every(({ category, rate }) => !isUntaxed(category) || rate === 0),
    "BR-Z-09": taxes.every(({ category, tax }) => !isUntaxed(category) || tax === 0),
    "BR-AE-10": taxes.every(({ category, exemption }) => ["S", "Z"].includes(category) || exemption !== ""),
    "BR-AE-02":
      !taxes.some(({ category }) => category === "AE" || category === "K") ||
      (buyer !== undefined && textOf(buyer, "SpecifiedTaxRegistration", "ID") !== ""),
    "BR-IC-11":
      !taxes.some(({ category }) => category === "K") ||
      textOf(
        trade,
        "ApplicableHeaderTradeDelivery",
        "ActualDeliverySupplyChainEvent",
        "OccurrenceDateTime",
        "DateTimeString",
      ) !== "",
    "BR-O-02":
      !taxes.some(({ category }) => category === "O") ||
      (seller !== undefined && textOf(seller, "SpecifiedTaxRegistration", "ID") === ""),
    "price times quantity": lines.every(
      ({ price, quantity, off, amount }) => Math.abs(Math.round(price * quantity * 100) - off - amount) === 0,
    ),
  };
  return Object.entries(holds).flatMap(([rule, isHeld]) => (isHeld ? [] : [rule]));
}
