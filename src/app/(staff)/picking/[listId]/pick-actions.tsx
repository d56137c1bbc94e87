"use client";

import { Hand } from "lucide-react";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { type PickList, tasksOf } from "./pick-scan";

/** A list that nobody has: one large button. */
export function TakeList({ list: { listId, picks } }: { list: PickList }) {
  const take = trpc.picking.take.useMutation();
  const left = tasksOf(picks).reduce((sum, task) => sum + task.left, 0);
  return (
    <Card className="flex flex-col gap-3">
      <p className="text-sm text-muted">
        {formatCount(left, "item")} to pick. Once you take the list, nobody else can pick it until you give it back.
      </p>
      <Button
        size="lg"
        variant="primary"
        icon={<Hand aria-hidden />}
        pending={take.isPending}
        onClick={() => take.mutate({ listId })}
      >
        Take this list
      </Button>
      <RefusalNotice of={take.error} />
    </Card>
  );
}

/** To give the list back, or to cancel what is left of it. */
export function PickActions({ list, isMine }: { list: PickList; isMine: boolean }) {
  const mayGiveBackOthers = useCan("picking.give-back-others");
  const giveBack = trpc.picking.giveBack.useMutation();
  const { mutateAsync: cancel } = trpc.picking.cancel.useMutation();
  const isOthers = list.takenBy !== null && !isMine;
  if ((isOthers && !mayGiveBackOthers) || list.quantity === 0) return null;
  const isPicked = list.picked === list.quantity;
  return (
    <>
      {list.takenBy !== null && !isPicked && (
        <Button pending={giveBack.isPending} onClick={() => giveBack.mutate({ listId: list.listId })}>
          Give back
        </Button>
      )}
      <ConfirmDialog
        trigger={<Button>Cancel list</Button>}
        title="Cancel this pick list?"
        confirm="Cancel list"
        cancel="Keep it"
        onConfirm={() => cancel({ listId: list.listId })}
      >
        Its orders keep their reserved items and may be put on another list.
        {list.picked > 0 && " What was picked is to be put back."}
      </ConfirmDialog>
      <RefusalNotice of={giveBack.error} />
    </>
  );
}
