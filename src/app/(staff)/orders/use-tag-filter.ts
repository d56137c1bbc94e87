"use client";

import { trpc } from "@/client/trpc";
import { useOrderFilters } from "./use-order-filters";

/** The filter by a tag, where there are any. The chosen one is among them, though no order may have it any more. */
export function useTagFilter() {
  const [{ tag: chosen }, setFilters] = useOrderFilters();
  const { data = [] } = trpc.orders.listTags.useQuery();
  const known = data.map(({ tag, orders }) => ({ value: tag, label: tag, count: orders }));
  const isKnown = chosen === null || data.some(({ tag }) => tag === chosen);
  const options = isKnown ? known : [...known, { value: chosen, label: chosen, count: 0 }];
  if (options.length === 0) return [];
  const onChange = (tag: string | null) => setFilters({ tag });
  return [{ id: "tag", label: "Tag", options, value: chosen, onChange }];
}
