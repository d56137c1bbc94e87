"use client";

import { formatOrderNumber } from "@/modules/orders/order";
import { Dialog } from "@/ui/dialog";
import { LinkButton } from "@/ui/link-button";
import type { OnBackorder } from "./on-backorder";
import { OrderRefusal } from "./order-refusal";

type NotConfirmedDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  order: { id: string; number: number };
  error: Parameters<typeof OrderRefusal>[0]["of"];
  onBackorder: OnBackorder;
};

export function NotConfirmedDialog({ open, onOpen, order, error, onBackorder }: NotConfirmedDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`${formatOrderNumber(order.number)} was not confirmed`}
      footer={
        <LinkButton variant="primary" href={`/orders/${order.id}`}>
          Open the order
        </LinkButton>
      }
    >
      <OrderRefusal of={error} onBackorder={onBackorder} />
    </Dialog>
  );
}
