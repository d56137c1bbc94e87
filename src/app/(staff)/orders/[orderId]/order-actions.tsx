"use client";

import { CircleCheck, CirclePause, CirclePlay, CircleX, PackageCheck, Pencil, RotateCcw, Truck } from "lucide-react";
import { useState } from "react";
import { ShipDialog } from "@/app/(staff)/_orders/ship-dialog";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { canBecome, canChange, canConfirm, canEdit, canResume, canShip } from "@/modules/orders/order";
import { ActionLink } from "@/ui/action-link";
import { Button } from "@/ui/button";
import { deferred } from "@/ui/on-demand";
import { CancelOrder } from "./cancel-order";
import { CompleteOrder } from "./complete-order";
import { HoldDialog } from "./hold-dialog";
import type { useOrderCopies } from "./use-order-copies";
import type { useOrderSteps } from "./use-order-steps";

/** Behind the first load: seldom used, and nothing that anybody waits for. */
const OrderMenu = deferred(
  () => import("./order-menu").then((file) => file.OrderMenu),
  () => <span aria-hidden className="size-8" />,
);

type Asking = "ship" | "hold" | "cancel" | "complete" | null;

type OrderActionsProps = {
  order: Order;
  steps: ReturnType<typeof useOrderSteps>;
  copies: ReturnType<typeof useOrderCopies>;
};

/** What the rules allow next, for people with the permission. */
export function OrderActions({ order, steps, copies }: OrderActionsProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const offers = useOffers(order);
  const toggle = (which: Asking) => (open: boolean) => setAsking(open ? which : null);
  return (
    <>
      {offers.confirm && (
        <Button variant="primary" icon={<PackageCheck aria-hidden />} shortcut="shift+c" {...steps.confirm}>
          Confirm order
        </Button>
      )}
      {offers.ship && (
        <Button variant="primary" icon={<Truck aria-hidden />} shortcut="s" onClick={() => setAsking("ship")}>
          Ship
        </Button>
      )}
      {offers.resume && (
        <Button variant="primary" icon={<CirclePlay aria-hidden />} shortcut="h" {...steps.resume}>
          Resume
        </Button>
      )}
      {offers.edit && (
        <ActionLink href={`/orders/${order.id}/edit`} icon={<Pencil aria-hidden />} shortcut="e">
          Edit
        </ActionLink>
      )}
      {offers.complete && (
        <Button icon={<CircleCheck aria-hidden />} isCommand onClick={() => setAsking("complete")}>
          Complete
        </Button>
      )}
      {offers.hold && (
        <Button icon={<CirclePause aria-hidden />} shortcut="h" onClick={() => setAsking("hold")}>
          Hold
        </Button>
      )}
      {offers.cancel && (
        <Button icon={<CircleX aria-hidden />} isCommand onClick={() => setAsking("cancel")}>
          Cancel order
        </Button>
      )}
      {offers.reopen && (
        <Button icon={<RotateCcw aria-hidden />} isCommand {...copies.reopen}>
          Reopen as draft
        </Button>
      )}
      <OrderMenu order={order} copies={copies} />
      <ShipDialog order={order} open={asking === "ship" && offers.ship} onOpen={toggle("ship")} />
      <HoldDialog order={order} open={asking === "hold" && offers.hold} onOpen={toggle("hold")} />
      <CompleteOrder order={order} open={asking === "complete" && offers.complete} onOpen={toggle("complete")} />
      <CancelOrder order={order} open={asking === "cancel" && offers.cancel} onOpen={toggle("cancel")} />
    </>
  );
}

/** The same rules that guard the operations decide what is offered. */
function useOffers({ status, lines, links }: Order) {
  const mayEdit = useCan("orders.edit");
  const mayChange = useCan("orders.change");
  const mayConfirm = useCan("orders.confirm");
  const mayHold = useCan("orders.hold");
  const mayResume = useCan("orders.resume");
  const mayShip = useCan("orders.ship");
  const mayComplete = useCan("orders.complete");
  const mayCancel = useCan("orders.cancel");
  const mayReopen = useCan("orders.reopen-as-draft");
  return {
    edit: (mayEdit && canEdit(status)) || (mayChange && canChange(status)),
    confirm: mayConfirm && canConfirm(status),
    hold: mayHold && canBecome(status, "on_hold"),
    resume: mayResume && canResume(status),
    ship: mayShip && canShip(status) && lines.some((line) => line.open > line.waiting),
    complete: mayComplete && canBecome(status, "completed") && lines.some((line) => line.shipped > 0),
    cancel: mayCancel && canBecome(status, "cancelled"),
    reopen:
      mayReopen && status === "cancelled" && !links.some(({ kind, isOrigin }) => kind === "reopened" && !isOrigin),
  };
}
