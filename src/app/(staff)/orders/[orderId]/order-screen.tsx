"use client";

import { FulfilmentBadge, StatusBadge } from "@/app/(staff)/_orders/order-badges";
import { OrderRefusal } from "@/app/(staff)/_orders/order-refusal";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded } from "@/client/loaded";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { canConfirm, canHoldStock, formatOrderNumber } from "@/modules/orders/order";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { deferred } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { OrderActions } from "./order-actions";
import { OrderAside } from "./order-aside";
import { OrderLines } from "./order-lines";
import { OrderShipments } from "./order-shipments";
import { useOrderCopies } from "./use-order-copies";
import { useOrderSteps } from "./use-order-steps";

/** Behind the page: what is done with an order does not wait for them. */
const OrderTags = deferred(() => import("./order-tags").then((file) => file.OrderTags));

/** Few orders wait for anything. */
const OrderShortage = deferred(() => import("./order-shortage").then((file) => file.OrderShortage));

/** Drafts alone have it, and it asks a question of its own first. */
const OrderDiscount = deferred(() => import("./order-discount").then((file) => file.OrderDiscount));

/** Of drafts alone, where the shop lets them hold stock. */
const OrderHold = deferred(() => import("./order-hold").then((file) => file.OrderHold));

/** Below what is done every day. */
const OrderReturns = deferred(() => import("./order-returns").then((file) => file.OrderReturns));

export function OrderScreen({ orderId }: { orderId: string }) {
  const order = trpc.orders.get.useQuery({ orderId });
  return (
    <Loaded query={order} skeleton={<DetailSkeleton />}>
      {(order) => <OrderPage order={order} />}
    </Loaded>
  );
}

function OrderPage({ order }: { order: Order }) {
  const number = formatOrderNumber(order.number);
  const steps = useOrderSteps(order);
  const copies = useOrderCopies(order);
  const holdsOfShop = useShop().quoteHoldHours !== null;
  return (
    <>
      <PageHeader
        title={`Order ${number}`}
        breadcrumb={[{ label: "Orders", href: "/orders" }, { label: number }]}
        badge={
          <>
            <StatusBadge status={order.status} fulfilment={order.fulfilment} />
            <FulfilmentBadge status={order.status} fulfilment={order.fulfilment} />
            <OrderTags order={order} />
          </>
        }
        description={
          <>
            Placed <DateTime at={order.placedAt} /> by {order.placedByName}
          </>
        }
        actions={<OrderActions order={order} steps={steps} copies={copies} />}
      />
      <PageBody aside={<OrderAside order={order} />}>
        {order.holdReason !== null && (
          <Notice tone="warning" title="On hold">
            {order.holdReason}
          </Notice>
        )}
        {canConfirm(order.status) && <OrderDiscount order={order} refused={steps.discountError} />}
        {canHoldStock(order.status) && (holdsOfShop || order.holdsUntil !== null) && <OrderHold order={order} />}
        {order.lines.some(({ waiting }) => waiting > 0) && <OrderShortage order={order} />}
        <OrderRefusal of={steps.error} onBackorder={steps.backorder} />
        <OrderRefusal of={copies.error} />
        <OrderLines order={order} />
        <OrderShipments order={order} />
        {order.shipments.length > 0 && <OrderReturns order={order} />}
      </PageBody>
    </>
  );
}
