"use client";

import { useState } from "react";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { describeNotPicked } from "@/modules/picking/contract";
import { pickListName } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextLink } from "@/ui/text-link";
import { oldestFirst } from "./bulk-acts";

type Made = Outputs["picking"]["create"];

type PickDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** Those of the chosen orders that something is reserved of. */
  rows: readonly OrderRow[];
  /** When it closes: those that are on a list now are no longer chosen. */
  onListed: (orderIds: readonly string[]) => void;
};

const HINT =
  "They are picked in one walk, bin by bin; orders of another warehouse get a list of their own. What is reserved is " +
  "bound to its bins, first expired first, so that nobody else picks it.";

/** One walk through a warehouse for all of them: a list for each warehouse that they ship from. */
export function PickDialog({ open, onOpen, rows, onListed }: PickDialogProps) {
  // As they were when it was asked.
  const [meant] = useState(() => oldestFirst(rows));
  const [made, setMade] = useState<readonly Made[]>([]);
  const create = trpc.picking.create.useMutation();
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
              {warehouseIds.length === 1 ? "Make pick list" : `Make ${warehouseIds.length} pick lists`}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <p className="text-muted">{meant.map(({ number }) => formatOrderNumber(number)).join(", ")}</p>
        {made.map((list) => (
          <MadeList key={list.listId} list={list} />
        ))}
        <RefusalNotice of={create.error} />
      </div>
    </Dialog>
  );
}

const MadeList = ({ list: { listId, number, items, orders, open, left } }: { list: Made }) => (
  <div role="status">
    <p>
      <TextLink href={`/picking/${listId}`}>{pickListName(number)}</TextLink>: {formatCount(items, "item")} of{" "}
      {formatCount(orders, "order")}
    </p>
    {open > 0 && (
      <p className="text-warning-text">{formatCount(open, "item")} lie in no bin that may be picked from.</p>
    )}
    {left.length > 0 && <p className="text-warning-text">Left out: {left.map(describeNotPicked).join("; ")}.</p>}
  </div>
);
