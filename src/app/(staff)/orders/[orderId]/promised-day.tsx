"use client";

import { CalendarPlus } from "lucide-react";
import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { isOpenStatus } from "@/modules/orders/order";
import { formatDay } from "@/shared/dates";
import { Button } from "@/ui/button";
import { cn } from "@/ui/class-names";
import { onDemand } from "@/ui/on-demand";

const PromisedDayDialog = onDemand(() => import("./promised-day-dialog").then((file) => file.PromisedDayDialog));

/**
 * Who points at the line, or comes to it by keys, sees the way; where nothing is pointed with, it stays. In a table it
 * takes no room, so that figures stand in one line.
 */
const QUIET = cn(
  "md:pointer-fine:opacity-0 md:pointer-fine:group-hover/row:opacity-100",
  "md:pointer-fine:group-focus-within/row:opacity-100",
);

/** The day that the customer was told for a line, and the way to set it: in sight where the line waits for stock. */
export function PromisedDay({ order, line }: { order: Order; line: Order["lines"][number] }) {
  const [open, setOpen] = useState(false);
  const mayPromise = useCan("orders.promise-line") && isOpenStatus(order.status) && line.open > 0;
  const day = line.promisedOn === null ? null : formatDay(line.promisedOn, { isShort: true });
  if (!mayPromise) return day && <span className="ml-2 text-xs text-muted md:ml-0 md:block">Promised {day}</span>;
  const isQuiet = day === null && line.waiting === 0;
  return (
    <span className={isQuiet ? "ml-2 md:absolute md:ml-1" : "ml-2 md:ml-0 md:block"}>
      <Button
        variant="ghost"
        size="sm"
        className={cn("-mx-2 h-6 text-xs font-normal text-muted", isQuiet && QUIET)}
        aria-label={day === null ? `Promise a day for ${line.sku}` : `Promised ${day} for ${line.sku}: change the day`}
        onClick={() => setOpen(true)}
      >
        {isQuiet ? <CalendarPlus aria-hidden className="size-4" /> : day === null ? "Promise a day" : `Promised ${day}`}
      </Button>
      <PromisedDayDialog order={order} line={line} open={open} onOpen={setOpen} />
    </span>
  );
}
