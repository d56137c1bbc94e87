"use client";

import { Hourglass } from "lucide-react";
import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { notify } from "@/ui/toast";

/** Lets a quote hold its items for the shop's time again; the notice goes with it. */
export function HoldLonger({ orderId }: { orderId: string }) {
  const { quoteHoldHours: hours } = useShop();
  const hold = trpc.orders.holdStock.useMutation({
    onSuccess: ({ held }) =>
      notify.success(`It holds ${formatCount(held, "item")} for ${formatCount(hours ?? 0, "hour")}`),
    onError: (error) => notify.error(refusalOf(error).message),
  });
  if (!useCan("orders.hold-stock") || hours === null) return null;
  return (
    <Button
      size="sm"
      className="relative z-1 mt-1.5"
      icon={<Hourglass aria-hidden />}
      pending={hold.isPending}
      onClick={() => hold.mutate({ orderId })}
    >
      {`Hold for ${formatCount(hours, "hour")} from now`}
    </Button>
  );
}
