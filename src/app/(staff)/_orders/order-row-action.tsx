"use client";

import { PackageCheck, Truck } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { canConfirm, canShip, type OrderStatus, formatOrderNumber } from "@/modules/orders/order";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { LinkButton } from "@/ui/link-button";
import { notify } from "@/ui/toast";
import { OrderRefusal } from "./order-refusal";
import { ShipDialog } from "./ship-dialog";

type RowOrder = { id: string; number: number; status: OrderStatus; version: number; open: number; short: number };

/** The next step of an order, in its row. Shipping shows the bins first, since items leave for good. */
export function OrderRowAction({ order }: { order: RowOrder }) {
  const mayConfirm = useCan("orders.confirm");
  const mayShip = useCan("orders.ship");
  if (canConfirm(order.status) && mayConfirm) return <ConfirmInPlace order={order} />;
  if (canShip(order.status) && order.open > order.short && mayShip) return <ShipInPlace order={order} />;
  return null;
}

function ConfirmInPlace({ order }: { order: RowOrder }) {
  const confirm = trpc.orders.confirm.useMutation({
    onSuccess: () =>
      notify.success(`${formatOrderNumber(order.number)} is confirmed`, { description: "Its items are reserved." }),
  });
  return (
    <>
      <Button
        size="sm"
        icon={<PackageCheck aria-hidden />}
        pending={confirm.isPending}
        aria-label={`Confirm order ${formatOrderNumber(order.number)}`}
        onClick={() => confirm.mutate({ orderId: order.id, version: order.version })}
      >
        Confirm
      </Button>
      <NotConfirmed order={order} error={confirm.error} />
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

type NotConfirmedProps = { order: RowOrder; error: Parameters<typeof OrderRefusal>[0]["of"] };

/** A refusal needs more room than a row has. It opens by itself, once for each refusal. */
function NotConfirmed({ order, error }: NotConfirmedProps) {
  const [seen, setSeen] = useState<unknown>(null);
  return (
    <Dialog
      open={Boolean(error) && error !== seen}
      onOpen={() => setSeen(error)}
      title={`${formatOrderNumber(order.number)} was not confirmed`}
      footer={
        <LinkButton variant="primary" href={`/orders/${order.id}`}>
          Open the order
        </LinkButton>
      }
    >
      <OrderRefusal of={error} />
    </Dialog>
  );
}
