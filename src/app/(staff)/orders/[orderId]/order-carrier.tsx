"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { isOpenStatus } from "@/modules/orders/order";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const CarrierDialog = onDemand(() => import("./carrier-dialog").then((file) => file.CarrierDialog));

/** With whom the order is to go, and the way to say another. */
export function OrderCarrier({ order }: { order: Order }) {
  const [open, setOpen] = useState(false);
  const maySet = useCan("orders.set-carrier") && isOpenStatus(order.status);
  const carrier = carriedBy(order.carrierName, order.carrierService);
  return (
    <span className="flex items-baseline gap-x-2">
      <span className="min-w-0 wrap-anywhere">
        {carrier === "" ? <span className="text-muted">Not chosen</span> : carrier}
        {order.carrierIsArchived && <span className="block text-xs text-muted">archived</span>}
      </span>
      {maySet && (
        <Button
          variant="ghost"
          size="sm"
          className="-my-1.5 shrink-0"
          aria-label={carrier === "" ? "Choose a carrier" : "Change the carrier"}
          onClick={() => setOpen(true)}
        >
          {carrier === "" ? "Choose" : "Change"}
        </Button>
      )}
      <CarrierDialog order={order} open={open && maySet} onOpen={setOpen} />
    </span>
  );
}
