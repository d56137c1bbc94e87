"use client";

import type { NamedPlace } from "@/app/(staff)/_places/places";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { RenameLocation } from "@/modules/inventory/contract";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";

type RenamePlaceDialogProps = { open: boolean; onOpen: (open: boolean) => void; place: NamedPlace; what: string };

export function RenamePlaceDialog({ open, onOpen, place, what }: RenamePlaceDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`Rename ${place.name}`}
      description={`Labels with the old code no longer find this ${what}.`}
    >
      <RenamePlaceForm place={place} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function RenamePlaceForm({ place, onDone }: { place: NamedPlace; onDone: () => void }) {
  const rename = trpc.inventory.renameLocation.useMutation({ onSuccess: onDone });
  const form = useZodForm(RenameLocation, { locationId: place.id, code: place.code, name: place.name });
  return (
    <Form
      form={form}
      onSubmit={(values) => rename.mutate(values)}
      pending={rename.isPending}
      error={rename.error && refusalOf(rename.error).message}
      label="Rename"
    >
      <TextField name="code" label="Code" autoComplete="off" />
      <TextField name="name" label="Name" autoComplete="off" />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
