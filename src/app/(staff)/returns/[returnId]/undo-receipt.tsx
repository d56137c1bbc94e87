"use client";

import { Undo2 } from "lucide-react";
import type { Receipt, Return } from "@/app/(staff)/_returns/return-data";
import { trpc } from "@/client/trpc";
import { formatReturnNumber } from "@/modules/returns/return";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { notify } from "@/ui/toast";

/** Takes back what was received at once, where that was wrong. */
export function UndoReceipt({ found, receipt }: { found: Return; receipt: Receipt }) {
  const together = found.receipts.filter(({ receivingId }) => receivingId === receipt.receivingId);
  const items = formatCount(
    together.reduce((sum, { quantity }) => sum + quantity, 0),
    "item",
  );
  const undo = trpc.returns.undoReceipt.useMutation({
    onSuccess: () => notify.success(`${items} of ${formatReturnNumber(found.number)} awaited again`),
  });
  return (
    <span>
      <ConfirmDialog
        trigger={
          <Button size="sm" icon={<Undo2 aria-hidden />}>
            Undo receipt
          </Button>
        }
        title="Undo this receipt?"
        confirm="Undo receipt"
        onConfirm={() => undo.mutateAsync({ receiptId: receipt.id })}
      >
        The {items} received then leave the stock again, are awaited again, and are billed as before.
      </ConfirmDialog>
    </span>
  );
}
