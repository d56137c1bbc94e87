"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { ConfirmIdentity } from "@/modules/users/contract";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";

type ConfirmIdentityDialogProps = { open: boolean; onOpen: (open: boolean) => void; onConfirmed: () => void };

/** Asks for the code of a person who has a second factor, and for the password of anybody else. */
export function ConfirmIdentityDialog({ open, onOpen, onConfirmed }: ConfirmIdentityDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title="Confirm that it is you"
      description="This changes who can sign in or what they may do. You are not asked again for ten minutes."
    >
      <ProofForm onConfirmed={onConfirmed} />
    </Dialog>
  );
}

const CODE = {
  label: "Code",
  hint: "From your authenticator app, or a recovery code.",
  autoComplete: "one-time-code",
} as const;
const PASSWORD = { label: "Password", type: "password", autoComplete: "current-password" } as const;

function ProofForm({ onConfirmed }: { onConfirmed: () => void }) {
  const form = useZodForm(ConfirmIdentity, { proof: "" });
  const own = trpc.users.getOwnFactor.useQuery();
  const confirm = trpc.users.confirmIdentity.useMutation({ onSuccess: onConfirmed });
  return (
    <Form
      form={form}
      onSubmit={(values) => confirm.mutate(values)}
      pending={confirm.isPending}
      error={confirm.error && refusalOf(confirm.error).message}
      label="Confirm that it is you"
    >
      {own.isPending ? null : <TextField name="proof" {...(own.data?.factor ? CODE : PASSWORD)} />}
      <FormActions>
        <DialogCancel />
        <SubmitButton>Confirm</SubmitButton>
      </FormActions>
    </Form>
  );
}
