"use client";

import { CircleMinus, RotateCcw } from "lucide-react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { canChange } from "@/modules/orders/order";
import type { Column } from "@/ui/data-table";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import type { LinePart } from "./line-part-dialog";

type Line = Order["lines"][number];

/** Cancels items of one line, or restores them. */
export const LinePartDialog = onDemand(() => import("./line-part-dialog").then((file) => file.LinePartDialog));

/** The column of what can be done with a line itself; none where nothing can. */
export function useLineParts({ status, lines }: Order, onAsk: (part: LinePart) => void): Column<Line>[] {
  const mayCancel = useCan("orders.cancel-line") && canChange(status);
  const mayRestore = useCan("orders.restore-line") && (canChange(status) || status === "completed");
  const canCancel = (line: Line) => mayCancel && line.open > 0;
  const canRestore = (line: Line) => mayRestore && line.cancelled > 0;
  if (!lines.some((line) => canCancel(line) || canRestore(line))) return [];
  return [
    {
      id: "actions",
      header: "Actions",
      card: "aside",
      width: "5rem",
      cell: (line) => (
        <span className="flex justify-end gap-1">
          {canCancel(line) && (
            <IconButton
              size="sm"
              label={`Cancel items of ${line.sku}`}
              icon={<CircleMinus aria-hidden />}
              onClick={() => onAsk({ act: "cancel", lineId: line.id })}
            />
          )}
          {canRestore(line) && (
            <IconButton
              size="sm"
              label={`Restore cancelled items of ${line.sku}`}
              icon={<RotateCcw aria-hidden />}
              onClick={() => onAsk({ act: "restore", lineId: line.id })}
            />
          )}
        </span>
      ),
    },
  ];
}
