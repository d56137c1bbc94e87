"use client";

import * as z from "zod";
import type { Carrier } from "@/app/(staff)/_parcels/parcel-data";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { faultOfLink } from "@/modules/shop/carriers/carrier";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";

type DialogProps = { open: boolean; onOpen: (open: boolean) => void };

/** As it is typed: the services in one line. */
const Typed = z.object({
  name: z.string().trim().min(1, "Enter a name."),
  services: z.string(),
  trackingLink: z
    .string()
    .trim()
    .superRefine((link, ctx) => {
      const message = faultOfLink(link);
      if (message !== null) ctx.addIssue({ code: "custom", message });
    }),
});
type Typed = z.infer<typeof Typed>;

const toInput = ({ services, ...typed }: Typed) => ({
  ...typed,
  services: services.split(",").flatMap((service) => service.trim() || []),
});

export function AddCarrier({ open, onOpen }: DialogProps) {
  const create = trpc.parcels.createCarrier.useMutation({ onSuccess: () => onOpen(false) });
  return (
    <Dialog open={open} onOpen={onOpen} title="Add a carrier">
      <CarrierForm
        values={{ name: "", services: "", trackingLink: "" }}
        submit="Add carrier"
        pending={create.isPending}
        error={create.error}
        onSubmit={(typed) => create.mutate(toInput(typed))}
      />
    </Dialog>
  );
}

export function EditCarrier({ carrier, open, onOpen }: DialogProps & { carrier: Carrier }) {
  const { id: carrierId, version, name, services, trackingLink } = carrier;
  const edit = trpc.parcels.editCarrier.useMutation({ onSuccess: () => onOpen(false) });
  return (
    <Dialog open={open} onOpen={onOpen} title={`Edit ${name}`}>
      <CarrierForm
        values={{ name, services: services.join(", "), trackingLink }}
        submit="Save"
        pending={edit.isPending}
        error={edit.error}
        onSubmit={(typed) => edit.mutate({ ...toInput(typed), carrierId, version })}
      />
    </Dialog>
  );
}

type CarrierFormProps = {
  values: Typed;
  submit: string;
  pending: boolean;
  error: Parameters<typeof RefusalNotice>[0]["of"];
  onSubmit: (typed: Typed) => void;
};

function CarrierForm({ values, submit, pending, error, onSubmit }: CarrierFormProps) {
  const form = useZodForm(Typed, values);
  return (
    <Form form={form} onSubmit={onSubmit} pending={pending} label="Carrier">
      <TextField name="name" label="Name" placeholder="DHL" autoComplete="off" />
      <TextField
        name="services"
        label="Services"
        optional
        placeholder="Parcel, Express"
        hint="With commas between them."
      />
      <TextField
        name="trackingLink"
        label="Tracking link"
        optional
        placeholder="https://example.com/track/{tracking}"
        hint="{tracking} stands for the tracking number of a parcel."
      />
      <RefusalNotice of={error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}
