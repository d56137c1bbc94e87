"use client";

import { ChooseBetween } from "@/app/(staff)/_conflict/choose-between";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { changedByOthers, mergeDrafts } from "@/app/(staff)/orders/order-conflict";
import type { Order } from "@/app/(staff)/orders/order-data";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import type { useOrderEdit } from "./use-order-edit";

type ChangedMeanwhileProps = { order: Order; editing: ReturnType<typeof useOrderEdit>; onDecided: () => void };

/** Someone else saved the order while it was edited: both versions are shown before anything is saved. */
export function ChangedMeanwhile({ order, editing, onDecided }: ChangedMeanwhileProps) {
  const { base, draft, theirs } = editing;
  const { warehouses } = useWarehouses();
  const latest = trpc.history.list.useQuery({ entityId: order.id, limit: 1 }).data?.rows[0];
  const warehouseName = (warehouseId: string) =>
    warehouses.find(({ id }) => id === warehouseId)?.name ?? "Another warehouse";
  const decide = (act: () => void) => () => {
    act();
    onDecided();
  };
  return (
    <div className="max-w-4xl">
      <ChooseBetween
        key={order.version}
        what="this order"
        who={latest?.actorName ?? "Someone"}
        changedAt={latest?.occurredAt ?? null}
        changed={changedByOthers(base, draft, theirs, warehouseName)}
        actions={(choices, isOpen) => (
          <>
            <Button variant="ghost" onClick={decide(editing.discard)}>
              Discard my changes
            </Button>
            <Button
              variant="primary"
              disabled={isOpen}
              onClick={decide(() => editing.goOnFrom(order.version, mergeDrafts(base, draft, theirs, choices)))}
            >
              Continue editing
            </Button>
          </>
        )}
      />
    </div>
  );
}
