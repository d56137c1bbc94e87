"use client";

import { Banknote, Undo2 } from "lucide-react";
import { useState } from "react";
import { PaymentBadge } from "@/app/(staff)/_orders/payment-badge";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { type PaymentKind, refundable } from "@/modules/orders/payments/payment";
import { formatDay } from "@/shared/dates";
import { toMoney } from "@/shared/money";
import { Money } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { DescriptionList } from "@/ui/description-list";
import { onDemand } from "@/ui/on-demand";
import { MovePayment } from "./move-payment";
import { SetDueDay } from "./set-due-day";
import { VoidPayment } from "./void-payment";

const PaymentDialog = onDemand(() => import("./payment-dialog").then((file) => file.PaymentDialog));

/** What was paid of an order, what is left and by when, and each payment. */
export function OrderPayments({ order }: { order: Order }) {
  const known = trpc.orders.getPayments.useQuery({ orderId: order.id });
  const [asking, setAsking] = useState<PaymentKind | null>(null);
  const mayRecord = useCan("orders.record-payment");
  const mayAgree = useCan("orders.set-due-day");
  const mayRefund = useCan("orders.record-refund");
  const left = refundable({ paid: toMoney(order.paid), refunded: toMoney(order.refunded) });
  const toggle = (kind: PaymentKind) => (open: boolean) => setAsking(open ? kind : null);
  return (
    <Card>
      <CardHeader title="Payment" actions={<PaymentBadge order={order} />} />
      <DescriptionList items={sumsOf(order, mayAgree)} />
      {known.data && known.data.rows.length > 0 && (
        <ol aria-label="Payments" className="mt-3 flex flex-col divide-y divide-border border-t border-border text-sm">
          {known.data.rows.map((payment) => (
            <Payment key={payment.id} order={order} payment={payment} />
          ))}
        </ol>
      )}
      {(mayRecord || (mayRefund && left > 0)) && (
        <div className="mt-3 flex flex-wrap gap-2">
          {mayRecord && (
            <Button size="sm" icon={<Banknote aria-hidden />} shortcut="p" onClick={() => setAsking("payment")}>
              Record payment
            </Button>
          )}
          {mayRefund && left > 0 && (
            <Button size="sm" icon={<Undo2 aria-hidden />} isCommand onClick={() => setAsking("refund")}>
              Record refund
            </Button>
          )}
        </div>
      )}
      {(["payment", "refund"] as const).map((kind) => (
        <PaymentDialog
          key={kind}
          kind={kind}
          order={order}
          known={known}
          open={asking === kind}
          onOpen={toggle(kind)}
        />
      ))}
    </Card>
  );
}

function sumsOf(order: Order, mayAgree: boolean) {
  const { amounts, paid, refunded, payment, dueOn, currency, status } = order;
  const money = (minor: number) => <Money minor={minor} currency={currency} />;
  return [
    { label: "Total", value: money(amounts.billed.total) },
    { label: "Paid", value: money(paid) },
    ...(refunded > 0 ? [{ label: "Refunded", value: money(refunded) }] : []),
    ...(payment.credit > 0
      ? [{ label: "Credit", value: <strong className="font-semibold">{money(payment.credit)}</strong> }]
      : [{ label: "Left to pay", value: <strong className="font-semibold">{money(payment.open)}</strong> }]),
    ...(dueOn === null && (!mayAgree || status === "draft" || status === "cancelled")
      ? []
      : [{ label: "Due", value: <SetDueDay order={order} mayAgree={mayAgree} /> }]),
  ];
}

type PaymentProps = { order: Order; payment: Outputs["orders"]["getPayments"]["rows"][number] };

function Payment({ order, payment }: PaymentProps) {
  const { kind, amount, methodName, paidOn, reference, note, voidedAt, voidedByName, voidReason } = payment;
  const isVoided = voidedAt !== null;
  const from = payment.movedFromNumber === null ? "" : `moved from ${formatOrderNumber(payment.movedFromNumber)}`;
  const about = [reference, note, from].filter(Boolean).join(", ");
  return (
    <li className="flex flex-col gap-0.5 py-2">
      <span className="flex items-center justify-between gap-2">
        <span className={cn("min-w-0", isVoided && "text-muted line-through")}>
          {kind === "refund" && "Refund, "}
          {methodName}
        </span>
        <span className="flex items-center gap-2">
          {isVoided && <Badge tone="warning">Voided</Badge>}
          <Money
            minor={kind === "refund" ? -amount : amount}
            currency={order.currency}
            className={cn("font-medium", isVoided && "text-muted line-through")}
          />
        </span>
      </span>
      <span className="flex items-center justify-between gap-2 text-xs text-muted">
        <span className="min-w-0">
          {formatDay(paidOn)} by {payment.recordedByName}
          {about && `: ${about}`}
        </span>
        {payment.mayVoid && (
          <span className="flex shrink-0">
            {kind === "payment" && <MovePayment order={order} payment={payment} />}
            <VoidPayment order={order} payment={payment} />
          </span>
        )}
      </span>
      {isVoided && (
        <span className="text-xs text-muted">
          Voided by {voidedByName}
          {voidReason && `: ${voidReason}`}
        </span>
      )}
    </li>
  );
}
