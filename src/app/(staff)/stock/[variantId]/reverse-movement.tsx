"use client";

import { Undo2 } from "lucide-react";
import { type Outputs, trpc } from "@/client/trpc";
import { OWN_UNDO_MINUTES, type ReversalObstacle, type TransactionKind } from "@/modules/inventory/inventory";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { IconButton } from "@/ui/icon-button";
import { notify } from "@/ui/toast";

export type Movement = Outputs["inventory"]["getStockCard"]["rows"][number];

type ReverseMovementProps = { row: Movement; unit: string | undefined };

const NOUNS: Readonly<Record<TransactionKind, string>> = {
  receive: "receipt",
  adjust: "adjustment",
  move: "move",
  ship: "shipment",
  reverse: "reversal",
  open: "opening stock",
  count: "count",
  return: "return",
};

const OBSTACLES: Readonly<Record<Exclude<ReversalObstacle, "kind">, string>> = {
  reversed: "it was already reversed.",
  "not-yours": "you can undo only your own receipts and adjustments. Ask a manager.",
  "too-late": `you can undo your own entries for ${OWN_UNDO_MINUTES} minutes. Ask a manager.`,
  "built-on": "its items were moved, shipped or reserved meanwhile.",
};

function describeObstacle({ obstacle, kind }: Movement): string | null {
  if (obstacle === null) return null;
  if (obstacle !== "kind") return OBSTACLES[obstacle];
  if (kind === "ship") return "void the shipment on its order instead.";
  if (kind === "count") return "a count has changed no stock.";
  return "it is a reversal. Enter the movement again instead.";
}

export function ReverseMovement({ row, unit }: ReverseMovementProps) {
  const reverse = trpc.inventory.reverseTransaction.useMutation({
    onSuccess: () => notify.success("Reversed", { description: "The ledger keeps both the entry and its reversal." }),
  });
  const obstacle = describeObstacle(row);
  if (obstacle !== null)
    return (
      <IconButton size="sm" label={`Cannot be reversed: ${obstacle}`} icon={<Undo2 aria-hidden />} aria-disabled />
    );
  return (
    <ConfirmDialog
      trigger={<IconButton size="sm" label="Reverse" icon={<Undo2 aria-hidden />} />}
      title={`Reverse this ${NOUNS[row.kind]}?`}
      confirm="Reverse"
      onConfirm={() => reverse.mutateAsync({ transactionId: row.transactionId, note: "" })}
    >
      <Consequences row={row} unit={unit} />
    </ConfirmDialog>
  );
}

function Consequences({ row, unit }: ReverseMovementProps) {
  const others = row.movementCount - 1;
  const effect =
    row.change > 0
      ? `${formatQuantity(row.change, unit)} will leave ${row.toCode} again.`
      : row.change < 0
        ? `${formatQuantity(-row.change, unit)} will return to ${row.fromCode}.`
        : `${formatQuantity(row.quantity, unit)} will move back to ${row.fromCode}.`;
  return (
    <>
      <p>{effect}</p>
      {others > 0 && (
        <p className="mt-1.5">
          The same entry has {formatCount(others, "more movement")}; all of them are reversed together.
        </p>
      )}
      <p className="mt-1.5">
        Nothing is deleted: the reversal is a new entry with your name. It is refused if the items were moved or
        reserved meanwhile.
      </p>
    </>
  );
}
