"use client";

import { GoodsName } from "@/app/(staff)/_goods/goods";
import type { Return } from "@/app/(staff)/_returns/return-data";
import { RETURN_REASON_NAMES } from "@/modules/returns/return";
import { formatQuantity } from "@/shared/quantity";
import { Card, CardHeader } from "@/ui/card";

/** What was authorised, and how far it came. */
export function ReturnLines({ found }: { found: Return }) {
  return (
    <Card>
      <CardHeader title="Items" />
      <ol aria-label="Items" className="flex flex-col divide-y divide-border text-sm">
        {found.lines.map((line) => (
          <li key={line.id} className="flex items-baseline justify-between gap-3 py-2 first:pt-0 last:pb-0">
            <span className="min-w-0">
              <span className="font-medium">
                <GoodsName goods={line} /> <span className="text-xs font-normal text-muted">{line.sku}</span>
              </span>
              <span className="block text-xs text-muted">{RETURN_REASON_NAMES[line.reason]}</span>
            </span>
            <span className="shrink-0 tabular">
              {formatQuantity(line.received)} of {formatQuantity(line.quantity)} received
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
