"use client";

import { useState } from "react";
import * as z from "zod";
import { COUNTRY_CHOICES } from "@/app/(staff)/_settings/choices";
import { type ClientError, RefusalNotice, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreateCustomer, type CustomerValues } from "@/modules/customers/contract";
import { CUSTOMER_KINDS } from "@/modules/customers/customer-kind";
import { DOCUMENT_LANGUAGES, LANGUAGE_NAMES } from "@/modules/shop/shop";
import { readTags, TAG_CHARACTERS_MAX, TAGS_MAX } from "@/shared/tags";
import { Button } from "@/ui/button";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { useReadBack } from "./use-read-back";

type Known = CustomerValues & { id: string; version: number };
type Saved = { id: string; name: string };

type CustomerDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The customer to edit; a new one where there is none. */
  customer?: Known;
  /** Prefills the name of a new customer: the search that found none. */
  name?: string;
  onSaved?: (customer: Saved) => void;
};

export function CustomerFormDialog({ open, onOpen, customer, name = "", onSaved }: CustomerDialogProps) {
  const close = (saved: Saved) => {
    onSaved?.(saved);
    onOpen(false);
  };
  return (
    <Dialog open={open} onOpen={onOpen} title={customer ? `Edit ${customer.name}` : "New customer"}>
      {customer ? <EditForm customer={customer} onSaved={close} /> : <CreateForm name={name} onSaved={close} />}
    </Dialog>
  );
}

const emptyCustomer = (name: string): CustomerValues => ({
  kind: "company",
  name,
  email: "",
  phone: "",
  address: "",
  postcode: "",
  city: "",
  country: "",
  vatNumber: "",
  groupId: "",
  tags: [],
  note: "",
  language: "",
});

function CreateForm({ name, onSaved }: { name: string; onSaved: (customer: Saved) => void }) {
  const create = trpc.customers.create.useMutation({
    onSuccess: ({ customerId }, values) => {
      notify.success("Customer added", { description: values.name });
      onSaved({ id: customerId, name: values.name });
    },
  });
  return (
    <CustomerForm
      values={emptyCustomer(name)}
      verb="Create customer"
      pending={create.isPending}
      error={create.error}
      onSubmit={(values) => create.mutate(values)}
    />
  );
}

const Conflict = z.object({
  version: z.number(),
  theirs: z.object({
    kind: z.enum(CUSTOMER_KINDS),
    name: z.string(),
    email: z.string(),
    phone: z.string(),
    address: z.string(),
    postcode: z.string(),
    city: z.string(),
    country: z.string(),
    vatNumber: z.string(),
    groupId: z.string(),
    tags: z.array(z.string()),
    note: z.string(),
    language: z.enum(["", ...DOCUMENT_LANGUAGES]).default(""),
  }),
});

const FIELD_NAMES: Record<keyof CustomerValues, string> = {
  kind: "Kind",
  name: "Name",
  email: "Email",
  phone: "Phone",
  address: "Address",
  postcode: "Postcode",
  city: "City",
  country: "Country",
  vatNumber: "VAT number",
  groupId: "Group",
  tags: "Tags",
  note: "Note",
  language: "Language",
};

function conflictOf(error: ClientError | null) {
  const details =
    error && refusalOf(error).code === "customers.changed-meanwhile"
      ? Conflict.safeParse(refusalOf(error).details)
      : null;
  return details?.success ? details.data : null;
}

function EditForm({ customer, onSaved }: { customer: Known; onSaved: (customer: Saved) => void }) {
  const { id, version: _, ...values } = customer;
  // The version this form began with, not the one the page has moved on to since.
  const [version, setVersion] = useState(customer.version);
  const readBack = useReadBack(id);
  const edit = trpc.customers.edit.useMutation({
    onSuccess: async (_answer, sent) => {
      await readBack();
      notify.success("Saved");
      onSaved({ id, name: sent.name });
    },
  });
  const groups = trpc.customers.listGroups.useQuery();
  const nameOfGroup = (groupId: string) => groups.data?.find(({ id }) => id === groupId)?.name;
  const conflict = conflictOf(edit.error);
  const mine = edit.variables;
  const differing =
    conflict && mine
      ? fieldsOf(conflict.theirs).filter((field) => inWords(conflict.theirs[field]) !== inWords(mine[field]))
      : [];
  return (
    <>
      {conflict && (
        <Notice
          tone="warning"
          title="Someone changed this customer while you were editing"
          className="mb-3"
          action={
            <Button
              size="sm"
              onClick={() => {
                setVersion(conflict.version);
                edit.reset();
              }}
            >
              Keep mine
            </Button>
          }
        >
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
            {differing.map((field) => (
              <div key={field} className="contents">
                <dt className="text-muted">{FIELD_NAMES[field]}, theirs</dt>
                <dd>{theirsInWords(conflict.theirs, field, nameOfGroup) || "empty"}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-1">Your entries are kept. Keep them and save again, or enter the other values.</p>
        </Notice>
      )}
      <CustomerForm
        values={values}
        verb="Save"
        pending={edit.isPending}
        error={conflict ? null : edit.error}
        onSubmit={(changed) => edit.mutate({ ...changed, customerId: id, version })}
      />
    </>
  );
}

const inWords = (value: string | readonly string[] | null | undefined): string =>
  typeof value === "string" ? value : (value ?? []).join(", ");

const languageInWords = (language: CustomerValues["language"]): string =>
  language === "" ? "As the shop" : LANGUAGE_NAMES[language];

function theirsInWords(
  theirs: CustomerValues,
  field: keyof CustomerValues,
  nameOfGroup: (groupId: string) => string | undefined,
): string | undefined {
  if (field === "groupId") return nameOfGroup(theirs.groupId);
  return field === "language" ? languageInWords(theirs.language) : inWords(theirs[field]);
}

const fieldsOf = (values: CustomerValues) =>
  Object.keys(values).filter((key): key is keyof CustomerValues => key in FIELD_NAMES);

const NO_GROUP = "none";
const AS_SHOP = "shop";
const LANGUAGE_OPTIONS = [
  { value: AS_SHOP, label: languageInWords("") },
  ...DOCUMENT_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
];
const KIND_OPTIONS = [
  { value: "company", label: "Company" },
  { value: "person", label: "Person" },
];

/** As in the form, where tags are one text. */
const Typed = CreateCustomer.extend({
  tags: z
    .string()
    .transform(readTags)
    .refine((tags) => CreateCustomer.shape.tags.safeParse(tags).success, {
      error: `Enter at most ${TAGS_MAX} tags, of at most ${TAG_CHARACTERS_MAX} characters each.`,
    }),
});

type CustomerFormProps = {
  values: CustomerValues;
  verb: string;
  pending: boolean;
  error: ClientError | null;
  onSubmit: (values: CreateCustomer) => void;
};

function CustomerForm({ values, verb, pending, error, onSubmit }: CustomerFormProps) {
  const form = useZodForm(Typed, { ...values, tags: inWords(values.tags) });
  const groups = trpc.customers.listGroups.useQuery();
  return (
    <Form form={form} onSubmit={onSubmit} pending={pending} label={verb}>
      <FormGrid columns={2}>
        <TextField name="name" label="Name" autoComplete="off" />
        <SelectField name="kind" label="Kind" options={KIND_OPTIONS} />
      </FormGrid>
      <FormGrid columns={2}>
        <TextField name="email" label="Email" type="email" inputMode="email" optional />
        <TextField name="phone" label="Phone" type="tel" optional />
      </FormGrid>
      <TextField name="address" label="Address" rows={2} optional />
      <FormGrid columns={3}>
        <TextField name="postcode" label="Postcode" autoComplete="off" optional />
        <TextField name="city" label="City" autoComplete="off" optional />
        <ChoiceField name="country" label="Country" choices={COUNTRY_CHOICES} optional />
      </FormGrid>
      <FormGrid columns={3}>
        <TextField name="vatNumber" label="VAT number" placeholder="DE123456789" autoComplete="off" optional />
        <SelectField
          name="groupId"
          label="Group"
          none={NO_GROUP}
          options={[
            { value: NO_GROUP, label: "None" },
            ...(groups.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          optional
        />
        <SelectField name="language" label="Language of documents" none={AS_SHOP} options={LANGUAGE_OPTIONS} optional />
      </FormGrid>
      <TextField name="tags" label="Tags" placeholder="vip, export" autoComplete="off" optional />
      <TextField name="note" label="Note" rows={2} optional />
      <RefusalNotice of={error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{verb}</SubmitButton>
      </FormActions>
    </Form>
  );
}
