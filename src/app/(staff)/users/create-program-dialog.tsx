"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreateProgram } from "@/modules/users/contract";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { AccessFields } from "./access-fields";

type CreateProgramDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  onCreated: (userId: string) => void;
};

export function CreateProgramDialog({ open, onOpen, onCreated }: CreateProgramDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Add a program"
      description="An account of its own, which stays when people leave. It comes in by API keys alone."
    >
      <ProgramForm onCreated={onCreated} />
    </Dialog>
  );
}

function ProgramForm({ onCreated }: Pick<CreateProgramDialogProps, "onCreated">) {
  const form = useZodForm(CreateProgram, { name: "", role: "staff", warehouses: "all" });
  const create = trpc.users.createProgram.useMutation({ onSuccess: ({ userId }) => onCreated(userId) });
  return (
    <Form
      form={form}
      onSubmit={(values) => create.mutate(values)}
      pending={create.isPending}
      error={create.error && refusalOf(create.error).message}
      label="Add a program"
    >
      <TextField name="name" label="Name" hint="Shown in the history: Web shop, Label printer." autoComplete="off" />
      <AccessFields />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Add program</SubmitButton>
      </FormActions>
    </Form>
  );
}
