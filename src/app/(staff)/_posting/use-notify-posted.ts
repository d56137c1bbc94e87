"use client";

import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { notify } from "@/ui/toast";

/** Says that something was posted, with the way back for those who may take it. */
export function useSayPosted(): (title: string, transactionId: string) => void {
  const mayReverse = useCan("inventory.reverse");
  const reverse = trpc.inventory.reverse.useMutation({
    onSuccess: () => notify.success("Undone", { description: "The ledger keeps both, the posting and its reversal." }),
    onError: (error) => notify.error("This was not undone", { description: refusalOf(error).message }),
  });
  return (title, transactionId) =>
    notify.success(
      title,
      mayReverse
        ? {
            action: { label: "Undo", run: () => reverse.mutate({ transactionId, note: "Undone right after posting" }) },
          }
        : {},
    );
}
