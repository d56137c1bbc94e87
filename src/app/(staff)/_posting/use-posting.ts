"use client";

import { useCan } from "@/client/person";
import { type ClientError, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { notify } from "@/ui/toast";

type PostingMutation<Input> = {
  mutateAsync: (input: Input) => Promise<{ transactionId: string }>;
  isPending: boolean;
  error: ClientError | null;
};

/** What to call the posting once it is made, and what the page then does. */
type Posted = { title: string; onPosted: () => void };

/**
 * Posts stock and announces it, with an undo for people who may reverse. The caller clears what was entered in
 * `onPosted`, which runs even if the page was left meanwhile; a refused posting keeps it.
 */
export function usePosting<Input>(mutation: PostingMutation<Input>) {
  const notifyPosted = useNotifyPosted();
  const post = async (input: Input, { title, onPosted }: Posted) => {
    // A refusal is shown from `error`, above the button.
    const posted = await mutation.mutateAsync(input).catch(() => null);
    if (!posted) return;
    onPosted();
    notifyPosted(title, posted.transactionId);
  };
  return {
    post: (input: Input, posted: Posted) => void post(input, posted),
    isPending: mutation.isPending,
    error: mutation.error,
  };
}

function useNotifyPosted(): (title: string, transactionId: string) => void {
  const mayReverse = useCan("inventory.reverse-transaction");
  const reverse = trpc.inventory.reverseTransaction.useMutation({
    onSuccess: () => notify.success("Undone", { description: "The ledger keeps both the entry and its reversal." }),
    onError: (error) => notify.error("This couldn't be undone", { description: refusalOf(error).message }),
  });
  return (title, transactionId) => {
    const run = () => reverse.mutate({ transactionId, note: "Undone right away" });
    notify.success(title, mayReverse ? { action: { label: "Undo", run } } : {});
  };
}
