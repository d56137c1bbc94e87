"use client";

import { Undo2 } from "lucide-react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import type { PickList } from "./pick-scan";

/** What was picked and is wanted no longer. Until it is back, nobody else gets it. */
export function PutBacks({ list: { listId, picks } }: { list: PickList }) {
  const putBack = trpc.picking.putBack.useMutation();
  const rows = picks.filter(({ toPutBack }) => toPutBack > 0);
  if (rows.length === 0) return <RefusalNotice of={putBack.error} />;
  return (
    <Card>
      <CardHeader title="To put back" description="Their orders were changed, shipped or cancelled meanwhile." />
      <ul aria-label="To put back" className="flex flex-col gap-3">
        {rows.map((row) => (
          <li key={row.allocationId} className="flex flex-wrap items-center justify-between gap-3">
            <span className="min-w-0">
              <span className="font-semibold tabular">{formatQuantity(row.toPutBack, unitOf(row))}</span> ×{" "}
              <GoodsName goods={row} />
              <span className="block text-sm text-muted">
                {[row.sku, lotName(row)].filter(Boolean).join(", ")}, from {formatOrderNumber(row.orderNumber)}
              </span>
            </span>
            <Button
              size="lg"
              icon={<Undo2 aria-hidden />}
              pending={putBack.isPending && putBack.variables.allocationId === row.allocationId}
              onClick={() => putBack.mutate({ listId, allocationId: row.allocationId })}
            >
              Back in {row.locationCode}
            </Button>
          </li>
        ))}
      </ul>
      <RefusalNotice of={putBack.error} />
    </Card>
  );
}
