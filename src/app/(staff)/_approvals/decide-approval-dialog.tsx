"use client";

import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import type { ApprovalKind } from "@/modules/approvals/approval";
import { ApproveRequest, RefuseApproval } from "@/modules/approvals/contract";
import { DescriptionList } from "@/ui/description-list";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import type { ShownApproval } from "./approval-state";

type Decision = "approve" | "refuse";
type DecideProps = { request: ShownApproval; decision: Decision };

const WHAT_FOLLOWS = {
  "stock-adjustment": "The adjustment is booked at once, in your name and with your limit.",
  "reserved-loss": "The loss is booked at once, in your name and with your limit. These orders are then short.",
  "imported-stock": "All of it is booked at once, in your name and with your limit.",
  "order-discount": "The discount is approved as it is now. The order is confirmed by the person who sells it.",
} as const satisfies Record<ApprovalKind, string>;

const WORDS = {
  approve: { verb: "Approve", note: "Note", done: "was approved" },
  refuse: { verb: "Refuse", note: "Reason", done: "was refused" },
} as const;

/** Shows once more what is asked for, and takes the decision with what there is to say about it. */
export function DecideApprovalDialog({
  open,
  onOpen,
  ...of
}: DecideProps & { open: boolean; onOpen: (open: boolean) => void }) {
  const { request, decision } = of;
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`${WORDS[decision].verb} this request?`}
      description={
        decision === "approve" ? WHAT_FOLLOWS[request.kind] : "Nothing is changed. The person can ask again."
      }
    >
      <Decide {...of} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Decide({ request, decision, onDone }: DecideProps & { onDone: () => void }) {
  const { note, verb, done } = WORDS[decision];
  const decide = useDecision(request, decision, () => {
    notify.success(`${request.label} ${done}`);
    onDone();
  });
  const form = useZodForm((decision === "approve" ? ApproveRequest : RefuseApproval).pick({ note: true }), {
    note: "",
  });
  return (
    <Form form={form} label={verb} pending={decide.isPending} onSubmit={(values) => decide.send(values.note)}>
      <DescriptionList
        items={[
          { label: "Request", value: request.label },
          { label: "Asked for", value: request.detail },
          { label: "Asked by", value: request.askedByName },
          { label: "Reason", value: <span className="whitespace-pre-line">{request.reason}</span> },
        ]}
      />
      <TextField
        name="note"
        label={note}
        rows={2}
        optional={decision === "approve"}
        hint={`${request.askedByName} reads it.`}
      />
      <RefusalNotice of={decide.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{verb}</SubmitButton>
      </FormActions>
    </Form>
  );
}

function useDecision({ kind, approvalId }: ShownApproval, decision: Decision, onSuccess: () => void) {
  const refuse = trpc.approvals.refuse.useMutation({ onSuccess });
  const book = trpc.inventory.approveAdjustment.useMutation({ onSuccess });
  const discount = trpc.orders.approveDiscount.useMutation({ onSuccess });
  const lose = trpc.orders.approveReservedLoss.useMutation({ onSuccess });
  const approve = {
    "stock-adjustment": book,
    "imported-stock": book,
    "reserved-loss": lose,
    "order-discount": discount,
  };
  const chosen = decision === "refuse" ? refuse : approve[kind];
  return {
    send: (note: string) => chosen.mutate({ approvalId, note }),
    isPending: chosen.isPending,
    error: chosen.error,
  };
}
