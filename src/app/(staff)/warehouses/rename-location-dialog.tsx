"use client";

import { useState } from "react";
import * as z from "zod";
import type { NamedLocation, StockLocation } from "@/app/(staff)/_places/locations";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { RenameLocation } from "@/modules/inventory/contract";
import { locationChangedMeanwhile } from "@/modules/inventory/refusals";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { ShipsFromFields } from "./ships-from-fields";

type RenameLocationDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  location: NamedLocation & Partial<Pick<StockLocation, "kind" | "shipsFrom">>;
  what: string;
};

export function RenameLocationDialog({ open, onOpen, location, what }: RenameLocationDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`Rename ${location.name}`}
      description={`Labels with the old code no longer find this ${what}.`}
    >
      <RenameLocationForm location={location} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const Saved = z.object({ code: z.string(), name: z.string() });

function RenameLocationForm({
  location,
  onDone,
}: Pick<RenameLocationDialogProps, "location"> & { onDone: () => void }) {
  // What the person last saw: after a refusal, the names that it told.
  const [seen, setSeen] = useState({ code: location.code, name: location.name });
  const rename = trpc.inventory.renameLocation.useMutation({
    onSuccess: onDone,
    onError: (error) => {
      const { code, details } = refusalOf(error);
      const saved = Saved.safeParse(details);
      if (code === locationChangedMeanwhile.code && saved.success) setSeen(saved.data);
    },
  });
  const [place] = useState({ country: "", postcode: "", ...location.shipsFrom });
  const form = useZodForm(RenameLocation, {
    locationId: location.id,
    code: location.code,
    name: location.name,
    ...(location.kind === "warehouse" && place),
  });
  return (
    <Form
      form={form}
      // A place that nobody changed here is not sent: it may be another by now.
      onSubmit={({ country, postcode, ...values }) =>
        rename.mutate({
          ...values,
          ...(country !== place.country && { country }),
          ...(postcode !== place.postcode && { postcode }),
          seen,
        })
      }
      pending={rename.isPending}
      error={rename.error && refusalOf(rename.error).message}
      label="Rename"
    >
      <TextField name="code" label="Code" autoComplete="off" />
      <TextField name="name" label="Name" autoComplete="off" />
      {location.kind === "warehouse" && <ShipsFromFields />}
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
