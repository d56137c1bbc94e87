"use client";

import { useShop } from "@/client/shop";
import { useOrderFilters } from "./use-order-filters";

/** Drafts that hold stock, where the shop lets them. */
export function useHoldFilter() {
  const [{ holds }, setFilters] = useOrderFilters();
  const { quoteHoldHours } = useShop();
  if (quoteHoldHours === null && holds === null) return [];
  return [
    {
      id: "holds",
      label: "Quotes",
      options: [{ value: "stock", label: "Holds stock" }],
      value: holds,
      onChange: (value: string | null) => setFilters({ holds: value === null ? null : "stock" }),
    },
  ];
}
