import { createLoader, type inferParserType, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Inputs } from "@/client/trpc";

export const STATES = ["in-stock", "low", "out", "expired", "archived"] as const;
export const SORTS = ["title", "available", "onHand"] as const;

export const STATE_OPTIONS = [
  { value: "in-stock", label: "In stock" },
  { value: "low", label: "Low" },
  { value: "out", label: "Out of stock" },
  { value: "expired", label: "Expired" },
  { value: "archived", label: "Archived" },
] as const satisfies readonly { value: (typeof STATES)[number]; label: string }[];

/**
 * What the list is narrowed to and ordered by: kept in the address, so that it can be sent, reloaded and gone back to.
 */
export const STOCK_FILTERS = {
  search: parseAsString.withDefault(""),
  warehouse: parseAsString,
  state: parseAsStringLiteral(STATES),
  sort: parseAsStringLiteral(SORTS).withDefault("title"),
  descending: parseAsBoolean.withDefault(false),
};

export type StockFilters = inferParserType<typeof STOCK_FILTERS>;

/** The same for the server. */
export const loadStockFilters = createLoader(STOCK_FILTERS);

/** The filters as the question the server understands. */
export const toQuestion = ({
  search,
  warehouse,
  state,
  sort,
  descending,
}: StockFilters): Omit<Inputs["inventory"]["listStock"], "cursor"> => ({
  sort,
  descending,
  state: state ?? "all",
  ...(search && { search }),
  ...(warehouse && { warehouseId: warehouse }),
});
