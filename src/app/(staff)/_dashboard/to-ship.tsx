"use client";

import { Truck } from "lucide-react";
import { OrderRowAction } from "@/app/(staff)/_orders/order-row-action";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { TextLink } from "@/ui/text-link";
import { CardSkeleton } from "./card-skeleton";
import { TO_SHIP } from "./questions";

/** The orders that have waited longest, each with the button that ships it. */
export function DashboardToShip() {
  const waiting = trpc.orders.list.useQuery(TO_SHIP);
  return (
    <Card>
      <CardHeader
        title="Ship next"
        description="Oldest first"
        actions={<TextLink href="/orders?view=to-ship">All</TextLink>}
      />
      <Loaded inline query={waiting} skeleton={<CardSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon={<Truck />} title="Nothing to ship">
              Confirmed orders appear here.
            </EmptyState>
          ) : (
            <ul className="flex flex-col divide-y divide-border text-sm">
              {rows.map((order) => (
                <li key={order.id} className="flex items-center justify-between gap-3 py-2">
                  <span className="min-w-0">
                    <TextLink href={`/orders/${order.id}`}>{formatOrderNumber(order.number)}</TextLink>{" "}
                    <span>{order.customerName}</span>
                    <span className="block text-xs text-muted">
                      <DateTime at={order.placedAt} /> · {formatCount(order.open, "item")} to ship ·{" "}
                      {order.warehouseCode}
                    </span>
                  </span>
                  <OrderRowAction order={order} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
