"use client";

import { tagFilter } from "@/app/(staff)/_tags/tag-filter";
import { trpc } from "@/client/trpc";
import { useOrderFilters } from "./use-order-filters";

/** By a tag that one of the newer orders has. */
export function useTagFilter() {
  const [{ tag: chosen }, setFilters] = useOrderFilters();
  const { data = [] } = trpc.orders.listTags.useQuery();
  return tagFilter(data, chosen, (tag) => setFilters({ tag }));
}
