import { formatOptions } from "@/modules/catalog/product";
import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import type { Figures } from "@/modules/documents/figures";
import type { Cell, Labelled, Letterhead } from "@/modules/documents/sheet";
import type { Texts } from "@/modules/documents/texts/texts";
import type { getOrder } from "@/modules/orders/queries";

export type Order = Awaited<ReturnType<typeof getOrder>>;

/** What every template is given beside the order. */
export type Given = { letterhead: Letterhead; texts: Texts; figures: Figures; country: string; printedAt: Date };

/** An address as it was written down with the order; the country where it is another than the shop's. */
export function addressLines(
  { name, address, postcode, city, country: code }: AddressSnapshot,
  { figures, country }: Pick<Given, "figures" | "country">,
): string[] {
  const abroad = code !== country ? figures.country(code) : "";
  return linesOf([name, address, `${postcode} ${city}`, abroad].join("\n"));
}

/** What the customer calls the order, on what they get of it. */
export const referenceOf = ({ customerReference }: Order, { texts }: Given): Labelled[] =>
  customerReference === "" ? [] : [{ label: texts.yourReference, value: customerReference }];

/** With whom it goes, as customers read it; nothing where nobody is named. */
export const carriedOf = (carrier: string, { texts }: Given): Labelled[] =>
  carrier === "" ? [] : [{ label: texts.shipping, value: carrier }];

/** What was typed over several lines, without the empty ones. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

type Goods = { title: string; sku: string; optionValues: readonly string[] };

/** How the lot of an item is said: a piece that has a serial number is its own lot. */
export const traceOf = ({ hasSerials }: { hasSerials: boolean }, texts: Pick<Texts, "lot" | "serial">): Texts["lot"] =>
  hasSerials ? texts.serial : texts.lot;

/** The name of an item, below it its options, its SKU and whatever else there is to say. */
export const itemCell = ({ title, sku, optionValues }: Goods, ...more: readonly string[]): Cell => ({
  text: title,
  under: [formatOptions(optionValues), sku, ...more].filter((part) => part !== "").join(" · "),
});
