"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { InviteUser } from "@/modules/users/contract";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { AccessFields } from "./access-fields";
import { OneTimeLink } from "./one-time-link";

type InviteUserDialogProps = { open: boolean; onOpen: (open: boolean) => void };

/** The person's details, then the link to hand over. */
export function InviteUserDialog({ open, onOpen }: InviteUserDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Invite someone"
      description="They set their own password with a link you share."
    >
      <Invitation onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Invitation({ onDone }: { onDone: () => void }) {
  const form = useZodForm(InviteUser, { name: "", email: "", role: "staff", warehouses: "all" });
  const invite = trpc.users.invite.useMutation();
  if (invite.data) {
    return (
      <div className="flex flex-col gap-4">
        <OneTimeLink
          name={invite.variables?.name ?? "them"}
          link={invite.data.link}
          isEmailed={invite.data.isEmailed}
        />
        <FormActions>
          <Button variant="primary" onClick={onDone}>
            Done
          </Button>
        </FormActions>
      </div>
    );
  }
  return (
    <Form
      form={form}
      onSubmit={(values) => invite.mutate(values)}
      pending={invite.isPending}
      error={invite.error && refusalOf(invite.error).message}
      label="Invite someone"
    >
      <FormGrid columns={2}>
        <TextField name="name" label="Name" autoComplete="off" />
        <TextField name="email" label="Email" type="email" inputMode="email" autoComplete="off" />
      </FormGrid>
      <AccessFields />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Invite</SubmitButton>
      </FormActions>
    </Form>
  );
}
