"use client";

import { useState } from "react";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { describeNotPicked, pickListName, waveName } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { TextLink } from "@/ui/text-link";
import { usePersistentFlag } from "@/ui/use-persistent-state";
import { oldestFirst } from "./bulk-acts";

type Made = Outputs["picking"]["create"] | Outputs["picking"]["createWave"];

type PickDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** Those of the chosen orders that something is reserved of. */
  rows: readonly OrderRow[];
  /** When it closes: those that are on a list now are no longer chosen. */
  onListed: (orderIds: readonly string[]) => void;
};

const HINT =
  "They are picked together, bin by bin; orders of another warehouse are listed apart. What is reserved is bound to " +
  "its bins, first expired first, so that nobody else picks it.";

/** One walk through a warehouse for all of them: a list for each warehouse that they ship from. */
export function PickDialog({ open, onOpen, rows, onListed }: PickDialogProps) {
  // As they were when it was asked.
  const [meant] = useState(() => oldestFirst(rows));
  const [made, setMade] = useState<readonly Made[]>([]);
  const [isByZone, setByZone] = usePersistentFlag("pick-by-zone");
  const createList = trpc.picking.create.useMutation();
  const createWave = trpc.picking.createWave.useMutation();
  const create = isByZone ? createWave : createList;
  const warehouseIds = [...new Set(meant.map(({ warehouseId }) => warehouseId))];
  const start = async () => {
    for (const warehouseId of warehouseIds.slice(made.length)) {
      const orderIds = meant.filter((row) => row.warehouseId === warehouseId).map(({ id }) => id);
      const list = await create.mutateAsync({ orderIds });
      setMade((now) => [...now, list]);
    }
  };
  const close = () => {
    const left = new Set(made.flatMap((list) => list.left.map(({ orderId }) => orderId)));
    const served = meant.filter((row) => warehouseIds.indexOf(row.warehouseId) < made.length && !left.has(row.id));
    onOpen(false);
    onListed(served.map(({ id }) => id));
  };
  const isMade = made.length === warehouseIds.length;
  return (
    <Dialog
      open={open}
      onOpen={(isOpen) => !isOpen && close()}
      title={`Pick ${formatCount(meant.length, "order")}?`}
      description={HINT}
      footer={
        <>
          <Button onClick={close}>{isMade ? "Close" : "Cancel"}</Button>
          {!isMade && (
            <Button
              variant="primary"
              shortcut="mod+enter"
              pending={create.isPending}
              // What was refused is said below.
              onClick={() => void start().catch(() => {})}
            >
              {makeLabel(isByZone ? "wave" : "pick list", warehouseIds.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <Checkbox
          label="One list per zone"
          hint="Several people pick at once, each in one zone. The wave's page shows which zone is still open."
          checked={isByZone}
          disabled={made.length > 0 || create.isPending}
          onChecked={setByZone}
        />
        <p className="text-muted">{meant.map(({ number }) => formatOrderNumber(number)).join(", ")}</p>
        {made.map((list) => (
          <MadeList key={"waveId" in list ? list.waveId : list.listId} made={list} />
        ))}
        <RefusalNotice of={create.error} />
      </div>
    </Dialog>
  );
}

const makeLabel = (noun: string, count: number): string =>
  count === 1 ? `Make ${noun}` : `Make ${formatCount(count, noun)}`;

function MadeList({ made }: { made: Made }) {
  const { number, items, orders, open, left } = made;
  return (
    <div role="status">
      <p>
        {"waveId" in made ? (
          <>
            <TextLink href={`/picking/waves/${made.waveId}`}>{waveName(number)}</TextLink>:{" "}
            {formatCount(made.lists, "pick list")}, {formatCount(items, "item")} of {formatCount(orders, "order")}
          </>
        ) : (
          <>
            <TextLink href={`/picking/${made.listId}`}>{pickListName(number)}</TextLink>
            {`: ${formatCount(items, "item")} of ${formatCount(orders, "order")}`}
          </>
        )}
      </p>
      {open > 0 && (
        <p className="text-warning-text">{formatCount(open, "item")} lie in no bin that may be picked from.</p>
      )}
      {left.length > 0 && <p className="text-warning-text">Left out: {left.map(describeNotPicked).join("; ")}.</p>}
    </div>
  );
}
