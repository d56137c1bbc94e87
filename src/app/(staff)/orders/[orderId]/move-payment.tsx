"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import type { Outputs } from "@/client/trpc";
import { formatMoney } from "@/shared/money";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const MovePaymentDialog = onDemand(() => import("./move-payment-dialog").then((file) => file.MovePaymentDialog));

type MovePaymentProps = { order: Order; payment: Outputs["orders"]["getPayments"]["rows"][number] };

export function MovePayment({ order, payment }: MovePaymentProps) {
  const [isMoving, setMoving] = useState(false);
  if (!useCan("orders.move-payment")) return null;
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={`Move the payment of ${formatMoney(payment.amount, order.currency)}`}
        onClick={() => setMoving(true)}
      >
        Move
      </Button>
      <MovePaymentDialog order={order} payment={payment} open={isMoving} onOpen={setMoving} />
    </>
  );
}
