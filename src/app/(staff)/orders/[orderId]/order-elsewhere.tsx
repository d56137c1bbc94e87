"use client";

import { Split } from "lucide-react";
import { useState } from "react";
import { unitOf } from "@/app/(staff)/_goods/goods";
import type { Order } from "@/app/(staff)/orders/order-data";
import { availabilityOf } from "@/app/(staff)/orders/questions";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { onDemand } from "@/ui/on-demand";
import { coveredBy } from "./begin-split";
import { canSplit } from "./can-split";

const SplitDialog = onDemand(() => import("./split-order-dialog").then((file) => file.SplitOrderDialog));

type Place = Outputs["inventory"]["listAvailableElsewhere"][number];

const SHOWN_MAX = 5;

/** Where else there is some of what the order waits for, live, and the way to have it ship from there. */
export function OrderElsewhere({ order }: { order: Order }) {
  const maySplit = useCan("orders.split") && canSplit(order);
  const [from, setFrom] = useState<Place | null>(null);
  const [isSplitting, setSplitting] = useState(false);
  const waiting = order.lines.filter((line) => line.waiting > 0);
  const { data: places = [] } = trpc.inventory.listAvailableElsewhere.useQuery(
    availabilityOf(order.warehouseId, waiting),
  );
  const covering = places
    .map((place) => ({ place, covered: coveredBy(waiting, place.items) }))
    .toSorted((one, other) => other.covered - one.covered);
  return (
    <>
      {covering.length > 0 && (
        <Notice tone="info" title="Available in other warehouses">
          <ul aria-label="Available in other warehouses" className="mt-1 flex flex-col divide-y divide-border">
            {covering.slice(0, SHOWN_MAX).map(({ place }) => (
              <li
                key={place.warehouseId}
                className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-1.5"
              >
                <span className="min-w-0 wrap-anywhere">
                  <span className="font-medium">{place.name}</span>{" "}
                  <span className="text-muted tabular">{itemsOf(place, waiting)}</span>
                </span>
                {maySplit && (
                  <Button
                    size="sm"
                    icon={<Split aria-hidden />}
                    aria-label={`Split from there: ${place.name}`}
                    onClick={() => {
                      setFrom(place);
                      setSplitting(true);
                    }}
                  >
                    Split from there
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {from && (
        <SplitDialog
          key={from.warehouseId}
          order={order}
          from={from}
          open={isSplitting && maySplit}
          onOpen={setSplitting}
        />
      )}
    </>
  );
}

/** What of the missing items is there, each item once. */
function itemsOf({ items }: Place, waiting: Order["lines"]): string {
  const names = items.flatMap(({ variantId, available }) => {
    const line = waiting.find((each) => each.variantId === variantId);
    return line ? [`${formatQuantity(available, unitOf(line))} of ${line.sku}`] : [];
  });
  return `has ${names.join(", ")}`;
}
