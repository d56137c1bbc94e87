"use client";

import type { Order } from "@/app/(staff)/orders/order-data";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { notify } from "@/ui/toast";

type CompleteOrderProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

export function CompleteOrder({ order, open, onOpen }: CompleteOrderProps) {
  const complete = trpc.orders.complete.useMutation();
  const number = formatOrderNumber(order.number);
  const rest = order.lines.reduce((sum, line) => sum + line.open, 0);
  const act = async () => {
    await complete.mutateAsync({ orderId: order.id });
    notify.success(`${number} is completed`);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpen={onOpen}
      title={`Complete order ${number}?`}
      confirm="Complete order"
      cancel="Keep open"
      tone="primary"
      onConfirm={act}
    >
      <p>
        {formatCount(rest, "unshipped item")} will be cancelled and released for other orders. What has shipped is
        billed: {formatMoney(order.amounts.shipped.total, order.currency)}.
      </p>
    </ConfirmDialog>
  );
}
