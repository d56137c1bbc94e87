"use client";

import { PackageCheck, Truck } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { canConfirm, canShip, type OrderStatus, formatOrderNumber } from "@/modules/orders/order";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";
import { notify } from "@/ui/toast";
import { notifyExceeded } from "./notify-exceeded";
import type { Backorders } from "./on-backorder";
import { reservedText } from "./reserved-text";
import { ShipDialog } from "./ship-dialog";

const NotConfirmedDialog = onDemand(() => import("./not-confirmed-dialog").then((file) => file.NotConfirmedDialog));

type RowOrder = { id: string; number: number; status: OrderStatus; version: number; open: number; waiting: number };

/** The next step of an order, in its row. Shipping shows the bins first, since items leave for good. */
export function OrderRowAction({ order }: { order: RowOrder }) {
  const mayConfirm = useCan("orders.confirm");
  const mayShip = useCan("orders.ship");
  if (canConfirm(order.status) && mayConfirm) return <ConfirmInPlace order={order} />;
  if (canShip(order.status) && order.open > order.waiting && mayShip) return <ShipInPlace order={order} />;
  return null;
}

function ConfirmInPlace({ order }: { order: RowOrder }) {
  const [isRefused, setRefused] = useState(false);
  const confirm = trpc.orders.confirm.useMutation({
    onError: () => setRefused(true),
    onSuccess: ({ exceeded, backordered = 0 }) => {
      setRefused(false);
      notify.success(`${formatOrderNumber(order.number)} is confirmed`, { description: reservedText(backordered) });
      notifyExceeded(exceeded);
    },
  });
  const send = (acceptBackorders?: Backorders) =>
    confirm.mutate({ orderId: order.id, version: order.version, ...(acceptBackorders && { acceptBackorders }) });
  return (
    <>
      <Button
        size="sm"
        icon={<PackageCheck aria-hidden />}
        pending={confirm.isPending}
        aria-label={`Confirm order ${formatOrderNumber(order.number)}`}
        onClick={() => send()}
      >
        Confirm
      </Button>
      {/* A refusal needs more room than a row has. */}
      <NotConfirmedDialog open={isRefused} onOpen={setRefused} order={order} error={confirm.error} onBackorder={send} />
    </>
  );
}

function ShipInPlace({ order }: { order: RowOrder }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        icon={<Truck aria-hidden />}
        aria-label={`Ship order ${formatOrderNumber(order.number)}`}
        onClick={() => setOpen(true)}
      >
        Ship
      </Button>
      <ShipDialog order={order} open={isOpen} onOpen={setOpen} />
    </>
  );
}
