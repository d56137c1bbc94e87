"use client";

import { trpc } from "@/client/trpc";
import { methodOptions } from "@/modules/shop/payment-method";
import { useOrderFilters } from "./use-order-filters";

/** How orders were paid, once they are narrowed to what was: archived methods too, since old orders have them. */
export function useMethodFilter() {
  const [{ payment, method }, setFilters] = useOrderFilters();
  const isOffered = method !== null || (payment !== null && payment !== "unpaid");
  const { data: methods = [] } = trpc.shop.listPaymentMethods.useQuery(undefined, { enabled: isOffered });
  if (!isOffered) return [];
  return [
    {
      id: "method",
      label: "Paid by",
      options: methodOptions(methods, ...methods.map(({ id }) => id)),
      value: method,
      onChange: (value: string | null) => setFilters({ method: value }),
    },
  ];
}
