import { asOneOf, asText, type ValuesOf } from "@/client/address";
import { searchAndOrder, searchedAndOrdered } from "@/client/list-filters";
import type { Inputs } from "@/client/trpc";

export const STATES = ["in-stock", "low", "out", "expired", "blocked", "archived"] as const;
export const SORTS = ["title", "available", "onHand"] as const;

export const STATE_OPTIONS = [
  { value: "in-stock", label: "In stock" },
  { value: "low", label: "Low" },
  { value: "out", label: "Out of stock" },
  { value: "expired", label: "Expired" },
  { value: "blocked", label: "Blocked" },
  { value: "archived", label: "Archived" },
] as const satisfies readonly { value: (typeof STATES)[number]; label: string }[];

export const STOCK_FILTERS = {
  ...searchAndOrder(SORTS, "title"),
  warehouse: asText(null),
  state: asOneOf(STATES, null),
};

export type StockFilters = ValuesOf<typeof STOCK_FILTERS>;

/** The filters as the question the server understands. */
export const toQuestion = (filters: StockFilters): Omit<Inputs["inventory"]["listStock"], "cursor"> => ({
  ...searchedAndOrdered(filters),
  state: filters.state ?? "all",
  ...(filters.warehouse && { warehouseId: filters.warehouse }),
});
