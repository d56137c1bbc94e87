"use client";

import { ArrowDown, ArrowUp, ArrowRight } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { BackorderedBadge, FulfilmentBadge, ShortBadge, StatusBadge } from "@/app/(staff)/_orders/order-badges";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import { OrderRowAction } from "@/app/(staff)/_orders/order-row-action";
import { PaymentBadge } from "@/app/(staff)/_orders/payment-badge";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { Money, Quantity } from "@/ui/amount";
import { Button, type ButtonProps } from "@/ui/button";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { LinkButton } from "@/ui/link-button";
import { Notice } from "@/ui/notice";
import { Sheet } from "@/ui/sheet";
import { Loading, Skeleton } from "@/ui/skeleton";

type OrderPanelProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The orders of the list, in its order. */
  rows: readonly OrderRow[];
  orderId: string;
  onOrder: (orderId: string) => void;
};

const linkOf = (orderId: string) => document.querySelector<HTMLElement>(`[data-row="${orderId}"] [data-open]`);

/** An order beside the list: what is in it, what it comes to, and what to do next. The arrows go through the list. */
export function OrderPanel({ open, onOpen, rows, orderId, onOrder }: OrderPanelProps) {
  const place = rows.findIndex(({ id }) => id === orderId);
  const row = rows[place];
  const [before, after] = [rows[place - 1], rows[place + 1]];
  const go = (to: OrderRow | undefined) => {
    if (!to) return;
    linkOf(to.id)?.scrollIntoView({ block: "nearest" });
    onOrder(to.id);
  };
  useArrows(open, (step) => go(step === 1 ? after : before));
  return (
    <Sheet
      open={open}
      onOpen={onOpen}
      returnTo={() => linkOf(orderId)}
      title={row ? `Order ${formatOrderNumber(row.number)}` : "Order"}
      description={row?.customerName}
      footer={
        <>
          <Go label="Previous order" icon={<ArrowUp aria-hidden />} disabled={!before} onClick={() => go(before)} />
          <Go label="Next order" icon={<ArrowDown aria-hidden />} disabled={!after} onClick={() => go(after)} />
          <span className="grow" />
          {row && <OrderRowAction key={row.id} order={row} />}
          <LinkButton href={`/orders/${orderId}`} size="sm" icon={<ArrowRight aria-hidden />}>
            Open order
          </LinkButton>
        </>
      }
    >
      <Content key={orderId} orderId={orderId} />
    </Sheet>
  );
}

/** Without a tooltip: the first of them has the focus when the panel opens. */
const Go = ({ label, ...rest }: ButtonProps & { label: string }) => (
  <Button {...rest} square variant="ghost" aria-label={label} />
);

/** While the panel is open the arrows are for the list, and not for a text that somebody writes. */
function useArrows(isOn: boolean, run: (step: 1 | -1) => void) {
  const runLatest = useEffectEvent(run);
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
      if ((key !== "ArrowDown" && key !== "ArrowUp") || ctrlKey || metaKey || altKey || shiftKey) return;
      // A dialog that was opened from here has the keys.
      if (document.querySelectorAll("[role=dialog]").length > 1) return;
      if (target instanceof Element && target.matches("input, textarea, select, [role=menuitem]")) return;
      event.preventDefault();
      runLatest(key === "ArrowDown" ? 1 : -1);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isOn]);
}

function Content({ orderId }: { orderId: string }) {
  const order = trpc.orders.get.useQuery({ orderId });
  const skeleton = (
    <Loading className="flex flex-col gap-3">
      <Skeleton className="w-1/2" />
      <Skeleton className="w-full" />
      <Skeleton className="w-full" />
      <Skeleton className="w-2/3" />
    </Loading>
  );
  return (
    <Loaded inline query={order} skeleton={skeleton}>
      {(order) => (
        <div className="flex flex-col gap-4">
          <span className="flex flex-wrap gap-1">
            <StatusBadge status={order.status} fulfilment={order.fulfilment} />
            <FulfilmentBadge status={order.status} fulfilment={order.fulfilment} />
            <ShortBadge short={order.lines.reduce((sum, line) => sum + line.short, 0)} />
            <BackorderedBadge backordered={order.lines.reduce((sum, line) => sum + line.backordered, 0)} />
            <PaymentBadge order={order} />
          </span>
          {order.holdReason !== null && (
            <Notice tone="warning" title="On hold">
              {order.holdReason}
            </Notice>
          )}
          <Lines order={order} />
          <DescriptionList items={factsOf(order)} />
        </div>
      )}
    </Loaded>
  );
}

const Lines = ({ order }: { order: Order }) => (
  <ul aria-label="Lines of the order" className="flex flex-col divide-y divide-border text-sm">
    {order.lines.map((line) => (
      <li key={line.id} className="flex items-baseline gap-3 py-1.5">
        <Quantity value={line.quantity} unit={unitOf(line)} className="w-14 shrink-0 text-right font-medium" />
        <span className="min-w-0 flex-1">
          <GoodsName goods={line} />
          <span className="block text-xs text-muted">
            {line.sku}
            {line.shipped > 0 && line.open > 0 && (
              <>
                , <Quantity value={line.shipped} /> shipped
              </>
            )}
            {line.cancelled > 0 && (
              <>
                , <Quantity value={line.cancelled} /> cancelled
              </>
            )}
          </span>
        </span>
        <Money minor={line.amounts.billed.net} currency={order.currency} className="shrink-0" />
      </li>
    ))}
  </ul>
);

const factsOf = ({ amounts, currency, payment, ...order }: Order) => {
  const money = (minor: number) => <Money minor={minor} currency={currency} />;
  const tracking = order.shipments.flatMap((each) => (each.tracking && each.voidedAt === null ? [each.tracking] : []));
  return [
    { label: "Net", value: money(amounts.billed.net) },
    { label: "Tax", value: money(amounts.billed.tax) },
    { label: "Total", value: <strong>{money(amounts.billed.total)}</strong> },
    ...(payment.open > 0 ? [{ label: "Left to pay", value: money(payment.open) }] : []),
    ...(order.customerReference ? [{ label: "Customer reference", value: order.customerReference }] : []),
    { label: "Ships from", value: order.warehouseName },
    { label: "Placed", value: <DateTime at={order.placedAt} mode="datetime" /> },
    ...(tracking.length > 0 ? [{ label: "Tracking", value: tracking.join(", ") }] : []),
    ...(order.note ? [{ label: "Note", value: <span className="whitespace-pre-line">{order.note}</span> }] : []),
  ];
};
