import type { OrderDocument } from "@/modules/documents/document";
import type { Cell, Column, Labelled, Sheet } from "@/modules/documents/sheet";
import { taxesOf } from "@/modules/invoices/content";
import { formatOrderNumber } from "@/modules/orders/order";
import { statedTax, statedTaxOfShipping } from "@/modules/orders/taxes/basis";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { addMoney, type Money, shareOf, subtractMoney, toMoney } from "@/shared/money";
import { subtractQuantity } from "@/shared/quantity";
import { addressLines, carriedOf, type Given, itemCell, type Order, referenceOf } from "./parts";
import { taxNotesOf } from "./taxes";

type Line = Order["lines"][number];

/** A quote or an order confirmation: what is ordered and not cancelled, at what price, and what it comes to. */
export function orderSheet(kind: Exclude<OrderDocument, "pick-list">, order: Order, given: Given): Sheet {
  const { letterhead, texts, figures } = given;
  const lines = order.lines.filter((line) => line.cancelled < line.quantity).map(billedLine);
  const shipping = shippingOf(order);
  const number = formatOrderNumber(order.number);
  const columns = columnsFor(given, lines);
  const isQuote = kind === "quote";
  return {
    letterhead,
    texts,
    title: texts.titles[kind](number),
    recipient: addressLines(order.billingAddress, given),
    facts: [
      { label: isQuote ? texts.quoteNumber : texts.orderNumber, value: number },
      { label: isQuote ? texts.quoteDate : texts.orderDate, value: figures.dayOf(order.placedAt) },
      ...referenceOf(order, given),
      ...carriedOf(carriedBy(order.carrierName, order.carrierService), given),
    ],
    opening: [],
    columns: columns.map(({ column }) => column),
    rows: [
      ...lines.map((line, index) => columns.map(({ cell }) => cell(line, index))),
      ...(shipping ? [columns.map(({ ofShipping }) => ({ text: ofShipping?.(shipping) ?? "" }))] : []),
    ],
    totals: [...discountOf(lines, shipping, given), ...totalsOf(order, lines, given)],
    closing: [...deliveryOf(order, given), ...closingOf(kind, { ...order, lines }, given)],
  };
}

type Billed = ReturnType<typeof billedLine>;

/** A line as far as it is billed, in the terms of its price: before the tax that comes on top, or with it within. */
function billedLine(line: Line) {
  const { amounts, pricesIncludeTax, quantity: ordered } = line;
  const quantity = subtractQuantity(ordered, line.cancelled);
  const orderDiscount = shareOf(line.orderDiscount, quantity, ordered);
  const billed = pricesIncludeTax ? amounts.billed.total : amounts.billed.net;
  return {
    ...line,
    quantity,
    discountAmount: shareOf(line.discountAmount, quantity, ordered),
    orderDiscount,
    /** Before what is off the order as a whole, which stands below. */
    amount: addMoney(billed, orderDiscount),
  };
}

type Shipping = NonNullable<Order["shipping"]>;

const shippingOf = ({ shipping }: Order): Shipping | null => (shipping && !shipping.isCancelled ? shipping : null);

type Shown = {
  column: Column;
  cell: (line: Billed, index: number) => Cell;
  /** In the row that charges for shipping. */
  ofShipping?: (shipping: Shipping) => string;
};

/** The discount stands there only where some line has one. */
function columnsFor({ texts, figures }: Given, lines: readonly Billed[]): Shown[] {
  const right = (label: string, width: number): Column => ({ label, width, align: "right" });
  const hasDiscount = lines.some((line) => line.discountRate > 0 || line.discountAmount > 0);
  const discountOfLine = ({ discountRate, discountAmount }: Billed): string => {
    if (discountRate > 0) return figures.rate(discountRate);
    return discountAmount > 0 ? figures.money(discountAmount) : "";
  };
  const promisedOf = ({ promisedOn }: Billed): string[] =>
    promisedOn === null ? [] : [texts.promisedFor(figures.day(promisedOn))];
  return [
    {
      column: { label: texts.position, width: 24, align: "left" },
      cell: (_, index) => ({ text: String(index + 1) }),
    },
    {
      column: { label: texts.item, width: "rest", align: "left" },
      cell: (line) => itemCell(line, ...promisedOf(line)),
      ofShipping: () => texts.shipping,
    },
    { column: right(texts.quantity, 52), cell: (line) => ({ text: figures.quantity(line.quantity, line.unit) }) },
    { column: right(texts.unitPrice, 64), cell: (line) => ({ text: figures.money(line.unitPrice) }) },
    ...(hasDiscount
      ? [{ column: right(texts.discount, 50), cell: (line: Billed) => ({ text: discountOfLine(line) }) }]
      : []),
    {
      column: right(texts.tax, 36),
      cell: (line) => ({ text: figures.rate(line.taxRate) }),
      ofShipping: ({ taxRate }) => figures.rate(taxRate),
    },
    {
      column: right(texts.amount, 72),
      cell: (line) => ({ text: figures.money(line.amount) }),
      ofShipping: ({ price }) => figures.money(price),
    },
  ];
}

/** What is off the order as a whole, and of what. */
function discountOf(lines: readonly Billed[], shipping: Shipping | null, { texts, figures }: Given): Labelled[] {
  const discount = addMoney(...lines.map(({ orderDiscount }) => orderDiscount));
  if (discount === 0) return [];
  const sum = addMoney(...lines.map(({ amount }) => amount), shipping?.price ?? NOTHING);
  return [
    { label: texts.subtotal, value: figures.money(sum) },
    { label: texts.discount, value: figures.money(subtractMoney(NOTHING, discount)) },
  ];
}

const NOTHING: Money = toMoney(0);

function totalsOf(order: Order, lines: readonly Billed[], { texts, figures }: Given): Labelled[] {
  const { taxBasis, amounts } = order;
  const { billed } = amounts;
  const shipping = shippingOf(order);
  const taxed = [
    ...lines.map((line) => ({ rate: line.taxRate, ...statedTax(line, taxBasis), ...line.amounts.billed })),
    ...(shipping
      ? [{ ...shipping, rate: shipping.taxRate, ...statedTaxOfShipping(shipping.taxRate, lines, taxBasis) }]
      : []),
  ];
  return [
    { label: texts.net, value: figures.money(billed.net) },
    ...taxesOf(taxed).map(({ rate, net, tax }) => ({
      label: texts.taxOf(figures.rate(rate), figures.money(net)),
      value: figures.money(tax),
    })),
    { label: texts.total, value: figures.money(billed.total), isStrong: true },
  ];
}

/** Where it goes, unless that is where the document goes. */
function deliveryOf({ billingAddress, deliveryAddress }: Order, given: Given): string[] {
  const [billed, delivered] = [billingAddress, deliveryAddress].map((each) => addressLines(each, given).join(", "));
  return delivered === undefined || delivered === billed ? [] : [given.texts.deliverTo(delivered)];
}

type Closed = Pick<Order, "taxBasis" | "holdsUntil"> & { lines: readonly Billed[] };

function closingOf(kind: OrderDocument, { taxBasis, holdsUntil, lines }: Closed, { texts, figures }: Given): string[] {
  const isGross = lines.some(({ pricesIncludeTax }) => pricesIncludeTax);
  const vatNumber = taxBasis?.treatment === "eu-supply" ? taxBasis.number : "";
  const stated = lines.map((line) => statedTax(line, taxBasis));
  const notes = [...(isGross ? [texts.pricesIncludeTax] : []), ...taxNotesOf(stated, vatNumber, texts)];
  const offered = holdsUntil === null ? texts.thisIsNoConfirmation : texts.stockIsHeldUntil(figures.moment(holdsUntil));
  return [...notes, kind === "quote" ? offered : texts.thankYou];
}
