"use client";

import type { ReactNode } from "react";
import { HistorySkeleton } from "@/app/(staff)/_history/history-skeleton";
import type { Order } from "@/app/(staff)/orders/order-data";
import { addressLines } from "@/modules/customers/customer";
import { formatOrderNumber, isOpenStatus } from "@/modules/orders/order";
import { countryName } from "@/shared/countries";
import { formatQuantity } from "@/shared/quantity";
import { Badge } from "@/ui/badge";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { deferred } from "@/ui/on-demand";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { OrderCarrier } from "./order-carrier";
import { linkFacts } from "./order-links";

/** Behind the page, which shows at once what is to ship. */
const OrderPayments = deferred(
  () => import("./order-payments").then((file) => file.OrderPayments),
  () => <Skeleton className="h-53" />,
);

const OrderInvoices = deferred(() => import("./order-invoices").then((file) => file.OrderInvoices));
/** Few orders have any. */
const SentMails = deferred(() => import("@/app/(staff)/_mails/sent-mails").then((file) => file.SentMails));
const OrderPicking = deferred(() => import("./order-picking").then((file) => file.OrderPicking));

/** With the words of every kind of change. */
const OrderStory = deferred(() => import("./_comments/order-story").then((file) => file.OrderStory), HistorySkeleton);

/** Customer, shipping progress and history of an order. */
export function OrderAside({ order }: { order: Order }) {
  const { customer } = order;
  return (
    <>
      <Card>
        <CardHeader title="Customer" />
        <span className="flex flex-wrap items-center gap-2">
          <TextLink href={`/customers/${customer.id}`}>{customer.name}</TextLink>
          {customer.isArchived && <Badge tone="warning">Archived</Badge>}
        </span>
        <div className="mt-1 flex flex-col gap-0.5 text-sm text-muted">
          {customer.email && <span>{customer.email}</span>}
          {customer.phone && <span>{customer.phone}</span>}
        </div>
        <Addresses order={order} />
      </Card>
      <OrderPayments order={order} />
      <OrderInvoices order={order} />
      <SentMails orderId={order.id} />
      <Card>
        <CardHeader title="Shipping" />
        {order.status !== "draft" && <Shipped order={order} />}
        <DescriptionList items={factsOf(order)} />
        {order.status !== "draft" && <OrderPicking order={order} />}
      </Card>
      <Card>
        <CardHeader title="History" />
        <OrderStory orderId={order.id} label={`History of order ${formatOrderNumber(order.number)}`} />
      </Card>
    </>
  );
}

type Address = Order["deliveryAddress"];

const wordsOf = ({ name, country, ...place }: Address): string =>
  [name, addressLines(place), country && countryName(country)].filter(Boolean).join("\n");

/** As they were when the order was written, whatever has become of the customer's own. */
function Addresses({ order: { deliveryAddress, billingAddress } }: { order: Order }) {
  const [delivery, billing] = [wordsOf(deliveryAddress), wordsOf(billingAddress)];
  const parts =
    delivery === billing
      ? [{ label: "Deliver and bill to", words: delivery }]
      : [
          { label: "Deliver to", words: delivery },
          { label: "Bill to", words: billing },
        ];
  return (
    <dl className="mt-3 flex flex-col gap-2 text-sm">
      {parts.map(({ label, words }) => (
        <div key={label}>
          <dt className="text-muted">{label}</dt>
          <dd className="whitespace-pre-line">{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Shipped({ order: { lines } }: { order: Order }) {
  const asked = lines.reduce((sum, line) => sum + line.quantity - line.cancelled, 0);
  const shipped = lines.reduce((sum, line) => sum + line.shipped, 0);
  if (asked === 0) return null;
  return (
    <div className="mb-3">
      <Progress
        label="Shipped"
        value={shipped}
        max={asked}
        text={`${formatQuantity(shipped)} of ${formatQuantity(asked)}`}
        tone={shipped === asked ? "success" : "accent"}
      />
    </div>
  );
}

function factsOf(order: Order): { label: string; value: ReactNode }[] {
  const moments: [string, string | null][] = [
    ["Confirmed", order.confirmedAt],
    ["Completed", order.completedAt],
    ["Cancelled", order.cancelledAt],
  ];
  return [
    ...(order.customerReference
      ? [{ label: "Customer reference", value: <span className="wrap-anywhere">{order.customerReference}</span> }]
      : []),
    { label: "Ships from", value: order.warehouseName },
    ...(order.carrierId !== null || isOpenStatus(order.status)
      ? [{ label: "Carrier", value: <OrderCarrier order={order} /> }]
      : []),
    ...linkFacts(order),
    ...moments.flatMap(([label, at]) => (at === null ? [] : [{ label, value: <DateTime at={at} mode="datetime" /> }])),
    ...(order.note ? [{ label: "Note", value: <span className="whitespace-pre-line">{order.note}</span> }] : []),
  ];
}
