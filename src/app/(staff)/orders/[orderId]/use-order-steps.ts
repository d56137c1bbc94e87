"use client";

import { notifyExceeded } from "@/app/(staff)/_orders/notify-exceeded";
import type { Backorders } from "@/app/(staff)/_orders/on-backorder";
import { reservedText } from "@/app/(staff)/_orders/reserved-text";
import type { Order } from "@/app/(staff)/orders/order-data";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { DISCOUNT_ABOVE_LIMIT } from "@/modules/orders/discounts/discount";
import { canConfirm, canResume, formatOrderNumber } from "@/modules/orders/order";
import { notify } from "@/ui/toast";

/** The steps that need no dialog, and the refusal of the last one, which the page shows. */
export function useOrderSteps({ id: orderId, number, status, version }: Order) {
  const confirm = trpc.orders.confirm.useMutation({
    onSuccess: ({ exceeded, backordered = 0 }) => {
      notify.success(`${formatOrderNumber(number)} is confirmed`, { description: reservedText(backordered) });
      notifyExceeded(exceeded);
    },
  });
  const resume = trpc.orders.resume.useMutation({
    onSuccess: () => notify.success(`${formatOrderNumber(number)} resumed`),
  });
  const isOfDiscount = confirm.error !== null && refusalOf(confirm.error).code === DISCOUNT_ABOVE_LIMIT;
  const confirmError = isOfDiscount ? null : confirm.error;
  return {
    /** Confirms again, with what the person agreed to wait for. */
    backorder: (acceptBackorders: Backorders) => confirm.mutate({ orderId, version, acceptBackorders }),
    confirm: { pending: confirm.isPending, onClick: () => confirm.mutate({ orderId, version }) },
    resume: { pending: resume.isPending, onClick: () => resume.mutate({ orderId }) },
    /** Shown beside what there is to do about it. */
    discountError: isOfDiscount ? confirm.error : null,
    error: canConfirm(status) ? confirmError : canResume(status) ? resume.error : null,
  };
}
