import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import type { ShopSettings } from "@/modules/shop/queries";
import { shopDay } from "@/modules/shop/shop";
import { addMoney } from "@/shared/money";
import { prepaidOf } from "./billing";
import {
  type InvoiceContent,
  type InvoicedLine,
  type InvoicedShipping,
  partsOf,
  RETURN_FEE_NAMES,
  sumOf,
  taxesOf,
} from "./content";
import type { LoadedBilling } from "./load-billing";
import { shopIncomplete } from "./refusals";

type Given = {
  shop: ShopSettings;
  isAhead: boolean;
  lines: readonly InvoicedLine[];
  shipping: InvoicedShipping | null;
  now: Date;
};

/** An invoice as it is written down for good. @throws shopIncomplete */
export function makeContent(billing: LoadedBilling, { shop, isAhead, lines, shipping, now }: Given): InvoiceContent {
  const { order, customer } = billing;
  const issuedOn = shopDay(shop.timeZone, now);
  const { name, address, postcode, city, country } = customer;
  const main = { name, address, postcode, city, country };
  const known = { name, country: shop.country };
  const parts = partsOf({ lines, shipping });
  const { net, tax } = sumOf(parts);
  const total = addMoney(net, tax);
  const { lastShippedAt } = billing;
  const language = customer.language ?? shop.documentLanguage;
  return {
    language,
    locale: shop.locale,
    currency: order.currency,
    seller: sellerOf(shop),
    buyer: { ...named(order.billingAddress ?? main, known), vatNumber: vatNumberOf(billing, parts) },
    delivery: named(order.deliveryAddress ?? main, known),
    order: {
      number: order.number,
      placedOn: shopDay(shop.timeZone, order.placedAt),
      reference: order.customerReference,
    },
    deliveredOn: !isAhead && lastShippedAt ? shopDay(shop.timeZone, lastShippedAt) : null,
    ...(isAhead && { isAhead }),
    issuedOn,
    dueOn: dueDayOf(billing, shop.timeZone, now),
    pricesIncludeTax: billing.lines.some(({ pricesIncludeTax }) => pricesIncludeTax),
    lines: lines.map((line) => namedFee(line, language)),
    shipping,
    taxes: taxesOf(parts),
    totals: { net, tax, total, prepaid: prepaidOf(total, addMoney(order.paid), billing.invoiced) },
    corrects: null,
    reason: "",
  };
}

/** What was sold without tax by a number is invoiced to that number, whatever the customer's is by now. */
function vatNumberOf({ order: { taxBasis }, customer }: LoadedBilling, parts: ReturnType<typeof partsOf>): string {
  const isByNumber = parts.some(({ category }) => category === "K" || category === "AE");
  return (isByNumber && taxBasis?.treatment !== "exempt" && taxBasis?.number) || customer.vatNumber;
}

const namedFee = (line: InvoicedLine, language: InvoiceContent["language"]): InvoicedLine =>
  line.quantity === 0 ? { ...line, name: `${RETURN_FEE_NAMES[language]}: ${line.name}` } : line;

/** Whoever was erased has no name in their addresses any more, and whoever has no country is of the shop's. */
const named = (address: AddressSnapshot, { name, country }: { name: string; country: string }): AddressSnapshot => ({
  ...address,
  name: address.name === "" ? name : address.name,
  country: address.country === "" ? country : address.country,
});

function sellerOf(shop: ShopSettings): InvoiceContent["seller"] {
  const { companyName: name, address, country, vatNumber, registrationNumber, iban, bic } = shop;
  const missing = [
    ...(name === "" ? ["name"] : []),
    ...(address === "" ? ["address"] : []),
    ...(country === "" ? ["country"] : []),
  ];
  if (missing.length > 0) throw shopIncomplete({ missing });
  const numbers = { vatNumber, ...(registrationNumber && { registrationNumber }), iban, bic };
  return { name, address, country, ...numbers, footer: shop.documentFooter };
}

/** What was agreed by hand, or else so many days from now as the terms of the customer or the shop say. */
function dueDayOf({ order, termsDays }: LoadedBilling, timeZone: string, now: Date): string | null {
  if (order.dueByHand) return order.dueOn;
  return termsDays === null ? null : shopDay(timeZone, now, -termsDays);
}
