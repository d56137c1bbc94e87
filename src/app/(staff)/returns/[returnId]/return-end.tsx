"use client";

import type { Return } from "@/app/(staff)/_returns/return-data";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { canCancel, canClose, formatReturnNumber } from "@/modules/returns/return";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { notify } from "@/ui/toast";

/** Ends a return: cancelled before anything came back, closed after. */
export function ReturnEnd({ found }: { found: Return }) {
  const { id: returnId, number, status } = found;
  const mayClose = useCan("returns.close");
  const mayCancel = useCan("returns.cancel");
  const close = trpc.returns.close.useMutation({
    onSuccess: () => notify.success(`Return ${formatReturnNumber(number)} is closed`),
  });
  const cancel = trpc.returns.cancel.useMutation({
    onSuccess: () => notify.success(`Return ${formatReturnNumber(number)} is cancelled`),
  });
  const awaited = found.lines.reduce((sum, line) => sum + line.awaited, 0);
  return (
    <>
      {mayCancel && canCancel(status) && (
        <ConfirmDialog
          trigger={<Button>Cancel return</Button>}
          cancel="Keep it"
          title={`Cancel return ${formatReturnNumber(number)}?`}
          confirm="Cancel return"
          onConfirm={() => cancel.mutateAsync({ returnId })}
        >
          Nothing has come back yet. Its items can be part of another return.
        </ConfirmDialog>
      )}
      {mayClose && canClose(status) && (
        <ConfirmDialog
          trigger={<Button variant={status === "received" ? "primary" : "secondary"}>Close return</Button>}
          title={`Close return ${formatReturnNumber(number)}?`}
          confirm="Close return"
          tone="primary"
          onConfirm={() => close.mutateAsync({ returnId })}
        >
          {awaited === 0
            ? "Everything has come back."
            : `${formatCount(awaited, "item")} did not come back and can be part of another return.`}
        </ConfirmDialog>
      )}
    </>
  );
}
