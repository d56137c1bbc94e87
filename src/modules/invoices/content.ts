import type { Unit } from "@/modules/catalog/product";
import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import type { StatedTax } from "@/modules/orders/taxes/basis";
import type { DocumentLanguage } from "@/modules/shop/shop";
import { addMoney, type Money, type Rate } from "@/shared/money";
import type { Quantity } from "@/shared/quantity";

/*
 * What an invoice says, written down as it is issued: whatever becomes of the order, the customer or the shop, it is
 * printed from this alone.
 */

type Seller = {
  name: string;
  address: string;
  country: string;
  vatNumber: string;
  /** Of the register of companies; invoices of earlier releases say none. */
  registrationNumber?: string;
  iban: string;
  bic: string;
  footer: string;
};

export type InvoicedLine = StatedTax & {
  /** Of `invoice_lines`. */
  id: string;
  name: string;
  sku: string;
  optionValues: readonly string[];
  unit: Unit;
  /** Nothing where a credit note takes off an amount, and no items. */
  quantity: Quantity;
  unitPrice: Money;
  /** Off it in all, in the terms of the price. */
  discount: Money;
  rate: Rate;
  net: Money;
  tax: Money;
};

/** What a line without items bills: a fee for what came back. A credit note takes an amount off by one. */
export const RETURN_FEE_NAMES = { en: "Restocking fee", de: "Rücknahmegebühr" } as const satisfies Record<
  DocumentLanguage,
  string
>;

export type InvoicedShipping = StatedTax & { id: string; rate: Rate; net: Money; tax: Money };

export type TaxPart = Pick<StatedTax, "category"> & { rate: Rate; net: Money; tax: Money };

type InvoiceTotals = {
  net: Money;
  tax: Money;
  total: Money;
  /** Of the total, what had been paid before it was issued. */
  prepaid: Money;
};

export type InvoiceContent = {
  language: DocumentLanguage;
  locale: string;
  currency: string;
  seller: Seller;
  buyer: AddressSnapshot & { vatNumber: string };
  delivery: AddressSnapshot;
  order: { number: number; placedOn: string; reference: string };
  /** The day on which the last of it shipped; null where it is invoiced ahead. */
  deliveredOn: string | null;
  /** Some of it had not shipped, which an invoice has to say; those of earlier releases do not know. */
  isAhead?: boolean;
  issuedOn: string;
  dueOn: string | null;
  pricesIncludeTax: boolean;
  lines: readonly InvoicedLine[];
  shipping: InvoicedShipping | null;
  taxes: readonly TaxPart[];
  totals: InvoiceTotals;
  /** Of a credit note: the invoice that it corrects, and why. */
  corrects: { number: string; issuedOn: string } | null;
  reason: string;
};

/** What is taxed how, the highest rate first. */
export function taxesOf(parts: readonly TaxPart[]): TaxPart[] {
  return parts
    .filter((part, index) => parts.findIndex((other) => isAlike(part, other)) === index)
    .map(({ category, rate }) => ({
      category,
      rate,
      ...sumOf(parts.filter((part) => isAlike(part, { category, rate }))),
    }))
    .toSorted((one, other) => other.rate - one.rate || one.category.localeCompare(other.category));
}

const isAlike = (one: Pick<TaxPart, "category" | "rate">, other: Pick<TaxPart, "category" | "rate">): boolean =>
  one.category === other.category && one.rate === other.rate;

export const sumOf = (parts: readonly { net: Money; tax: Money }[]): { net: Money; tax: Money } => ({
  net: addMoney(...parts.map(({ net }) => net)),
  tax: addMoney(...parts.map(({ tax }) => tax)),
});

/** Everything that it bills or takes back. */
export const partsOf = ({ lines, shipping }: Pick<InvoiceContent, "lines" | "shipping">) => [
  ...lines,
  ...(shipping ? [shipping] : []),
];

/**
 * What keeps an invoice from being written for machines, in words. EN 16931 asks for the VAT number of who issues
 * (BR-S-02 and those of the other categories). What is outside the scope of tax stands alone (BR-O-11) and without VAT
 * numbers (BR-O-02), so the register says who issues (BR-CO-26). Who buys without tax by a number has to have it
 * (BR-AE-02, BR-IC-02), and a supply within the EU has a day of delivery (BR-IC-11).
 */
export function electronicProblems({ seller, buyer, deliveredOn, taxes }: InvoiceContent): string[] {
  const has = (code: StatedTax["category"]) => taxes.some(({ category }) => category === code);
  const isOutOfScope = has("O");
  const asked: readonly (readonly [isMissing: boolean, what: string])[] = [
    [!isOutOfScope && seller.vatNumber === "", "the VAT number of the shop"],
    [isOutOfScope && taxes.length > 1, "what is outside the scope of tax on an invoice of its own"],
    [isOutOfScope && taxes.length === 1 && !seller.registrationNumber, "the register number of the shop"],
    [(has("AE") || has("K")) && buyer.vatNumber === "", "the VAT number of the customer"],
    [has("K") && deliveredOn === null, "the day of delivery"],
  ];
  return asked.flatMap(([isMissing, what]) => (isMissing ? [what] : []));
}

export const isElectronic = (content: InvoiceContent): boolean => electronicProblems(content).length === 0;
