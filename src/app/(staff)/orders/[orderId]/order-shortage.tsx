"use client";

import { RotateCcw } from "lucide-react";
import { OrderRefusal } from "@/app/(staff)/_orders/order-refusal";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { notify } from "@/ui/toast";
import { OrderElsewhere } from "./order-elsewhere";

/** What the order waits for: items that have not come yet, and reserved ones that were lost. */
export function OrderShortage({ order }: { order: Order }) {
  const mayReserve = useCan("orders.reserve-again");
  const short = order.lines.reduce((sum, line) => sum + line.short, 0);
  const reserve = trpc.orders.reserveAgain.useMutation({
    onSuccess: ({ reserved, short }) => {
      const number = formatOrderNumber(order.number);
      if (reserved === 0)
        return notify.info(`${number} is not short any more`, { description: "There was nothing left to reserve." });
      return notify.success(`${formatCount(reserved, "item")} reserved for ${number}`, {
        ...(short > 0 && { description: `Still waiting for ${short}.` }),
      });
    },
  });
  const backordered = order.lines.reduce((sum, line) => sum + line.backordered, 0);
  return (
    <>
      {backordered > 0 && (
        <Notice tone="info" title={`${formatCount(backordered, "item")} backordered`}>
          They are reserved for this order as soon as they are received, in the order in which orders came.
        </Notice>
      )}
      {short > 0 && (
        <Notice
          tone="warning"
          title={`Short ${formatCount(short, "item")}`}
          action={
            mayReserve && (
              <Button
                size="sm"
                icon={<RotateCcw aria-hidden />}
                pending={reserve.isPending}
                onClick={() => reserve.mutate({ orderId: order.id })}
              >
                Reserve again
              </Button>
            )
          }
        >
          Items reserved for this order were lost. The rest can ship; these are reserved again as soon as there is more.
        </Notice>
      )}
      <OrderRefusal of={reserve.error} />
      <OrderElsewhere order={order} />
    </>
  );
}
