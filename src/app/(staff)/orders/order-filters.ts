import { asOneOf, asText, type ValuesOf } from "@/client/address";
import { searchAndOrder, searchedAndOrdered } from "@/client/list-filters";
import type { Inputs } from "@/client/trpc";
import { ORDER_SORTS } from "@/modules/orders/order";
import { FULFILMENTS, PROMISED_FILTERS } from "@/modules/orders/order";
import { PAYMENT_FILTERS } from "@/modules/orders/payments/payment";
import { shopDay } from "@/modules/shop/shop";
import { currentRegion } from "@/shared/region";

/** The tabs of the list: a status, or everything that waits to be shipped, or invoiced. */
const VIEWS = [
  "all",
  "to-ship",
  "short",
  "backordered",
  "draft",
  "on_hold",
  "to-invoice",
  "completed",
  "cancelled",
] as const;
export type View = (typeof VIEWS)[number];

export const PERIODS = ["today", "7", "30", "365"] as const;
export const PERIOD_OPTIONS = [
  { value: "today", label: "Today" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "365", label: "Last year" },
] as const satisfies readonly { value: (typeof PERIODS)[number]; label: string }[];

export const ORDER_FILTERS = {
  ...searchAndOrder(ORDER_SORTS, "placedAt", true),
  view: asOneOf(VIEWS, "all"),
  fulfilment: asOneOf(FULFILMENTS, null),
  promised: asOneOf(PROMISED_FILTERS, null),
  payment: asOneOf(PAYMENT_FILTERS, null),
  method: asText(null),
  carrier: asText(null),
  warehouse: asText(null),
  customer: asText(null),
  tag: asText(null),
  period: asOneOf(PERIODS, null),
  holds: asOneOf(["stock"], null),
};

export type OrderFilters = ValuesOf<typeof ORDER_FILTERS>;

const NARROWING = [
  "fulfilment",
  "promised",
  "payment",
  "method",
  "carrier",
  "warehouse",
  "customer",
  "tag",
  "period",
  "holds",
] as const;

export const isNarrowed = ({ search, view, ...narrowing }: OrderFilters): boolean =>
  search !== "" || view !== "all" || NARROWING.some((name) => narrowing[name] !== null);

/** Narrowed to what is overdue, a list begins with what has been so for longest; else with the newest. */
export const narrowedTo = (payment: OrderFilters["payment"]): Partial<OrderFilters> =>
  payment === "overdue" ? { payment, sort: "due", descending: false } : { payment, sort: "placedAt", descending: true };

/** As the bar of filters leaves the list when all of it is cleared: within the same tab. */
export const NOT_NARROWED = {
  ...narrowedTo(null),
  search: null,
  ...Object.fromEntries(NARROWING.map((name) => [name, null])),
};

type Question = Pick<Inputs["orders"]["list"], "toShip" | "isShort" | "isBackordered" | "toInvoice" | "status">;

const QUESTIONS = {
  all: {},
  "to-ship": { toShip: true },
  short: { isShort: true },
  backordered: { isBackordered: true },
  draft: { status: "draft" },
  on_hold: { status: "on_hold" },
  "to-invoice": { toInvoice: true },
  completed: { status: "completed" },
  cancelled: { status: "cancelled" },
} as const satisfies Record<View, Question>;

/** The filters as the question the server understands. */
export function toQuestion(filters: OrderFilters): Omit<Inputs["orders"]["list"], "cursor"> {
  const { view, fulfilment, promised, payment, method, carrier, warehouse, customer, tag, period, holds } = filters;
  const daysBefore = period === null ? null : period === "today" ? 0 : Number(period) - 1;
  return {
    ...searchedAndOrdered(filters),
    ...QUESTIONS[view],
    ...(fulfilment && { fulfilment }),
    ...(promised && { promised }),
    ...(payment && { payment }),
    ...(method && { method }),
    ...(carrier && { carrierId: carrier }),
    ...(warehouse && { warehouseId: warehouse }),
    ...(customer && { customerId: customer }),
    ...(tag && { tag }),
    ...(holds && { holdsStock: true }),
    ...(daysBefore !== null && { placedFrom: shopDay(currentRegion().timeZone, new Date(), daysBefore) }),
  };
}
