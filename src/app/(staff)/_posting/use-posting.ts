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

/** What to call the posting once it is made, who may undo it, and what the page then does. */
type Posted = { title: string; undo?: "author" | "managers" | "nobody"; onPosted: () => void };

/**
 * Posts stock and announces it, with an undo for people who may reverse it. The caller clears what was entered in
 * `onPosted`, which runs even if the page was left meanwhile; a refused posting keeps it.
 */
export function usePosting<Input>(mutation: PostingMutation<Input>) {
  const notifyPosted = useNotifyPosted();
  const post = async (input: Input, { title, undo = "author", onPosted }: Posted) => {
    // A refusal is shown from `error`, above the button.
    const posted = await mutation.mutateAsync(input).catch(() => null);
    if (!posted) return;
    onPosted();
    notifyPosted(title, undo, posted.transactionId);
  };
  return {
    post: (input: Input, posted: Posted) => void post(input, posted),
    isPending: mutation.isPending,
    error: mutation.error,
  };
}

function useNotifyPosted() {
  const isManager = useCan("inventory.reverse-others");
  const reverse = trpc.inventory.reverseTransaction.useMutation({
    onSuccess: () => notify.success("Undone", { description: "The ledger keeps both the entry and its reversal." }),
    onError: (error) => notify.error("This couldn't be undone", { description: refusalOf(error).message }),
  });
  return (title: string, undo: NonNullable<Posted["undo"]>, transactionId: string) => {
    const mayUndo = undo === "author" || (undo === "managers" && isManager);
    const run = () => reverse.mutate({ transactionId, note: "Undone right away" });
    notify.success(title, mayUndo ? { action: { label: "Undo", run } } : {});
  };
}
