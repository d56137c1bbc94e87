import type { InvoiceContent, InvoicedLine } from "@/modules/invoices/content";
import { addMoney, type Money, subtractMoney, timesQuantity, toMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { buyerNode, sellerNode, shipToNode } from "./parties";
import { amountText, dayNode, exemptionOf, percentText, priceText, taxNode, UNIT_CODES } from "./values";
import { element, type XmlNode, text, writeXml } from "./xml";

/*
 * An invoice as EN 16931 has it, in the syntax of UN/CEFACT (Cross Industry Invoice D16B): the one of the two that a
 * PDF carries as Factur-X and ZUGFeRD, and that XRechnung takes as well. Elements stand in the order of its schema. The
 * terms of the standard (BT-...) stand beside what is not plain from the names.
 */

const NAMESPACES = {
  "xmlns:rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
  "xmlns:ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
  "xmlns:qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
  "xmlns:udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
};
const PROFILE = "urn:cen.eu:en16931:2017";
/** UNTDID 1001: a commercial invoice, and a credit note. */
const TYPE_CODES = { invoice: "380", creditNote: "381" };
/** UNTDID 4461: a credit transfer within SEPA. */
const TRANSFER = "58";

/** @param number as `INV-2026-1001` */
export function writeCrossIndustryInvoice(written: InvoiceContent, number: string): string {
  const content = withLines(written);
  const { corrects, issuedOn, reason } = content;
  return writeXml({
    name: "rsm:CrossIndustryInvoice",
    attributes: NAMESPACES,
    content: [
      element(
        "rsm:ExchangedDocumentContext",
        element("ram:GuidelineSpecifiedDocumentContextParameter", text("ram:ID", PROFILE)),
      ),
      element(
        "rsm:ExchangedDocument",
        text("ram:ID", number),
        text("ram:TypeCode", corrects ? TYPE_CODES.creditNote : TYPE_CODES.invoice),
        dayNode("ram:IssueDateTime", issuedOn),
        reason === "" ? null : element("ram:IncludedNote", text("ram:Content", reason)),
      ),
      element(
        "rsm:SupplyChainTradeTransaction",
        ...content.lines.map((line, index) => lineNode(line, index, content)),
        agreementNode(content),
        deliveryNode(content),
        settlementNode(content, number),
      ),
    ],
  });
}

/** BR-16 wants a line: where nothing but shipping is credited, it is one. */
function withLines(content: InvoiceContent): InvoiceContent {
  const { lines, shipping, pricesIncludeTax } = content;
  if (lines.length > 0 || !shipping) return content;
  const unitPrice = pricesIncludeTax ? addMoney(shipping.net, shipping.tax) : shipping.net;
  const charge = { name: "Shipping", sku: "", optionValues: [], unit: "each", quantity: toQuantity(1) } as const;
  return { ...content, shipping: null, lines: [{ ...charge, ...shipping, unitPrice, discount: toMoney(0) }] };
}

/** What an amount alone takes off is one item at that price. */
const itemsOf = ({ quantity, unit }: InvoicedLine) =>
  quantity === 0 ? { items: toQuantity(1), unitCode: "C62" } : { items: quantity, unitCode: UNIT_CODES[unit] };

function lineNode(line: InvoicedLine, index: number, { currency, pricesIncludeTax }: InvoiceContent): XmlNode {
  const { items, unitCode } = itemsOf(line);
  // The standard has prices without tax. Where ours are with it, the net price is what the line comes to by item.
  const hasNetPrice = !pricesIncludeTax && line.discount >= 0 && line.quantity > 0;
  const listed = hasNetPrice ? timesQuantity(line.unitPrice, items) : line.net;
  return element(
    "ram:IncludedSupplyChainTradeLineItem",
    element("ram:AssociatedDocumentLineDocument", text("ram:LineID", String(index + 1))),
    element(
      "ram:SpecifiedTradeProduct",
      text("ram:SellerAssignedID", line.sku),
      text("ram:Name", line.name),
      text("ram:Description", line.optionValues.join(", ")),
    ),
    element(
      "ram:SpecifiedLineTradeAgreement",
      element("ram:NetPriceProductTradePrice", text("ram:ChargeAmount", priceText(listed, items, currency))),
    ),
    element("ram:SpecifiedLineTradeDelivery", text("ram:BilledQuantity", String(items), { unitCode })),
    element(
      "ram:SpecifiedLineTradeSettlement",
      taxNode("ram:ApplicableTradeTax", line),
      allowanceNode(subtractMoney(listed, line.net), currency),
      element(
        "ram:SpecifiedTradeSettlementLineMonetarySummation",
        text("ram:LineTotalAmount", amountText(line.net, currency)),
      ),
    ),
  );
}

/** UNTDID 5189: a discount. */
const allowanceNode = (amount: Money, currency: string): XmlNode | null =>
  amount === 0
    ? null
    : element(
        "ram:SpecifiedTradeAllowanceCharge",
        element("ram:ChargeIndicator", text("udt:Indicator", "false")),
        text("ram:ActualAmount", amountText(amount, currency)),
        text("ram:ReasonCode", "95"),
        text("ram:Reason", "Discount"),
      );

const isOutOfScope = (taxes: InvoiceContent["taxes"]): boolean => taxes.some(({ category }) => category === "O");

/** BT-13 is the customer's number of the order, BT-14 the shop's. */
const agreementNode = ({ seller, buyer, order, taxes }: InvoiceContent): XmlNode =>
  element(
    "ram:ApplicableHeaderTradeAgreement",
    text("ram:BuyerReference", order.reference),
    sellerNode(seller, isOutOfScope(taxes)),
    buyerNode(buyer, isOutOfScope(taxes)),
    element("ram:SellerOrderReferencedDocument", text("ram:IssuerAssignedID", String(order.number))),
    order.reference === ""
      ? null
      : element("ram:BuyerOrderReferencedDocument", text("ram:IssuerAssignedID", order.reference)),
  );

const deliveryNode = ({ delivery, deliveredOn }: InvoiceContent): XmlNode =>
  element(
    "ram:ApplicableHeaderTradeDelivery",
    shipToNode(delivery),
    deliveredOn === null
      ? null
      : element("ram:ActualDeliverySupplyChainEvent", dayNode("ram:OccurrenceDateTime", deliveredOn)),
  );

function settlementNode(content: InvoiceContent, number: string): XmlNode {
  const { currency, corrects, taxes, shipping } = content;
  return element(
    "ram:ApplicableHeaderTradeSettlement",
    corrects ? null : text("ram:PaymentReference", number),
    text("ram:InvoiceCurrencyCode", currency),
    paymentNode(content),
    ...taxes.map(({ category, rate, net, tax }) => {
      const { code, reason } = exemptionOf(category, content);
      return element(
        "ram:ApplicableTradeTax",
        text("ram:CalculatedAmount", amountText(tax, currency)),
        text("ram:TypeCode", "VAT"),
        text("ram:ExemptionReason", reason),
        text("ram:BasisAmount", amountText(net, currency)),
        text("ram:CategoryCode", category),
        text("ram:ExemptionReasonCode", code),
        category === "O" ? null : text("ram:RateApplicablePercent", percentText(rate)),
      );
    }),
    shipping &&
      element(
        "ram:SpecifiedTradeAllowanceCharge",
        element("ram:ChargeIndicator", text("udt:Indicator", "true")),
        text("ram:ActualAmount", amountText(shipping.net, currency)),
        text("ram:ReasonCode", "FC"),
        text("ram:Reason", "Shipping"),
        taxNode("ram:CategoryTradeTax", shipping),
      ),
    termsNode(content),
    sumsNode(content),
    corrects &&
      element(
        "ram:InvoiceReferencedDocument",
        text("ram:IssuerAssignedID", corrects.number),
        dayNode("ram:FormattedIssueDateTime", corrects.issuedOn, "qdt:DateTimeString"),
      ),
  );
}

const paymentNode = ({ seller, corrects }: InvoiceContent): XmlNode | null =>
  corrects || seller.iban === ""
    ? null
    : element(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        text("ram:TypeCode", TRANSFER),
        element("ram:PayeePartyCreditorFinancialAccount", text("ram:IBANID", seller.iban)),
        seller.bic === ""
          ? null
          : element("ram:PayeeSpecifiedCreditorFinancialInstitution", text("ram:BICID", seller.bic)),
      );

/** BR-CO-25: an amount has a day, or says in words when it is paid; what a credit note takes back does, too. */
function termsNode({ corrects, dueOn }: InvoiceContent): XmlNode {
  const words = corrects ? `Taken off ${corrects.number}` : "Due on receipt";
  return element(
    "ram:SpecifiedTradePaymentTerms",
    dueOn === null ? text("ram:Description", words) : null,
    dayNode("ram:DueDateDateTime", dueOn),
  );
}

function sumsNode({ currency, lines, shipping, totals }: InvoiceContent): XmlNode {
  const amount = (name: string, value: Money, attributes?: Record<string, string>) =>
    text(name, amountText(value, currency), attributes);
  return element(
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    amount("ram:LineTotalAmount", addMoney(...lines.map(({ net }) => net))),
    amount("ram:ChargeTotalAmount", shipping?.net ?? toMoney(0)),
    amount("ram:AllowanceTotalAmount", toMoney(0)),
    amount("ram:TaxBasisTotalAmount", totals.net),
    amount("ram:TaxTotalAmount", totals.tax, { currencyID: currency }),
    amount("ram:GrandTotalAmount", totals.total),
    amount("ram:TotalPrepaidAmount", totals.prepaid),
    amount("ram:DuePayableAmount", subtractMoney(totals.total, totals.prepaid)),
  );
}
