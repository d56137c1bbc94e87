"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreateWarehouse } from "@/modules/inventory/contract";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { ShipsFromFields } from "./ships-from-fields";

type CreateWarehouseDialogProps = { open: boolean; onOpen: (open: boolean) => void };

export function CreateWarehouseDialog({ open, onOpen }: CreateWarehouseDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="New warehouse"
      description="It comes with a first bin, RECEIVING, so that you can receive at once."
    >
      <CreateWarehouseForm onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function CreateWarehouseForm({ onDone }: { onDone: () => void }) {
  const create = trpc.inventory.createWarehouse.useMutation({
    onSuccess: (_, { name }) => {
      notify.success(`${name} is ready`);
      onDone();
    },
  });
  const form = useZodForm(CreateWarehouse, { code: "", name: "", country: "", postcode: "" });
  return (
    <Form
      form={form}
      onSubmit={(values) => create.mutate(values)}
      pending={create.isPending}
      error={create.error && refusalOf(create.error).message}
      label="New warehouse"
    >
      <TextField name="name" label="Name" placeholder="Rotterdam" autoComplete="off" />
      <TextField name="code" label="Code" placeholder="RTM" hint="Short, for labels and lists." autoComplete="off" />
      <ShipsFromFields />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Create warehouse</SubmitButton>
      </FormActions>
    </Form>
  );
}
