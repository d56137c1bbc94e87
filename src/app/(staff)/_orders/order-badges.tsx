import { type Fulfilment, type OrderStatus } from "@/modules/orders/order";
import { formatQuantity } from "@/shared/quantity";
import { Badge, type Tone } from "@/ui/badge";

const STATUSES: Record<OrderStatus, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "neutral" },
  confirmed: { label: "Confirmed", tone: "info" },
  on_hold: { label: "On hold", tone: "warning" },
  completed: { label: "Completed", tone: "success" },
  cancelled: { label: "Cancelled", tone: "danger" },
};

const FULFILMENTS: Record<Fulfilment, { label: string; tone: Tone }> = {
  none: { label: "Nothing shipped", tone: "neutral" },
  partial: { label: "Partly shipped", tone: "accent" },
  full: { label: "Shipped", tone: "success" },
};

export const fulfilmentLabel = (fulfilment: Fulfilment): string => FULFILMENTS[fulfilment].label;

/** Of an order that was cancelled after a part of it shipped, only the rest is cancelled. */
const REST_CANCELLED = { label: "Rest cancelled", tone: "warning" } as const;

export function StatusBadge({ status, fulfilment = "none" }: { status: OrderStatus; fulfilment?: Fulfilment }) {
  const { label, tone } = status === "cancelled" && fulfilment !== "none" ? REST_CANCELLED : STATUSES[status];
  return (
    <Badge dot tone={tone}>
      {label}
    </Badge>
  );
}

/** Reserved items of the order were lost. */
export function ShortBadge({ short }: { short: number }) {
  return short > 0 ? <Badge tone="danger">Short {formatQuantity(short)}</Badge> : null;
}

/** Items of the order were not there when they were ordered, and have not come yet. */
export function BackorderedBadge({ backordered }: { backordered: number }) {
  return backordered > 0 ? <Badge tone="warning">Backordered {formatQuantity(backordered)}</Badge> : null;
}

/** Empty for orders that cannot have shipped anything, such as drafts. */
export function FulfilmentBadge({ status, fulfilment }: { status: OrderStatus; fulfilment: Fulfilment }) {
  if (fulfilment === "none" && status !== "confirmed" && status !== "on_hold") return null;
  return <Badge tone={FULFILMENTS[fulfilment].tone}>{FULFILMENTS[fulfilment].label}</Badge>;
}
