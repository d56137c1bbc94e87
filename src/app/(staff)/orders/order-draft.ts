import type { Goods } from "@/app/(staff)/_goods/goods";
import type { Inputs } from "@/client/trpc";
import { LINE_QUANTITY_MAX, lineSum, lineTotals } from "@/modules/orders/order";
import { billedOf, sumOrder, type Terms, usualShippingTax } from "@/modules/orders/order-sums";
import { type Guarded, hasParts, isFlag, isNumber, isText, listOf, optional, orNull } from "@/shared/guard";
import { newId } from "@/shared/id";
import { addMoney, MONEY_MAX, PRICE_MAX, type Rate, RATE_SCALE, toMoney, toRate } from "@/shared/money";
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
  /** Nobody has typed a price: it is what lists and the catalog say of so many, and follows them. */
  takesListedPrice: optional(isFlag),
  discountRate: orNull(isNumber),
  /** In place of a rate; there only where somebody has chosen to take money off. */
  discountAmount: optional(orNull(isNumber)),
  taxRate: orNull(isNumber),
  /** Nobody has typed a tax: the server fills in the rate of the product and the customer's country. */
  takesDefaultTax: optional(isFlag),
});
export type DraftLine = Guarded<typeof isDraftLine>;

/** What is off the order as a whole: money, or else parts of a million. */
const isWholeDiscount = hasParts({ inMoney: isFlag, value: orNull(isNumber) });

const isShipping = hasParts({
  price: orNull(isNumber),
  /** Undefined while nobody has typed one: it is taxed as the goods are. */
  taxRate: optional(orNull(isNumber)),
});

/** An order that is being written. Its shape is checked when a browser gives it back after a reload. */
export const isDraft = hasParts({
  customer: orNull(hasParts({ id: isText, name: isText })),
  warehouseId: orNull(isText),
  note: isText,
  /** Addresses of the customer that somebody chose; without them the defaults, or what the order has. */
  deliveryAddressId: optional(isText),
  billingAddressId: optional(isText),
  /** One that was begun before there was one to type has none. */
  customerReference: optional(isText),
  /** Of a new order alone: later it is said on its page. Until somebody chooses, it goes as the customer's do. */
  carrier: optional(orNull(hasParts({ carrierId: isText, service: isText }))),
  lines: listOf(isDraftLine),
  discount: optional(orNull(isWholeDiscount)),
  shipping: optional(orNull(isShipping)),
  /** As the order was placed; a new one takes the shop's. */
  pricesIncludeTax: optional(isFlag),
  roundsTaxOnce: optional(isFlag),
  /** Of an open order: it takes the tax that holds now, in place of the one it was confirmed with. */
  retax: optional(isFlag),
});
export type Draft = Guarded<typeof isDraft>;

export const EMPTY_DRAFT: Draft = { customer: null, warehouseId: null, note: "", lines: [] };

/** The same draft for another customer, whose own addresses hold. */
export function forCustomer(
  { deliveryAddressId: _delivery, billingAddressId: _billing, ...draft }: Draft,
  customer: Draft["customer"],
): Draft {
  return { ...draft, customer };
}

/** Whether two drafts ask for the same. Keys of lines do not count. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  const contentOf = ({
    customer,
    warehouseId,
    note,
    customerReference = "",
    lines,
    discount,
    shipping,
    ...draft
  }: Draft) =>
    JSON.stringify([
      customer?.id,
      warehouseId,
      note,
      draft.deliveryAddressId,
      draft.billingAddressId,
      customerReference,
      lines.map((line) => [
        line.goods.variantId,
        line.quantity,
        line.takesListedPrice ? "listed" : line.unitPrice,
        line.discountRate,
        line.discountAmount ?? 0,
        line.taxRate,
      ]),
      discount?.value ? discount : null,
      shipping ?? null,
      draft.carrier === undefined ? "as usual" : draft.carrier,
      draft.retax ?? false,
    ]);
  return contentOf(one) === contentOf(other);
}

const isBetween = (value: number | null, min: number, max: number): value is number =>
  value !== null && value >= min && value <= max;

/** More money is off it than it comes to. */
const isOverDiscounted = ({ discountAmount, quantity, unitPrice }: DraftLine): boolean =>
  discountAmount !== undefined &&
  !isBetween(discountAmount, 0, quantity === null || unitPrice === null ? MONEY_MAX : quantity * unitPrice);

/** What has shipped of a line is the least that it can be. */
export const lineFaults = (line: DraftLine, shipped = 0) => ({
  quantity: !isBetween(line.quantity, Math.max(1, shipped), LINE_QUANTITY_MAX),
  unitPrice: !isBetween(line.unitPrice, 0, PRICE_MAX),
  discountRate: !isBetween(line.discountRate, 0, RATE_SCALE) || isOverDiscounted(line),
  taxRate: !line.takesDefaultTax && !isBetween(line.taxRate, 0, RATE_SCALE),
});

/**
 * The draft with the tax of each line that nobody has typed, to be shown; null where its rate isn't known yet. A line
 * that keeps the one it was saved with has it.
 */
export const withDefaultTax = (
  draft: Draft,
  taxes: ReadonlyMap<string, { taxRate: number }>,
  keeps: (line: DraftLine) => boolean = () => false,
): Draft => ({
  ...draft,
  lines: draft.lines.map((line) =>
    !line.takesDefaultTax || (line.taxRate !== null && keeps(line))
      ? line
      : { ...line, taxRate: taxes.get(line.goods.variantId)?.taxRate ?? null },
  ),
});

/** Its tax will be filled in, but nobody knows yet with what. */
export const isTaxOpen = ({ takesDefaultTax, taxRate }: DraftLine): boolean =>
  takesDefaultTax === true && taxRate === null;

/** The line as the rules take it; null while it cannot be read. An open tax matters only to prices that include it. */
function pricedLine(line: DraftLine, pricesIncludeTax: boolean) {
  const { quantity, unitPrice, discountRate, discountAmount = 0 } = line;
  const taxRate = isTaxOpen(line) && !pricesIncludeTax ? 0 : line.taxRate;
  if (quantity === null || unitPrice === null || discountRate === null || taxRate === null) return null;
  if (discountAmount === null) return null;
  if (quantity * unitPrice > MONEY_MAX) return null;
  return {
    quantity: toQuantity(quantity),
    unitPrice: toMoney(unitPrice),
    discountRate: toRate(discountRate),
    discountAmount: toMoney(discountAmount),
    taxRate: toRate(taxRate),
    pricesIncludeTax,
  };
}

const isSound = (line: DraftLine) => !Object.values(lineFaults(line)).includes(true);

export function netOf(line: DraftLine, pricesIncludeTax = false): number | null {
  const priced = isSound(line) ? pricedLine(line, pricesIncludeTax) : null;
  return priced && lineTotals(priced).net;
}

type Priced = Pick<Draft, "lines" | "discount" | "shipping" | "pricesIncludeTax" | "roundsTaxOnce">;

/** What is off the whole order, and what shipping is charged, as the rules take them; what can't be read is none. */
function termsOf(draft: Priced, lines: readonly { taxRate: Rate }[]): Terms {
  const { discount, shipping, pricesIncludeTax = false, roundsTaxOnce = false } = draft;
  const off = discount?.value ?? 0;
  return {
    discountRate: toRate(discount?.inMoney ? 0 : off),
    discountAmount: toMoney(discount?.inMoney ? off : 0),
    shipping:
      shipping && shipping.price !== null
        ? { price: toMoney(shipping.price), taxRate: toRate(shipping.taxRate ?? usualShippingTax(lines)) }
        : null,
    pricesIncludeTax,
    roundsTaxOnce,
  };
}

const readableLines = ({ lines, pricesIncludeTax = false }: Priced, cancelled?: ReadonlyMap<string, number>) =>
  lines.filter(isSound).flatMap((line) => {
    const gone = cancelled?.get(line.key) ?? 0;
    return pricedLine({ ...line, quantity: (line.quantity ?? 0) + gone }, pricesIncludeTax) ?? [];
  });

/**
 * What the readable lines, the order's discount and shipping come to, by the same rule that the server writes down. Of
 * what was `cancelled` of a line, which its quantity is without, nothing is billed.
 */
export function totalsOf(draft: Priced, cancelled?: ReadonlyMap<string, number>) {
  const lines = readableLines(draft, cancelled);
  const { lines: summed, shipping, discountAmount } = sumOrder(lines, termsOf(draft, lines));
  const keys = draft.lines.filter(isSound).map(({ key }) => key);
  const billed = summed.map(({ net, tax, ...line }, index) =>
    billedOf({
      ...line,
      netTotal: net,
      taxTotal: tax,
      cancelled: toQuantity(cancelled?.get(keys[index] ?? "") ?? 0),
    }),
  );
  const net = addMoney(shipping.net, ...billed.map((each) => each.net));
  const tax = addMoney(shipping.tax, ...billed.map((each) => each.tax));
  return { net, tax, total: addMoney(net, tax), discountAmount };
}

/** What of the order's discount and of shipping can't be as it is. */
export function termFaults(draft: Priced) {
  const { discount, shipping } = draft;
  const sum = addMoney(...readableLines(draft).map(lineSum));
  return {
    discount: discount ? !isBetween(discount.value, 0, discount.inMoney ? sum : RATE_SCALE) : false,
    price: shipping ? !isBetween(shipping.price, 0, MONEY_MAX) : false,
    taxRate: shipping?.taxRate !== undefined && !isBetween(shipping.taxRate, 0, RATE_SCALE),
  };
}

type Found = Goods & { price: number };

/** Adds so many to a line that is there, or as a new one at the listed price; or makes it as many as were `typed`. */
export function addGoods(
  lines: readonly DraftLine[],
  { price, ...goods }: Found,
  count = 1,
  typed: number | null = null,
): DraftLine[] {
  const known = lines.find((line) => line.goods.variantId === goods.variantId);
  if (known)
    return lines.map((line) => (line === known ? { ...line, quantity: typed ?? (line.quantity ?? 0) + count } : line));
  const { variantId, sku, title, optionValues, unit } = goods;
  return [
    ...lines,
    {
      key: newId(),
      goods: { variantId, sku, title, optionValues: [...optionValues], unit },
      quantity: typed ?? count,
      unitPrice: price,
      takesListedPrice: true,
      discountRate: 0,
      taxRate: null,
      takesDefaultTax: true,
    },
  ];
}

function readTerms({ discount, shipping }: Draft): Pick<OrderInput, "discount" | "shipping"> {
  return {
    discount: discount?.value ? (discount.inMoney ? { amount: discount.value } : { rate: discount.value }) : null,
    shipping:
      shipping && shipping.price !== null
        ? { price: shipping.price, ...(typeof shipping.taxRate === "number" && { taxRate: shipping.taxRate }) }
        : null,
  };
}

export type OrderInput = Omit<Inputs["orders"]["place"], "confirm">;

/** The draft as the server takes it, or what is still missing, as a sentence for the person. */
export function readDraft(draft: Draft): { input: OrderInput } | { missing: string } {
  const { customer, warehouseId, note, customerReference = "", lines, deliveryAddressId, billingAddressId } = draft;
  if (!customer) return { missing: "Choose a customer." };
  if (warehouseId === null) return { missing: "Choose the warehouse that ships the order." };
  if (lines.length === 0) return { missing: "Add at least one product." };
  if (!lines.every(isSound) || Object.values(termFaults(draft)).includes(true))
    return { missing: "Fix the highlighted fields first." };
  const priced = lines.flatMap((line) => {
    const values = pricedLine(line, false);
    if (!values) return [];
    const { pricesIncludeTax: _, taxRate, unitPrice, discountAmount, ...sent } = values;
    return [
      {
        variantId: line.goods.variantId,
        ...sent,
        ...(!line.takesListedPrice && { unitPrice }),
        ...(discountAmount > 0 && { discountAmount }),
        ...(!line.takesDefaultTax && { taxRate }),
      },
    ];
  });
  if (priced.length < lines.length) return { missing: "The total of a line is too large." };
  const chosen = { ...(deliveryAddressId && { deliveryAddressId }), ...(billingAddressId && { billingAddressId }) };
  const written = { note: note.trim(), customerReference: customerReference.trim() };
  const head = { customerId: customer.id, warehouseId, ...chosen, ...written };
  const { carrier } = draft;
  return { input: { ...head, ...(carrier !== undefined && { carrier }), lines: priced, ...readTerms(draft) } };
}
