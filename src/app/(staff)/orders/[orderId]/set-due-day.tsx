"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { formatDay } from "@/shared/dates";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const DueDayDialog = onDemand(() => import("./due-day-dialog").then((file) => file.DueDayDialog));

/** By when the order is to be paid, and the way to agree another day. */
export function SetDueDay({ order, mayAgree }: { order: Order; mayAgree: boolean }) {
  const [open, setOpen] = useState(false);
  const { dueOn, dueByHand, status } = order;
  const canAgree = mayAgree && status !== "draft" && status !== "cancelled";
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span>
        {dueOn === null ? <span className="text-muted">No day set</span> : formatDay(dueOn)}
        {dueByHand && <span className="block text-xs text-muted">set by hand</span>}
      </span>
      {canAgree && (
        <Button
          variant="ghost"
          size="sm"
          className="-my-1.5"
          aria-label="Change the due day"
          onClick={() => setOpen(true)}
        >
          Change
        </Button>
      )}
      <DueDayDialog order={order} open={open && canAgree} onOpen={setOpen} />
    </span>
  );
}
