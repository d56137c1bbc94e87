"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { formatCount } from "@/shared/plural";
import { subtractQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Loading, Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { useLatestState } from "@/ui/use-latest-state";
import { OrderRefusal } from "./order-refusal";
import { ShipLine } from "./ship-line";
import { ShipScan } from "./ship-scan";
import { linesOf, type PickDraft, picksOf, pickFaults } from "./shipment-draft";
import { StillPicked } from "./still-picked";
import { useUndoShipment } from "./use-undo-shipment";

type ShipDialogProps = {
  order: { id: string; number: number };
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** Asks which goods leave from which bins, and begins with what is best: first expired, first out. */
export function ShipOrderDialog({ order, open, onOpen }: ShipDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="lg"
      title={`Ship order ${formatOrderNumber(order.number)}`}
      description="Pick from these bins, or enter the bins you picked from."
    >
      <Suggested orderId={order.id} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Suggested({ orderId, onDone }: { orderId: string; onDone: () => void }) {
  // Both leave in one request. Fetched each time the dialog opens: bins that were suggested an hour ago may be empty.
  const order = trpc.orders.get.useQuery({ orderId });
  const suggestion = trpc.orders.suggestShipment.useQuery({ orderId }, { gcTime: 0, staleTime: 0 });
  const skeleton = (
    <Loading className="flex flex-col gap-3 py-4">
      <Skeleton className="w-full" />
      <Skeleton className="w-2/3" />
    </Loading>
  );
  return (
    <Loaded inline query={order} skeleton={skeleton}>
      {(order) => (
        <Loaded inline query={suggestion} skeleton={skeleton}>
          {(suggested) => <Shipment order={order} suggested={suggested} onDone={onDone} />}
        </Loaded>
      )}
    </Loaded>
  );
}

type ShipmentProps = {
  order: Order;
  suggested: Outputs["orders"]["suggestShipment"];
  onDone: () => void;
};

function Shipment({ order, suggested, onDone }: ShipmentProps) {
  const { value: picks, change: setPicks } = useLatestState((): readonly PickDraft[] => picksOf(suggested));
  const [tracking, setTracking] = useState("");
  const undo = useUndoShipment();
  const ship = trpc.orders.ship.useMutation({
    onSuccess: ({ isComplete, shipmentId }) => {
      const number = formatOrderNumber(order.number);
      notify.success(isComplete ? `${number} shipped and completed` : `${number} partly shipped`, undo(shipmentId));
      onDone();
    },
  });
  // What was lost, or has not come yet, can't ship before it is reserved.
  const open = order.lines
    .map((line) => ({ ...line, open: subtractQuantity(line.open, line.waiting) }))
    .filter((line) => line.open > 0);
  const change = (key: string, next: Partial<PickDraft> | null) =>
    setPicks((now) => now.flatMap((pick) => (pick.key !== key ? [pick] : next === null ? [] : [{ ...pick, ...next }])));
  const faults = pickFaults(open, picks);
  const leaving = picks.filter((pick) => (pick.quantity ?? 0) > 0);
  const total = leaving.reduce((sum, pick) => sum + (pick.quantity ?? 0), 0);
  const send = () => ship.mutate({ orderId: order.id, lines: linesOf(leaving), ...(tracking.trim() && { tracking }) });
  return (
    <div className="flex flex-col gap-4">
      {order.customerReference && (
        <p className="text-sm text-muted">
          Customer reference <span className="text-foreground">{order.customerReference}</span>
        </p>
      )}
      {order.carrierName && (
        <p className="text-sm text-muted">
          Carrier <span className="text-foreground">{carriedBy(order.carrierName, order.carrierService)}</span>
        </p>
      )}
      <StillPicked orderId={order.id} />
      <ShipScan order={order} change={setPicks} />
      <ol aria-label="Items to ship" className="flex flex-col divide-y divide-border">
        {open.map((line) => (
          <ShipLine
            key={line.id}
            line={line}
            warehouse={{ id: order.warehouseId, code: order.warehouseCode }}
            picks={picks.filter((pick) => pick.orderLineId === line.id)}
            fault={faults.get(line.id)}
            onPick={change}
            onAdd={(pick) => setPicks((now) => [...now, pick])}
            change={setPicks}
          />
        ))}
      </ol>
      <Field label="Tracking number" optional className="max-w-80">
        {(control) => <Input {...control} value={tracking} onChange={(event) => setTracking(event.target.value)} />}
      </Field>
      <OrderRefusal of={ship.error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-sm text-muted">
          {total === 0 ? "Nothing selected" : `Ship ${formatCount(total, "item")}`}
        </span>
        <DialogCancel />
        <Button
          variant="primary"
          shortcut="mod+enter"
          pending={ship.isPending}
          disabled={total === 0 || faults.size > 0}
          onClick={send}
        >
          Ship
        </Button>
      </div>
    </div>
  );
}
