"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { InviteUser as InviteUserInput } from "@/modules/users/contract";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { AccessFields } from "./access-fields";
import { OneTimeLink } from "./one-time-link";

/** The button and its dialog: the person's details, then the link to hand over. */
export function InviteUser() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<UserPlus aria-hidden />} shortcut="c" onClick={() => setOpen(true)}>
        Invite someone
      </Button>
      <Dialog
        open={open}
        onOpen={setOpen}
        title="Invite someone"
        description="They set their own password with a link you share."
      >
        <Invitation onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Invitation({ onDone }: { onDone: () => void }) {
  const form = useZodForm(InviteUserInput, { name: "", email: "", role: "staff", warehouses: "all" });
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
