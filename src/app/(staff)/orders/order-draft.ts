import type { Goods } from "@/app/(staff)/_goods/goods";
import type { Inputs } from "@/client/trpc";
import { LINE_QUANTITY_MAX, lineTotals, orderTotals } from "@/modules/orders/order";
import { type Guarded, hasParts, isFlag, isNumber, isText, listOf, optional, orNull } from "@/shared/guard";
import { newId } from "@/shared/id";
import { MONEY_MAX, PRICE_MAX, RATE_SCALE, toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";

const isDraftGoods = hasParts({
  variantId: isText,
  sku: isText,
  title: isText,
  optionValues: listOf(isText),
  unit: isText,
});

/** A line as it is being written; null where the box holds something that cannot be read. */
const isDraftLine = hasParts({
  key: isText,
  goods: isDraftGoods,
  quantity: orNull(isNumber),
  unitPrice: orNull(isNumber),
  discountRate: orNull(isNumber),
  taxRate: orNull(isNumber),
  /** Nobody has typed a tax: the server fills in the rate of the product and the customer's country. */
  takesDefaultTax: optional(isFlag),
});
export type DraftLine = Guarded<typeof isDraftLine>;

/** An order that is being written. Its shape is checked when a browser gives it back after a reload. */
export const isDraft = hasParts({
  customer: orNull(hasParts({ id: isText, name: isText })),
  warehouseId: orNull(isText),
  note: isText,
  lines: listOf(isDraftLine),
  /** As the order was placed; a new one takes the shop's. */
  pricesIncludeTax: optional(isFlag),
});
export type Draft = Guarded<typeof isDraft>;

export const EMPTY_DRAFT: Draft = { customer: null, warehouseId: null, note: "", lines: [] };

/** Whether two drafts ask for the same. Keys of lines do not count. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  const contentOf = ({ customer, warehouseId, note, lines }: Draft) =>
    JSON.stringify([
      customer?.id,
      warehouseId,
      note,
      lines.map((line) => [line.goods.variantId, line.quantity, line.unitPrice, line.discountRate, line.taxRate]),
    ]);
  return contentOf(one) === contentOf(other);
}

const isBetween = (value: number | null, min: number, max: number): value is number =>
  value !== null && value >= min && value <= max;

/** What has shipped of a line is the least that it can be. */
export const lineFaults = (line: DraftLine, shipped = 0) => ({
  quantity: !isBetween(line.quantity, Math.max(1, shipped), LINE_QUANTITY_MAX),
  unitPrice: !isBetween(line.unitPrice, 0, PRICE_MAX),
  discountRate: !isBetween(line.discountRate, 0, RATE_SCALE),
  taxRate: !line.takesDefaultTax && !isBetween(line.taxRate, 0, RATE_SCALE),
});

/** The draft with the tax of each line that nobody has typed, to be shown; null where its rate isn't known yet. */
export const withDefaultTax = (draft: Draft, rates: ReadonlyMap<string, number>): Draft => ({
  ...draft,
  lines: draft.lines.map((line) =>
    line.takesDefaultTax ? { ...line, taxRate: rates.get(line.goods.variantId) ?? null } : line,
  ),
});

/** Its tax will be filled in, but nobody knows yet with what. */
export const isTaxOpen = ({ takesDefaultTax, taxRate }: DraftLine): boolean =>
  takesDefaultTax === true && taxRate === null;

/** The line as the rules take it; null while it cannot be read. An open tax matters only to prices that include it. */
function pricedLine(line: DraftLine, pricesIncludeTax: boolean) {
  const { quantity, unitPrice, discountRate } = line;
  const taxRate = isTaxOpen(line) && !pricesIncludeTax ? 0 : line.taxRate;
  if (quantity === null || unitPrice === null || discountRate === null || taxRate === null) return null;
  if (quantity * unitPrice > MONEY_MAX) return null;
  return {
    quantity: toQuantity(quantity),
    unitPrice: toMoney(unitPrice),
    discountRate: toRate(discountRate),
    taxRate: toRate(taxRate),
    pricesIncludeTax,
  };
}

const isSound = (line: DraftLine) => !Object.values(lineFaults(line)).includes(true);

export function netOf(line: DraftLine, pricesIncludeTax = false): number | null {
  const priced = isSound(line) ? pricedLine(line, pricesIncludeTax) : null;
  return priced && lineTotals(priced).net;
}

/** What the readable lines come to, by the same rule that the server writes down. */
export const totalsOf = (lines: readonly DraftLine[], pricesIncludeTax = false) =>
  orderTotals(lines.filter(isSound).flatMap((line) => pricedLine(line, pricesIncludeTax) ?? []));

type Found = Goods & { price: number };

/** Adds goods to the draft: one more of a line that is there, or a new line with the catalog's price. */
export function addGoods(lines: readonly DraftLine[], { price, ...goods }: Found, count = 1): DraftLine[] {
  const known = lines.find((line) => line.goods.variantId === goods.variantId);
  if (known) return lines.map((line) => (line === known ? { ...line, quantity: (line.quantity ?? 0) + count } : line));
  const { variantId, sku, title, optionValues, unit } = goods;
  return [
    ...lines,
    {
      key: newId(),
      goods: { variantId, sku, title, optionValues: [...optionValues], unit },
      quantity: count,
      unitPrice: price,
      discountRate: 0,
      taxRate: null,
      takesDefaultTax: true,
    },
  ];
}

export type OrderInput = Omit<Inputs["orders"]["place"], "confirm">;

/** The draft as the server takes it, or what is still missing, as a sentence for the person. */
export function readDraft({ customer, warehouseId, note, lines }: Draft): { input: OrderInput } | { missing: string } {
  if (!customer) return { missing: "Choose a customer." };
  if (warehouseId === null) return { missing: "Choose the warehouse that ships the order." };
  if (lines.length === 0) return { missing: "Add at least one product." };
  if (!lines.every(isSound)) return { missing: "Fix the highlighted fields first." };
  const priced = lines.flatMap((line) => {
    const values = pricedLine(line, false);
    if (!values) return [];
    const { pricesIncludeTax: _, taxRate, ...sent } = values;
    return [{ variantId: line.goods.variantId, ...sent, ...(!line.takesDefaultTax && { taxRate }) }];
  });
  if (priced.length < lines.length) return { missing: "The total of a line is too large." };
  return { input: { customerId: customer.id, warehouseId, note: note.trim(), lines: priced } };
}
