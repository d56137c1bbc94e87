"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { isOpenStatus } from "@/modules/orders/order";
import { formatDay } from "@/shared/dates";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const PromisedDayDialog = onDemand(() => import("./promised-day-dialog").then((file) => file.PromisedDayDialog));

/** The day that the customer was told for a line, and the way to set it. */
export function PromisedDay({ order, line }: { order: Order; line: Order["lines"][number] }) {
  const [open, setOpen] = useState(false);
  const mayPromise = useCan("orders.promise-line") && isOpenStatus(order.status) && line.open > 0;
  const day = line.promisedOn === null ? null : formatDay(line.promisedOn, { isShort: true });
  if (!mayPromise) return day && <span className="ml-2 text-xs text-muted md:ml-0 md:block">Promised {day}</span>;
  return (
    <span className="ml-2 md:ml-0 md:block">
      <Button
        variant="ghost"
        size="sm"
        className="-mx-2 h-6 text-xs font-normal text-muted"
        aria-label={day === null ? `Promise a day for ${line.sku}` : `Promised ${day} for ${line.sku}: change the day`}
        onClick={() => setOpen(true)}
      >
        {day === null ? "Promise a day" : `Promised ${day}`}
      </Button>
      <PromisedDayDialog order={order} line={line} open={open} onOpen={setOpen} />
    </span>
  );
}
