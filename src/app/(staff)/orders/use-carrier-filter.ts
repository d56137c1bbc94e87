"use client";

import { trpc } from "@/client/trpc";
import { useOrderFilters } from "./use-order-filters";

/** With whom orders are to go, in a shop that names carriers; archived ones too, since old orders name them. */
export function useCarrierFilter() {
  const [{ carrier }, setFilters] = useOrderFilters();
  const { data: carriers = [] } = trpc.parcels.listCarriers.useQuery();
  if (carriers.length === 0 && carrier === null) return [];
  return [
    {
      id: "carrier",
      label: "Carrier",
      options: carriers.map(({ id, name }) => ({ value: id, label: name })),
      value: carrier,
      onChange: (value: string | null) => setFilters({ carrier: value }),
    },
  ];
}
