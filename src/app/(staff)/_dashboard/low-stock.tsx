"use client";

import { PackageCheck } from "lucide-react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Quantity } from "@/ui/amount";
import { Card, CardHeader } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { TextLink } from "@/ui/text-link";
import { CardSkeleton } from "./card-skeleton";
import { LOW_STOCK } from "./questions";

/** What runs out first, with what is available and the reorder point. */
export function DashboardLowStock() {
  const low = trpc.inventory.listLowStock.useQuery(LOW_STOCK);
  return (
    <Card>
      <CardHeader
        title="Low stock"
        description="Lowest first"
        actions={<TextLink href="/stock?state=low">All</TextLink>}
      />
      <Loaded inline query={low} skeleton={<CardSkeleton />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<PackageCheck />} title="No low stock">
              Products at or below their reorder point appear here. Set reorder points on a product's stock card.
            </EmptyState>
          ) : (
            <ul className="flex flex-col divide-y divide-border text-sm">
              {rows.map((row) => (
                <li
                  key={`${row.warehouseId} ${row.variantId}`}
                  className="flex items-baseline justify-between gap-3 py-2"
                >
                  <span className="min-w-0">
                    <TextLink href={`/stock/${row.variantId}`}>
                      <GoodsName goods={row} />
                    </TextLink>
                    <span className="block text-xs text-muted">
                      {row.sku} · {row.warehouseName}
                    </span>
                  </span>
                  <span className="shrink-0 text-right">
                    <Quantity
                      value={row.available}
                      unit={unitOf(row)}
                      tone={row.available === 0 ? "danger" : "warning"}
                      className="font-medium"
                    />
                    <span className="block text-xs text-muted">
                      reorder at <Quantity value={row.reorderPoint} />
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
