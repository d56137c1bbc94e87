import { applyRate, type Money, partWithin, type Rate, subtractMoney, timesQuantity, toMoney } from "@/shared/money";
import { addQuantities, type Quantity, subtractQuantity, ZERO } from "@/shared/quantity";
import { searchForm } from "@/shared/search-form";

/** `due` has what is open and has a day on which it is due, and nothing else. */
export const ORDER_SORTS = ["placedAt", "number", "total", "customer", "due"] as const;

export const LINE_QUANTITY_MAX = 10_000_000;
const NOTHING = toMoney(0);
export const REFERENCE_CHARACTERS_MAX = 100;
/** How many orders somebody acts on at once, and asks for by their ids. */
export const ORDERS_AT_ONCE_MAX = 100;

export const ORDER_STATUSES = ["draft", "confirmed", "on_hold", "completed", "cancelled"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

const NEXT = {
  draft: ["confirmed", "cancelled"],
  confirmed: ["on_hold", "completed", "cancelled"],
  on_hold: ["confirmed", "cancelled"],
  /** Again, when one of its shipments is voided. */
  completed: ["confirmed"],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => NEXT[from].some((next) => next === to);

/** A draft is edited freely: no stock is reserved for it, and what it holds follows. */
export const canEdit = (status: OrderStatus): boolean => status === "draft";
/** Confirming reserves stock, so it is for drafts; an order on hold keeps its stock reserved and is resumed. */
export const canConfirm = (status: OrderStatus): boolean => status === "draft";
/** Before it is confirmed it may hold what is available, for a while. */
export const canHoldStock = (status: OrderStatus): boolean => status === "draft";
export const canResume = (status: OrderStatus): boolean => status === "on_hold";
export const canShip = (status: OrderStatus): boolean => status === "confirmed";
/** An order that stock is reserved for is changed within what has shipped, and its reservations follow. */
export const canChange = (status: OrderStatus): boolean => keepsReservations(status);
/** Something may still ship of it, one day. */
export const isOpenStatus = (status: OrderStatus): boolean => status === "draft" || keepsReservations(status);
/** The open lines of such an order have their items reserved, or are recorded as short of them. */
export const keepsReservations = (status: OrderStatus): boolean => status === "confirmed" || status === "on_hold";

const STATUS_LABELS = {
  draft: "a draft",
  confirmed: "confirmed",
  on_hold: "on hold",
  completed: "completed",
  cancelled: "cancelled",
} as const satisfies Record<OrderStatus, string>;

/** The status as a word in a sentence: "the order is on hold". */
export const statusLabel = (status: OrderStatus): string => STATUS_LABELS[status];

/** A number that is drawn with the transaction's last statement stands in texts by its token until then. */
type DrawnLate = { readonly token: string; readonly toString: () => string };

/** What people call an order: `#1001`. */
export const formatOrderNumber = (number: number | DrawnLate): string => `#${number}`;

/** The second shipment of order #1001: `#1001-2`. */
export const formatShipmentNumber = (number: number, sequence: number): string =>
  `${formatOrderNumber(number)}-${sequence}`;

/** `#1001`, `1001`, `01001`, `Order No. 1001`; with its shipment `#1001-2`, with the parcel of a label `1001-2-3`. */
const NUMBER =
  /^(?<said>(?:order\b)?\s*(?:#|n[or]\.?)?)\s*(?<digits>\d{1,15})(?:-(?<sequence>\d{1,4})(?:-[1-9]\d{0,2})?)?$/i;

export type NamedOrder = {
  number: number;
  /** Which of its shipments. */
  sequence: number | null;
  /** Whether the text can mean nothing else, as digits alone can. */
  isCertain: boolean;
};

/** The order that typed or scanned text names; null where it names none. */
export function parseOrderName(text: string): NamedOrder | null {
  const { said = "", digits = "0", sequence } = NUMBER.exec(text.normalize("NFKC").trim())?.groups ?? {};
  if (Number(digits) === 0) return null;
  return {
    number: Number(digits),
    sequence: sequence === undefined ? null : Number(sequence),
    isCertain: said.trim() !== "" || sequence !== undefined,
  };
}

/** The order number in typed or scanned text; null where there is none. */
export const parseOrderNumber = (text: string): number | null => parseOrderName(text)?.number ?? null;

export type PricedLine = {
  quantity: Quantity;
  unitPrice: Money;
  discountRate: Rate;
  /** Off the whole line, where no rate is. */
  discountAmount?: Money;
  /** Its share of what is off the order. */
  orderDiscount?: Money;
  taxRate: Rate;
  pricesIncludeTax?: boolean;
};

type Priced = Omit<PricedLine, "taxRate">;

/** Price times quantity less the line's own discount, rounded once. Below nothing where more is off than it costs. */
export function lineSum({ unitPrice, quantity, discountRate, discountAmount = NOTHING }: Priced): Money {
  const listed = timesQuantity(unitPrice, quantity);
  return toMoney(listed - applyRate(listed, discountRate) - discountAmount);
}

/**
 * What a line comes to: discount and tax are each rounded once, half away from zero, to whole minor units. Tax comes on
 * top of the price, or is the part of it that is not net: then net and tax add up to what is paid, to the cent.
 */
export const lineTotals = (line: PricedLine): { net: Money; tax: Money } =>
  taxed(subtractMoney(lineSum(line), line.orderDiscount ?? NOTHING), line);

/** Net and tax of a sum. */
export function taxed(sum: Money, { taxRate, pricesIncludeTax }: Pick<PricedLine, "taxRate" | "pricesIncludeTax">) {
  if (!pricesIncludeTax) return { net: sum, tax: applyRate(sum, taxRate) };
  const tax = partWithin(sum, taxRate);
  return { net: subtractMoney(sum, tax), tax };
}

type Progress = { quantity: Quantity; shipped: Quantity; cancelled: Quantity };

/** What of a line is still to be shipped. */
export const openQuantity = (line: Progress): Quantity => {
  const open = subtractQuantity(subtractQuantity(line.quantity, line.shipped), line.cancelled);
  return open < 0 ? ZERO : open;
};

/** What of it is not there: it was lost, or has not come yet. */
export const waitingQuantity = ({ short, backordered }: { short: Quantity; backordered: Quantity }): Quantity =>
  addQuantities(short, backordered);

/** What of it is there to be shipped. */
export const shippableQuantity = (line: Progress & { short: Quantity; backordered: Quantity }): Quantity =>
  subtractQuantity(openQuantity(line), waitingQuantity(line));

export const FULFILMENTS = ["none", "partial", "full"] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];

/** What lists are narrowed to by the day for which something that is left to ship was promised. */
export const PROMISED_FILTERS = ["overdue", "today", "week"] as const;
export type PromisedFilter = (typeof PROMISED_FILTERS)[number];
export const PROMISED_FILTER_NAMES: Readonly<Record<PromisedFilter, string>> = {
  overdue: "Overdue",
  today: "Today",
  week: "This week",
};

/** How much of what was ordered has shipped, derived from the lines: a rest that was cancelled has not. */
export function fulfilmentOf(lines: readonly Pick<Progress, "quantity" | "shipped">[]): Fulfilment {
  if (lines.every((line) => line.shipped === 0)) return "none";
  return lines.every((line) => line.shipped === line.quantity) ? "full" : "partial";
}

type Referenced = { customerId: string; customerReference?: string | undefined };

/** The reference of an order after it was edited: where none is said it stays, and never goes to another customer. */
export const referenceAfter = (order: { customerId: string; customerReference: string }, asked: Referenced): string =>
  asked.customerReference ?? (asked.customerId === order.customerId ? order.customerReference : "");

/** A tracking number, or one of a customer's own, as it is compared: blanks and hyphens are for the eye. */
export const codeOf = (text: string): string => searchForm(text).replaceAll(/[\s./-]/g, "");
