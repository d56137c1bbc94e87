"use client";

import { PROMISED_FILTER_NAMES, PROMISED_FILTERS } from "@/modules/orders/order";
import { oneOf } from "@/shared/one-of";
import { useOrderFilters } from "./use-order-filters";

/** What is left to ship and was promised for such a day. */
export function usePromisedFilter() {
  const [{ promised }, setFilters] = useOrderFilters();
  return [
    {
      id: "promised",
      label: "Promised",
      options: PROMISED_FILTERS.map((value) => ({ value, label: PROMISED_FILTER_NAMES[value] })),
      value: promised,
      onChange: (value: string | null) => setFilters({ promised: oneOf(PROMISED_FILTERS, value) }),
    },
  ];
}
