import { createLoader, type inferParserType, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Inputs } from "@/client/trpc";
import { PRODUCT_SORTS } from "@/modules/catalog/product";

export const STATUSES = ["archived", "all"] as const;

export const STATUS_OPTIONS = [
  { value: "archived", label: "Archived" },
  { value: "all", label: "All" },
] as const satisfies readonly { value: (typeof STATUSES)[number]; label: string }[];

/**
 * What the list is narrowed to and ordered by: kept in the address, so that it can be sent, reloaded and gone back to.
 */
export const PRODUCT_FILTERS = {
  search: parseAsString.withDefault(""),
  category: parseAsString,
  vendor: parseAsString,
  status: parseAsStringLiteral(STATUSES),
  sort: parseAsStringLiteral(PRODUCT_SORTS).withDefault("title"),
  descending: parseAsBoolean.withDefault(false),
};

export type ProductFilters = inferParserType<typeof PRODUCT_FILTERS>;

/** The same for the server. */
export const loadProductFilters = createLoader(PRODUCT_FILTERS);

/** The filters as the question the server understands. */
export const toQuestion = ({
  search,
  category,
  vendor,
  status,
  sort,
  descending,
}: ProductFilters): Omit<Inputs["catalog"]["listProducts"], "cursor"> => ({
  sort,
  descending,
  status: status ?? "active",
  ...(search && { search }),
  ...(category && { categoryId: category }),
  ...(vendor && { vendor }),
});

/** What is asked of the stock for each page of the list. */
export const toStockQuestion = ({
  rows,
}: {
  rows: readonly { productId: string }[];
}): Inputs["inventory"]["listOnHandByProduct"] => ({ productIds: rows.map(({ productId }) => productId) });
