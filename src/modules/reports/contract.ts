import * as z from "zod";
import { CalendarDay } from "@/shared/calendar-day";
import { defineError } from "@/shared/error";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import type { StaleBy, Staleness } from "@/shared/staleness";
import {
  COMPARISONS,
  daysIn,
  NO_CATEGORY,
  type Period,
  REPORT_DAYS_MAX,
  REPORT_DIMENSIONS,
  REPORT_SORTS,
} from "./report";

const [ROWS, ROWS_MAX] = [50, 200];

/** Days of the shop's calendar, and what of the sales is looked at. */
const Asked = z.strictObject({
  from: CalendarDay,
  to: CalendarDay,
  variantId: Id.optional(),
  categoryId: Id.or(z.literal(NO_CATEGORY)).optional(),
  customerId: Id.optional(),
  warehouseId: Id.optional(),
});

const isInOrder = ({ from, to }: Period): boolean => from <= to;
const IN_ORDER = { message: "Enter a last day that is not before the first.", path: ["to"] };
const isShort = (period: Period): boolean => daysIn(period) <= REPORT_DAYS_MAX;
const SHORT = { message: "Choose at most a year.", path: ["from"] };

export const ListSales = Asked.extend({
  by: z.enum(REPORT_DIMENSIONS),
  compare: z.enum(COMPARISONS).default("before"),
  sort: z.enum(REPORT_SORTS).default("net"),
  descending: z.boolean().default(true),
  /** The first so many; the total is of all. */
  limit: z.number().int().min(1).max(ROWS_MAX).default(ROWS),
})
  .refine(isInOrder, IN_ORDER)
  .refine(isShort, SHORT);
export type ListSales = z.infer<typeof ListSales>;

/** Which items earn most tells what they cost. */
export const marginHidden = defineError<Record<string, never>>(
  "reports.margin-hidden",
  "forbidden",
  () => "Your role can't see costs, so sales can't be sorted by margin. Sort them by net sales.",
);

/** Every shipment and return that such a sum is made of, the latest first. */
export const ListSoldLines = Asked.extend(Paging.shape).refine(isInOrder, IN_ORDER).refine(isShort, SHORT);
export type ListSoldLines = z.infer<typeof ListSoldLines>;

const SALES: readonly StaleBy[] = [{ facts: ["orders", "returns", "customers", "catalog", "inventory", "shop"] }];
export const REPORTS_STALENESS = { listSales: SALES, listSoldLines: SALES } as const satisfies Staleness;
