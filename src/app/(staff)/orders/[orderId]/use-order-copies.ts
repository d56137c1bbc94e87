"use client";

import { useRouter } from "next/navigation";
import type { Order } from "@/app/(staff)/orders/order-data";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { notify } from "@/ui/toast";

type Made = { orderId: string; number: number; leftOut: readonly string[] };

/** Makes a new draft of an order and goes there; what can't be ordered any more is named. */
export function useOrderCopies({ id: orderId, number }: Order) {
  const router = useRouter();
  const goTo = (words: string) => (made: Made) => {
    const { leftOut } = made;
    const title = `${formatOrderNumber(made.number)} ${words} ${formatOrderNumber(number)}`;
    if (leftOut.length === 0) notify.success(title);
    else notify.warning(title, { description: `Left out, not for sale any more: ${leftOut.join(", ")}.` });
    router.push(`/orders/${made.orderId}`);
  };
  const duplicate = trpc.orders.duplicate.useMutation({ onSuccess: goTo("is a duplicate of") });
  const reopen = trpc.orders.reopenAsDraft.useMutation({ onSuccess: goTo("reopens") });
  return {
    isPending: duplicate.isPending || reopen.isPending,
    duplicate: () => duplicate.mutate({ orderId }),
    reopen: { pending: reopen.isPending, onClick: () => reopen.mutate({ orderId }) },
    error: duplicate.error ?? reopen.error,
  };
}
