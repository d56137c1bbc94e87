"use client";

import { Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { SetContacts } from "@/modules/customers/contract";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { IconButton } from "@/ui/icon-button";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { useReadBack } from "./use-read-back";
import { useVersion } from "./use-version";

type Customer = Pick<Outputs["customers"]["get"], "id" | "version" | "name" | "contacts">;
type ContactsDialogProps = { open: boolean; onOpen: (open: boolean) => void; customer: Customer };

export function ContactsDialog({ open, onOpen, customer }: ContactsDialogProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title={`Contacts of ${customer.name}`}>
      <ContactsForm customer={customer} onSaved={() => onOpen(false)} />
    </Dialog>
  );
}

const NEW = { name: "", role: "", email: "", phone: "" };
const ContactsInput = SetContacts.pick({ contacts: true });

function ContactsForm({ customer, onSaved }: { customer: Customer; onSaved: () => void }) {
  const known = customer.contacts.map(({ id: _, ...contact }) => contact);
  const form = useZodForm(ContactsInput, { contacts: known.length > 0 ? known : [NEW] });
  const { version, onError } = useVersion(customer.version);
  const readBack = useReadBack(customer.id);
  const set = trpc.customers.setContacts.useMutation({
    onError,
    onSuccess: async () => {
      await readBack();
      notify.success("Contacts saved");
      onSaved();
    },
  });
  return (
    <Form
      form={form}
      onSubmit={({ contacts }) => set.mutate({ customerId: customer.id, version, contacts })}
      pending={set.isPending}
      label="Contacts"
    >
      <Rows />
      <RefusalNotice of={set.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save contacts</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Rows() {
  const { control } = useFormContext();
  const contacts = useFieldArray({ control, name: "contacts" });
  return (
    <>
      {contacts.fields.map((field, index) => (
        <fieldset key={field.id} className="flex items-start gap-2 border-b border-border pb-4">
          <legend className="sr-only">Contact {index + 1}</legend>
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <FormGrid columns={2}>
              <TextField name={`contacts.${index}.name`} label="Name" autoComplete="off" />
              <TextField name={`contacts.${index}.role`} label="Role" placeholder="Purchasing" optional />
            </FormGrid>
            <FormGrid columns={2}>
              <TextField name={`contacts.${index}.email`} label="Email" type="email" autoComplete="off" optional />
              <TextField name={`contacts.${index}.phone`} label="Phone" type="tel" autoComplete="off" optional />
            </FormGrid>
          </div>
          <IconButton
            label={`Remove contact ${index + 1}`}
            icon={<Trash2 aria-hidden />}
            onClick={() => contacts.remove(index)}
          />
        </fieldset>
      ))}
      <Button icon={<Plus aria-hidden />} className="self-start" onClick={() => contacts.append(NEW)}>
        Add contact
      </Button>
    </>
  );
}
