import { allOf, readXml, textOf, type XmlElement } from "./read-xml";

/* An invoice in the syntax of UN/CEFACT as its rules look at it. Amounts are cents, so that nothing is rounded. */

const cents = (text: string): number => Math.round(Number(text) * 100);
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

type Taxed = { category: string; rate: number; hasRate: boolean; amount: number };

export type ReadInvoice = ReturnType<typeof readInvoice>;

export function readInvoice(xml: string) {
  const root = readXml(xml);
  const [trade] = allOf(root, "SupplyChainTradeTransaction");
  const [settlement] = trade ? allOf(trade, "ApplicableHeaderTradeSettlement") : [];
  if (!trade || !settlement) throw new Error("This is no invoice.");
  const total = (name: string) =>
    cents(textOf(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation", name) || "0");
  const taxedBy = (of: XmlElement, tax: string, amount: number): Taxed => ({
    category: textOf(of, tax, "CategoryCode"),
    rate: Number(textOf(of, tax, "RateApplicablePercent") || "0"),
    hasRate: textOf(of, tax, "RateApplicablePercent") !== "",
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
  const [seller] = allOf(trade, "ApplicableHeaderTradeAgreement", "SellerTradeParty");
  const [buyer] = allOf(trade, "ApplicableHeaderTradeAgreement", "BuyerTradeParty");
  return { root, trade, settlement, total, lines, charges, taxes, seller, buyer };
}
