"use client";

import type { Warehouse } from "@/app/(staff)/_places/locations";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreateLocation } from "@/modules/inventory/contract";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

type CreateZoneDialogProps = { open: boolean; onOpen: (open: boolean) => void; warehouse: Warehouse };

export function CreateZoneDialog({ open, onOpen, warehouse }: CreateZoneDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`New zone in ${warehouse.name}`}
      description="A part of the warehouse that holds bins: an aisle, a cold room, a mezzanine."
    >
      <CreateZoneForm warehouse={warehouse} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const Zone = CreateLocation.pick({ code: true, name: true });

function CreateZoneForm({ warehouse, onDone }: { warehouse: Warehouse; onDone: () => void }) {
  const create = trpc.inventory.createLocation.useMutation({
    onSuccess: (_, { code }) => {
      notify.success(`Zone ${code} added to ${warehouse.name}`);
      onDone();
    },
  });
  const form = useZodForm(Zone, { code: "", name: "" });
  return (
    <Form
      form={form}
      onSubmit={(values) => create.mutate({ ...values, kind: "zone", parentId: warehouse.id })}
      pending={create.isPending}
      error={create.error && refusalOf(create.error).message}
      label="New zone"
    >
      <TextField name="code" label="Code" placeholder="A" autoComplete="off" />
      <TextField name="name" label="Name" placeholder="Aisle A" optional autoComplete="off" />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Add zone</SubmitButton>
      </FormActions>
    </Form>
  );
}
