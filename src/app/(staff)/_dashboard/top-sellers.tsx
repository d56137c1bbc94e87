"use client";

import { GoodsName } from "@/app/(staff)/_goods/goods";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { Card, CardHeader } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { TextLink } from "@/ui/text-link";
import { CardSkeleton } from "./card-skeleton";
import { BEST_SELLERS } from "./questions";

/** What sold best, each beside a bar as long as its share of the best. */
export function DashboardTopSellers() {
  const best = trpc.orders.listTopSellers.useQuery(BEST_SELLERS);
  const most = best.data?.[0]?.net ?? 0;
  return (
    <Card>
      <CardHeader title="Best sellers" description={`Net sales of the last ${BEST_SELLERS.days} days`} />
      <Loaded inline query={best} skeleton={<CardSkeleton />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title="No sales yet">Products of confirmed orders appear here.</EmptyState>
          ) : (
            <ol className="flex flex-col gap-2.5 text-sm">
              {rows.map((row) => (
                <li key={row.variantId} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4">
                  <span className="min-w-0">
                    <TextLink href={`/stock/${row.variantId}`}>
                      <GoodsName goods={row} />
                    </TextLink>{" "}
                    <span className="text-xs text-muted">{formatQuantity(row.quantity)} sold</span>
                  </span>
                  <Money minor={row.net} className="font-medium" />
                  <span aria-hidden className="col-span-2 mt-1 h-1 rounded-full bg-subtle">
                    <span
                      className="block h-full rounded-full bg-accent"
                      style={{ width: `${most === 0 ? 0 : (100 * row.net) / most}%` }}
                    />
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  );
}
