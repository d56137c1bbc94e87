"use client";

import { daysOverdue, type PaymentFilter, type Standing } from "@/modules/orders/payments/payment";
import { formatCount } from "@/shared/plural";
import { Badge, type Tone } from "@/ui/badge";
import { useToday } from "./use-today";

const STATES: Record<Exclude<PaymentFilter, "overdue">, { label: string; tone: Tone }> = {
  unpaid: { label: "Unpaid", tone: "neutral" },
  partly: { label: "Partly paid", tone: "accent" },
  paid: { label: "Paid", tone: "success" },
  "to-refund": { label: "To refund", tone: "warning" },
  refunded: { label: "Refunded", tone: "neutral" },
};

export const paymentFilterLabel = (filter: PaymentFilter): string =>
  filter === "overdue" ? "Overdue" : STATES[filter].label;

type Followed = { payment: Standing; dueOn: string | null };

/** Empty where nothing is owed. Once the due day is over, that is what there is to know. */
export function PaymentBadge({ order: { payment, dueOn } }: { order: Followed }) {
  const today = useToday();
  const days = payment.open > 0 ? daysOverdue(dueOn, today) : 0;
  if (payment.state === "none") return null;
  const { label, tone } = STATES[payment.state];
  if (days === 0) return <Badge tone={tone}>{label}</Badge>;
  return (
    <Badge tone="danger">
      {payment.state === "partly" && "Partly paid, "}
      {formatCount(days, "day")} overdue
    </Badge>
  );
}
