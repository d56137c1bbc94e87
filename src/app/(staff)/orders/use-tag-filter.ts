"use client";

import { tagFilter } from "@/app/(staff)/_tags/tag-filter";
import { trpc } from "@/client/trpc";
import { useOrderFilters } from "./use-order-filters";

export function useTagFilter() {
  const [{ tag: chosen }, setFilters] = useOrderFilters();
  const { data = [] } = trpc.orders.listTags.useQuery();
  const known = data.map(({ tag, orders }) => ({ tag, count: orders }));
  return tagFilter(known, chosen, (tag) => setFilters({ tag }));
}
