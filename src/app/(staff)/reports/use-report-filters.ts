"use client";

import { useToday } from "@/app/(staff)/_orders/use-today";
import { asFlag, asOneOf, asText, type ValuesOf } from "@/client/address";
import { useCan } from "@/client/person";
import type { Inputs } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import {
  COMPARISONS,
  daysIn,
  NAMED_PERIODS,
  namedPeriod,
  type Period,
  REPORT_DAYS_MAX,
  REPORT_DIMENSIONS,
  REPORT_SORTS,
  type ReportDimension,
} from "@/modules/reports/report";

export const CHOSEN_PERIODS = [...NAMED_PERIODS, "own"] as const;

/** Which sums are shown, kept in the address; `of` is the one whose lines are. */
const FIELDS = {
  by: asOneOf(REPORT_DIMENSIONS, "item"),
  period: asOneOf(CHOSEN_PERIODS, "last-30-days"),
  from: asText(null),
  to: asText(null),
  compare: asOneOf(COMPARISONS, "before"),
  sort: asOneOf(REPORT_SORTS, "net"),
  descending: asFlag(true),
  of: asText(null),
};

export type Asked = Pick<Inputs["reports"]["listSales"], "by" | "compare" | "sort" | "descending" | "from" | "to">;

/** Null as long as nobody knows which days are asked for. */
function periodOf({ period, from, to }: ReportFilters, today: string): Period | null {
  if (today === "") return null;
  if (period !== "own") return namedPeriod(period, today);
  if (from === null || to === null || from > to || daysIn({ from, to }) > REPORT_DAYS_MAX) return null;
  return { from, to };
}

export function useReportFilters() {
  const [chosen, setFilters] = useAddress(FIELDS);
  // An address may be sent by somebody who sees costs.
  const filters = { ...chosen, ...(!useCan("catalog.see-cost") && { sort: "net" as const }) };
  const today = useToday();
  return { filters, setFilters, period: periodOf(filters, today), today };
}
export type ReportFilters = ValuesOf<typeof FIELDS>;

/** What a question about one group of the report is narrowed by. */
export type Narrowed = Pick<
  Inputs["reports"]["listSoldLines"],
  "variantId" | "categoryId" | "customerId" | "warehouseId"
>;
const NARROWED_BY: Readonly<Record<ReportDimension, (of: string) => Narrowed>> = {
  item: (variantId) => ({ variantId }),
  category: (categoryId) => ({ categoryId }),
  customer: (customerId) => ({ customerId }),
  warehouse: (warehouseId) => ({ warehouseId }),
};

export const narrowedTo = (by: ReportDimension, of: string): Narrowed => NARROWED_BY[by](of);
