"use client";

import { Hourglass, X } from "lucide-react";
import { OrderRefusal } from "@/app/(staff)/_orders/order-refusal";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatMoment } from "@/shared/dates";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { notify } from "@/ui/toast";

/** What a draft holds of its items and until when, what is not there, and how to hold them longer or not at all. */
export function OrderHold({ order }: { order: Order }) {
  const { quoteHoldHours } = useShop();
  const hours = useCan("orders.hold-stock") ? quoteHoldHours : null;
  const mayFree = useCan("orders.free-stock");
  const number = formatOrderNumber(order.number);
  const hold = trpc.orders.holdStock.useMutation({
    onSuccess: ({ held }) => notify.success(`${number} holds ${formatCount(held, "item")}`),
  });
  const free = trpc.orders.freeStock.useMutation({
    onSuccess: () => notify.success(`${number} holds no stock any more`),
  });
  const { holdsUntil: until } = order;
  if (until === null && hours === null) return null;
  return (
    <>
      <Notice
        tone="info"
        title={titleOf(order)}
        action={
          <span className="flex gap-2">
            {hours !== null && (
              <Button
                size="sm"
                icon={<Hourglass aria-hidden />}
                pending={hold.isPending}
                onClick={() => hold.mutate({ orderId: order.id })}
              >
                {until === null ? "Hold stock" : `Hold for ${formatCount(hours, "hour")} from now`}
              </Button>
            )}
            {mayFree && until !== null && (
              <Button
                size="sm"
                icon={<X aria-hidden />}
                pending={free.isPending}
                onClick={() => free.mutate({ orderId: order.id })}
              >
                Give up
              </Button>
            )}
          </span>
        }
      >
        {until === null ? "Its items go to whoever confirms an order for them first." : missingOf(order)}
      </Notice>
      <OrderRefusal of={hold.error ?? free.error} />
    </>
  );
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

function titleOf({ holdsUntil, lines }: Order): string {
  if (holdsUntil === null) return "Holds no stock";
  const [held, asked] = [sumOf(lines.map((line) => line.held)), sumOf(lines.map((line) => line.quantity))];
  const much =
    held === asked ? `all ${formatCount(asked, "item")}` : `${formatQuantity(held)} of ${formatCount(asked, "item")}`;
  return `Holds ${much} until ${formatMoment(new Date(holdsUntil))}`;
}

/** By item, since that is what somebody reads to the customer. */
function missingOf({ lines }: Order): string {
  const missing = lines.filter((line) => line.held < line.quantity);
  if (missing.length === 0)
    return "They are reserved when the order is confirmed, and available to others after that time.";
  const items = missing.map(({ sku, held, quantity }) => `${formatQuantity(quantity - held)} × ${sku}`).join(", ");
  return `Not available, so not held: ${items}.`;
}
