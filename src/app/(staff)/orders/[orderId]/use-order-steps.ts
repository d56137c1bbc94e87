"use client";

import { notifyExceeded } from "@/app/(staff)/_orders/notify-exceeded";
import type { Order } from "@/app/(staff)/orders/order-data";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { DISCOUNT_ABOVE_LIMIT } from "@/modules/orders/discounts/discount";
import { canConfirm, canResume, formatOrderNumber } from "@/modules/orders/order";
import { notify } from "@/ui/toast";

/** The steps that need no dialog, and the refusal of the last one, which the page shows. */
export function useOrderSteps({ id: orderId, number, status, version }: Order) {
  const confirm = trpc.orders.confirm.useMutation({
    onSuccess: ({ exceeded }) => {
      notify.success(`${formatOrderNumber(number)} is confirmed`, { description: "Its items are reserved." });
      notifyExceeded(exceeded);
    },
  });
  const resume = trpc.orders.resume.useMutation({
    onSuccess: () => notify.success(`${formatOrderNumber(number)} resumed`),
  });
  const isOfDiscount = confirm.error !== null && refusalOf(confirm.error).code === DISCOUNT_ABOVE_LIMIT;
  const confirmError = isOfDiscount ? null : confirm.error;
  return {
    confirm: { pending: confirm.isPending, onClick: () => confirm.mutate({ orderId, version }) },
    resume: { pending: resume.isPending, onClick: () => resume.mutate({ orderId }) },
    /** Shown beside what there is to do about it. */
    discountError: isOfDiscount ? confirm.error : null,
    error: canConfirm(status) ? confirmError : canResume(status) ? resume.error : null,
  };
}
