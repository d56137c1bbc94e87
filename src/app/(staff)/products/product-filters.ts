import { asOneOf, asText, type ValuesOf } from "@/client/address";
import { searchAndOrder, searchedAndOrdered } from "@/client/list-filters";
import type { Inputs } from "@/client/trpc";
import { PRODUCT_SORTS } from "@/modules/catalog/product";

export const STATUSES = ["archived", "all"] as const;

export const STATUS_OPTIONS = [
  { value: "archived", label: "Archived" },
  { value: "all", label: "All" },
] as const satisfies readonly { value: (typeof STATUSES)[number]; label: string }[];

export const PRODUCT_FILTERS = {
  ...searchAndOrder(PRODUCT_SORTS, "title"),
  category: asText(null),
  vendor: asText(null),
  status: asOneOf(STATUSES, null),
};

export type ProductFilters = ValuesOf<typeof PRODUCT_FILTERS>;

/** The filters as the question the server understands. */
export const toQuestion = (filters: ProductFilters): Omit<Inputs["catalog"]["listProducts"], "cursor"> => ({
  ...searchedAndOrdered(filters),
  status: filters.status ?? "active",
  ...(filters.category && { categoryId: filters.category }),
  ...(filters.vendor && { vendor: filters.vendor }),
});

/** What is asked of the stock for each page of the list. */
export const toStockQuestion = ({
  rows,
}: {
  rows: readonly { productId: string }[];
}): Inputs["inventory"]["listOnHandByProduct"] => ({ productIds: rows.map(({ productId }) => productId) });
