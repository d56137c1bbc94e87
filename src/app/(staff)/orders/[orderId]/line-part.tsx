"use client";

import { CircleMinus, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { canChange } from "@/modules/orders/order";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import type { LinePart } from "./line-part-dialog";

type Line = Order["lines"][number];

/** Cancels items of one line, or restores them. */
export const LinePartDialog = onDemand(() => import("./line-part-dialog").then((file) => file.LinePartDialog));

const ACTS = {
  cancel: { label: "Cancel items of", icon: <CircleMinus aria-hidden /> },
  restore: { label: "Restore cancelled items of", icon: <RotateCcw aria-hidden /> },
} as const satisfies Record<LinePart["act"], object>;

/** Beside a quantity, the way to change it: what is open is cancelled, and what was cancelled restored. */
export function useLineParts({ status }: Order, onAsk: (part: LinePart) => void) {
  const mayCancel = useCan("orders.cancel-line") && canChange(status);
  const mayRestore = useCan("orders.restore-line") && (canChange(status) || status === "completed");
  return (act: LinePart["act"], line: Line, quantity: ReactNode): ReactNode => {
    const isOffered = act === "cancel" ? mayCancel && line.open > 0 : mayRestore && line.cancelled > 0;
    if (!isOffered) return quantity;
    const { label, icon } = ACTS[act];
    return (
      <span className="inline-flex items-center gap-1 md:flex-row-reverse">
        {quantity}
        <IconButton
          size="sm"
          label={`${label} ${line.sku}`}
          icon={icon}
          onClick={() => onAsk({ act, lineId: line.id })}
        />
      </span>
    );
  };
}
