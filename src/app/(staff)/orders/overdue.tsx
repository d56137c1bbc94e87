"use client";

import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Money } from "@/ui/amount";

/** All of it, whatever else the list is narrowed by. */
export function Overdue() {
  const { data } = trpc.orders.getReceivables.useQuery();
  if (!data) return null;
  return (
    <p className="text-sm text-muted">
      <Money minor={data.overdue} className="font-semibold text-foreground" /> overdue in{" "}
      {formatCount(data.overdueOrders, "order")}, <Money minor={data.due} /> due in all
    </p>
  );
}
