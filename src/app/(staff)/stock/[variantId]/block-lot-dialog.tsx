"use client";

import { useState } from "react";
import * as z from "zod";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { BlockLot } from "@/modules/inventory/lots/lot-input";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

type Lot = Pick<Outputs["inventory"]["listBalances"][number], "lotId" | "lotCode" | "isBlocked" | "blockReason">;
type BlockLotDialogProps = { lot: Lot; name: string; open: boolean; onOpen: (open: boolean) => void };

/** Blocks a lot or a piece in all warehouses, or lets it go again. */
export function BlockLotDialog({ lot, name, open, onOpen }: BlockLotDialogProps) {
  // What was asked stays asked when somebody else, or this dialog itself, has blocked it meanwhile.
  const [isToUnblock] = useState(lot.isBlocked);
  if (isToUnblock) return <Unblock lot={lot} name={name} open={open} onOpen={onOpen} />;
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Block ${lot.lotCode} of ${name}?`}
      description={
        "In all warehouses nothing of it can be reserved, picked or shipped until a manager unblocks it. " +
        "It stays on hand."
      }
    >
      <Reason lot={lot} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const ReasonForm = z.strictObject({ reason: BlockLot.shape.reason });

function Reason({ lot, onDone }: { lot: Lot; onDone: () => void }) {
  const form = useZodForm(ReasonForm, { reason: "" });
  const block = trpc.inventory.blockLot.useMutation({
    onSuccess: () => {
      notify.success(`${lot.lotCode} is blocked`);
      onDone();
    },
  });
  return (
    <Form
      form={form}
      onSubmit={({ reason }) => lot.lotId !== null && block.mutate({ lotId: lot.lotId, reason })}
      pending={block.isPending}
      error={block.error && refusalOf(block.error).message}
      label="Block"
    >
      <TextField name="reason" label="Reason" placeholder="Recalled by its maker" />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Block</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Unblock({ lot, name, open, onOpen }: BlockLotDialogProps) {
  const unblock = trpc.inventory.unblockLot.useMutation({
    onSuccess: () => notify.success(`${lot.lotCode} is good again`),
  });
  return (
    <ConfirmDialog
      open={open}
      onOpen={onOpen}
      title={`Unblock ${lot.lotCode} of ${name}?`}
      confirm="Unblock"
      onConfirm={() => lot.lotId !== null && unblock.mutateAsync({ lotId: lot.lotId })}
    >
      <span className="mb-2 block wrap-anywhere">Why it was blocked: {lot.blockReason}</span>
      Once unblocked it can be reserved, picked and shipped again, and orders that wait for it get it.
    </ConfirmDialog>
  );
}
