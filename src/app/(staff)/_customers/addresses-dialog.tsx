"use client";

import { Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { COUNTRY_CHOICES } from "@/app/(staff)/_settings/choices";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { SetAddresses } from "@/modules/customers/contract";
import { Button } from "@/ui/button";
import { CheckboxField } from "@/ui/checkbox-field";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { IconButton } from "@/ui/icon-button";
import { Notice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { useReadBack } from "./use-read-back";
import { useVersion } from "./use-version";

type Customer = Pick<Outputs["customers"]["get"], "id" | "version" | "name" | "addresses" | "country">;
type AddressesDialogProps = { open: boolean; onOpen: (open: boolean) => void; customer: Customer };

export function AddressesDialog({ open, onOpen, customer }: AddressesDialogProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title={`Other addresses of ${customer.name}`}>
      <AddressesForm customer={customer} onSaved={() => onOpen(false)} />
    </Dialog>
  );
}

const newAddress = (country: string) => ({
  recipient: "",
  address: "",
  postcode: "",
  city: "",
  country,
  isDeliveryDefault: false,
  isBillingDefault: false,
});
const AddressesInput = SetAddresses.pick({ addresses: true });

function AddressesForm({ customer, onSaved }: { customer: Customer; onSaved: () => void }) {
  const { id: customerId, addresses: known, country } = customer;
  const form = useZodForm(AddressesInput, { addresses: known.length > 0 ? known : [newAddress(country)] });
  const { version, onError } = useVersion(customer.version);
  const readBack = useReadBack(customerId);
  const set = trpc.customers.setAddresses.useMutation({
    onError,
    onSuccess: async () => {
      await readBack();
      notify.success("Addresses saved");
      onSaved();
    },
  });
  const fault = form.formState.errors.addresses;
  const problem = fault?.root?.message ?? fault?.message;
  return (
    <Form
      form={form}
      onSubmit={({ addresses }) => set.mutate({ customerId, version, addresses })}
      pending={set.isPending}
      label="Addresses"
    >
      <p className="text-sm text-muted">
        Beside the main address, which stands in the customer's details and is used unless another one is the default.
      </p>
      <Rows country={country} />
      {problem && <Notice tone="danger">{problem}</Notice>}
      <RefusalNotice of={set.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save addresses</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Rows({ country }: { country: string }) {
  const { control } = useFormContext();
  // The key of a row is not the id of the address, which is sent.
  const addresses = useFieldArray({ control, name: "addresses", keyName: "key" });
  return (
    <>
      {addresses.fields.map((field, index) => (
        <fieldset key={field.key} className="flex items-start gap-2 border-b border-border pb-4">
          <legend className="sr-only">Address {index + 1}</legend>
          <AddressFields at={`addresses.${index}`} />
          <IconButton
            label={`Remove address ${index + 1}`}
            icon={<Trash2 aria-hidden />}
            onClick={() => addresses.remove(index)}
          />
        </fieldset>
      ))}
      <Button icon={<Plus aria-hidden />} className="self-start" onClick={() => addresses.append(newAddress(country))}>
        Add address
      </Button>
    </>
  );
}

function AddressFields({ at }: { at: string }) {
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      <TextField name={`${at}.recipient`} label="Recipient" hint="If it isn't the customer's name." optional />
      <TextField name={`${at}.address`} label="Address" rows={2} autoComplete="off" />
      <FormGrid columns={3}>
        <TextField name={`${at}.postcode`} label="Postcode" autoComplete="off" optional />
        <TextField name={`${at}.city`} label="City" autoComplete="off" optional />
        <ChoiceField name={`${at}.country`} label="Country" choices={COUNTRY_CHOICES} optional />
      </FormGrid>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <CheckboxField name={`${at}.isDeliveryDefault`} label="Default for deliveries" />
        <CheckboxField name={`${at}.isBillingDefault`} label="Default for bills" />
      </div>
    </div>
  );
}
