"use client";

import { Loaded } from "@/client/loaded";
import { type ClientError, RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import type { Accepted, StockLoss } from "./use-adjustment";

type PromisedNoticeProps = { loss: StockLoss; onAccept: (accepted: Accepted) => void; error: ClientError | null };

/** Reserved items would be lost: names the orders that would be short, and asks before it happens. */
export function PromisedNotice({ loss, onAccept, error }: PromisedNoticeProps) {
  const broken = trpc.orders.listBroken.useQuery(loss, { gcTime: 0, staleTime: 0 });
  const skeleton = (
    <Loading>
      <Skeleton className="h-20" />
    </Loading>
  );
  return (
    <Loaded inline query={broken} skeleton={skeleton}>
      {(orders) => (
        <>
          <Notice tone="warning" title="These items are reserved for orders. Nothing was changed yet.">
            <p>
              {orders.length === 0
                ? "Enough would remain by now. Send the adjustment again."
                : "If they are lost, these orders will be short. The orders confirmed last lose their items first."}
            </p>
            <ul aria-label="Orders that would be short" className="my-1.5">
              {orders.map((order) => (
                <li key={order.lineId}>
                  <TextLink href={`/orders/${order.orderId}`}>{formatOrderNumber(order.number)}</TextLink>{" "}
                  {order.customerName}: short {formatQuantity(order.quantity)}
                </li>
              ))}
            </ul>
            {orders.length > 0 && (
              <Button
                variant="danger"
                size="sm"
                onClick={() => onAccept(orders.map(({ lineId, quantity }) => ({ lineId, quantity })))}
              >
                Adjust and leave {formatCount(new Set(orders.map(({ orderId }) => orderId)).size, "order")} short
              </Button>
            )}
          </Notice>
          <RefusalNotice of={error} />
        </>
      )}
    </Loaded>
  );
}
