import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsToInvoice } from "@/modules/invoices/billing";
import { type InvoiceContent, sumOf, taxesOf } from "@/modules/invoices/content";
import { sumOrder } from "@/modules/orders/order-sums";
import { addMoney, toMoney, toRate } from "@/shared/money";
import { toQuantity, ZERO } from "@/shared/quantity";
import { brokenRules } from "@/testing/en16931-rules";
import { schemaFaults } from "@/testing/factur-x-schema";
import { allOf, readXml, textOf } from "@/testing/read-xml";
import { writeCrossIndustryInvoice } from "./cross-industry-invoice";

const NUMBER = "INV-2026-1001";
const address = {
  name: "Ada & Söhne <Handel>",
  address: "Gasse 1\nHof",
  postcode: "1010",
  city: "Wien",
  country: "AT",
};

type Asked = { quantity: number; unitPrice: number; discountRate: number; discountAmount: number; taxRate: number };
type Whole = {
  lines: readonly Asked[];
  off: number;
  shipping: number | null;
  pricesIncludeTax: boolean;
  roundsTaxOnce: boolean;
};

/** The invoice of a whole order of these lines, by the rules of orders. */
function invoiceOf({ lines, off, shipping, pricesIncludeTax, roundsTaxOnce }: Whole): InvoiceContent {
  const asked = lines.map((line, index) => ({
    id: `00000000-0000-7000-8000-00000000000${index}`,
    quantity: toQuantity(line.quantity),
    unitPrice: toMoney(line.unitPrice),
    discountRate: toRate(line.discountRate),
    discountAmount: toMoney(line.discountRate > 0 ? 0 : Math.min(line.discountAmount, line.unitPrice)),
    taxRate: toRate(line.taxRate),
    pricesIncludeTax,
  }));
  const charge = shipping === null ? null : { price: toMoney(shipping), taxRate: toRate(190_000) };
  const terms = {
    discountRate: toRate(off),
    discountAmount: toMoney(0),
    shipping: charge,
    pricesIncludeTax,
    roundsTaxOnce,
  };
  const summed = sumOrder(asked, terms);
  const billing = partsToInvoice(
    {
      lines: summed.lines.map((line) => ({
        ...line,
        netTotal: line.net,
        taxTotal: line.tax,
        taxCategory: null,
        taxReason: "",
        title: "Tee „Assam“",
        sku: "TEA",
        optionValues: [],
        unit: "each" as const,
        shipped: ZERO,
        cancelled: ZERO,
        credited: ZERO,
        returnFee: toMoney(0),
        feeNet: toMoney(0),
        feeTax: toMoney(0),
        itemsNet: toMoney(0),
        itemsTax: toMoney(0),
        hasFavours: false,
        invoiced: ZERO,
      })),
      shipping: {
        price: charge?.price ?? null,
        taxRate: charge?.taxRate ?? toRate(0),
        ...summed.shipping,
        isCancelled: false,
      },
      isShippingInvoiced: false,
      order: { taxBasis: null },
    },
    "ordered",
  );
  const parts = billing.parts.map(({ orderLineId: id, ...part }) => ({ id, ...part }));
  const charged = billing.shipping && { id: "shipping", ...billing.shipping };
  const all = [...parts, ...(charged ? [charged] : [])];
  const { net, tax } = sumOf(all);
  const total = addMoney(net, tax);
  return {
    language: "de",
    locale: "de-DE",
    currency: "EUR",
    seller: {
      name: "Globes & Sons",
      address: "12 Harbour Street\n20457 Hamburg",
      country: "DE",
      vatNumber: "DE136695976",
      iban: "DE02120300000000202051",
      bic: "BYLADEM1001",
      footer: "",
    },
    buyer: { ...address, vatNumber: "ATU12345675" },
    delivery: address,
    order: { number: 1042, placedOn: "2026-03-01", reference: "PO-7" },
    deliveredOn: "2026-03-09",
    issuedOn: "2026-03-10",
    dueOn: "2026-03-24",
    pricesIncludeTax,
    lines: parts,
    shipping: charged,
    taxes: taxesOf(all),
    totals: { net, tax, total, prepaid: toMoney(Math.floor(total / 3)) },
    corrects: null,
    reason: "",
  };
}

const ONE: Whole = {
  lines: [{ quantity: 3, unitPrice: 333, discountRate: 100_000, discountAmount: 0, taxRate: 190_000 }],
  off: 0,
  shipping: 490,
  pricesIncludeTax: false,
  roundsTaxOnce: false,
};
const write = (content: InvoiceContent) => writeCrossIndustryInvoice(content, NUMBER);

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 5_000 }),
  unitPrice: fc.integer({ min: 0, max: 500_000 }),
  discountRate: fc.constantFrom(0, 0, 100_000, 333_333),
  discountAmount: fc.constantFrom(0, 0, 17),
  taxRate: fc.constantFrom(190_000, 70_000, 0, 88_750),
});
const whole = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 9 }),
  off: fc.constantFrom(0, 0, 125_000),
  shipping: fc.constantFrom(null, 490),
  pricesIncludeTax: fc.boolean(),
  roundsTaxOnce: fc.boolean(),
});

describe("an electronic invoice", () => {
  test("keeps the rules of EN 16931 about totals and taxes, whatever was ordered", () => {
    fc.assert(
      fc.property(whole, (asked) => {
        expect(brokenRules(write(invoiceOf(asked)))).toEqual([]);
      }),
      {
        numRuns: 300,
      },
    );
  });

  test("is valid by the published schema of Factur-X, whatever was ordered", () => {
    fc.assert(
      fc.property(whole, (asked) => {
        expect(schemaFaults(write(invoiceOf(asked)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
    const mixedUp = write(invoiceOf(ONE)).replace("<ram:TypeCode>380</ram:TypeCode>", "");
    expect(schemaFaults(mixedUp)).toEqual([expect.stringContaining("TypeCode")]);
  });

  test("rounds tax once for each rate where the shop does, as BR-CO-17 words it", () => {
    fc.assert(
      fc.property(whole, (asked) => {
        const { taxes } = invoiceOf({ ...asked, pricesIncludeTax: false, roundsTaxOnce: true });
        for (const { net, rate, tax } of taxes) expect(tax).toBe(Math.round((net * rate) / 1_000_000));
      }),
    );
  });

  test("says who, when and how much, and what is typed stays text", () => {
    const root = readXml(write(invoiceOf(ONE)));
    const [trade] = allOf(root, "SupplyChainTradeTransaction");
    if (!trade) throw new Error("There is a transaction.");
    expect(textOf(root, "ExchangedDocument", "ID")).toBe(NUMBER);
    expect(textOf(root, "ExchangedDocument", "TypeCode")).toBe("380");
    expect(textOf(root, "ExchangedDocument", "IssueDateTime", "DateTimeString")).toBe("20260310");
    const agreement = allOf(trade, "ApplicableHeaderTradeAgreement")[0] ?? trade;
    expect(textOf(agreement, "BuyerTradeParty", "Name")).toBe("Ada & Söhne <Handel>");
    expect(textOf(agreement, "SellerTradeParty", "PostalTradeAddress", "CityName")).toBe("Hamburg");
    expect(textOf(agreement, "SellerTradeParty", "PostalTradeAddress", "PostcodeCode")).toBe("20457");
    expect(textOf(agreement, "BuyerOrderReferencedDocument", "IssuerAssignedID")).toBe("PO-7");
    const settlement = allOf(trade, "ApplicableHeaderTradeSettlement")[0] ?? trade;
    expect(textOf(settlement, "PaymentReference")).toBe(NUMBER);
    expect(textOf(settlement, "SpecifiedTradePaymentTerms", "DueDateDateTime", "DateTimeString")).toBe("20260324");
  });

  test("of a credit note names the invoice that it corrects, and asks for no money", () => {
    const corrects = { number: NUMBER, issuedOn: "2026-03-10" };
    const credit = { ...invoiceOf(ONE), corrects, reason: "Damaged", dueOn: null };
    const xml = writeCrossIndustryInvoice(credit, "CN-2026-1001");
    expect(xml).toContain("<ram:TypeCode>381</ram:TypeCode>");
    expect(xml).toContain(`<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>${NUMBER}</ram:IssuerAssignedID>`);
    expect(xml).not.toContain("PaymentMeans");
    expect(schemaFaults(xml)).toEqual([]);
    const alone = { ...credit, lines: [], taxes: taxesOf(credit.shipping ? [credit.shipping] : []) };
    const { net, tax } = sumOf(credit.shipping ? [credit.shipping] : []);
    const totals = { net, tax, total: addMoney(net, tax), prepaid: toMoney(0) };
    expect(brokenRules(write({ ...alone, totals }))).toEqual([]);
  });
});
