"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type * as z from "zod";
import { CarrierFields } from "@/app/(staff)/_parcels/parcel-fields";
import { RefusalNotice } from "@/client/refusal";
import { useShop } from "@/client/shop";
import { type Outputs, trpc } from "@/client/trpc";
import { EXEMPTION_CHOICES } from "@/modules/catalog/taxes/vatex";
import { CustomerTerms } from "@/modules/customers/contract";
import { methodOptions } from "@/modules/shop/payment-method";
import { formatCount } from "@/shared/plural";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { NumberField } from "@/ui/number-field";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { useReadBack } from "./use-read-back";
import { useVersion } from "./use-version";

type Customer = Pick<
  Outputs["customers"]["get"],
  | "id"
  | "version"
  | "name"
  | "paymentTermsDays"
  | "paymentMethod"
  | "carrierId"
  | "carrierService"
  | "creditLimit"
  | "creditPolicy"
  | "taxExemptReason"
  | "taxExemptCode"
  | "taxExemptNumber"
  | "taxExemptUntil"
>;
type TermsDialogProps = { open: boolean; onOpen: (open: boolean) => void; customer: Customer };

export function TermsDialog({ open, onOpen, customer }: TermsDialogProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title={`Terms of ${customer.name}`}>
      <TermsForm customer={customer} onSaved={() => onOpen(false)} />
    </Dialog>
  );
}

const AS_SHOP = "shop";
const ANY_METHOD = "any";

function TermsForm({ customer, onSaved }: { customer: Customer; onSaved: () => void }) {
  const { paymentTermsDays, creditLimit, creditPolicy, taxExemptReason, ...exempt } = customer;
  const { taxExemptCode, taxExemptNumber, taxExemptUntil } = exempt;
  const shop = useShop();
  const form = useZodForm(CustomerTerms, {
    paymentTermsDays,
    paymentMethod: customer.paymentMethod,
    carrier: customer.carrierId === null ? null : { carrierId: customer.carrierId, service: customer.carrierService },
    creditLimit,
    creditPolicy,
    taxExemptReason,
    taxExemptCode,
    taxExemptNumber,
    taxExemptUntil,
  });
  const { version, onError } = useVersion(customer.version);
  const readBack = useReadBack(customer.id);
  const set = trpc.customers.setTerms.useMutation({
    onError,
    onSuccess: async () => {
      await readBack();
      notify.success("Terms saved");
      onSaved();
    },
  });
  return (
    <Form
      form={form}
      onSubmit={(terms) => set.mutate({ customerId: customer.id, version, ...terms })}
      pending={set.isPending}
      label="Terms"
    >
      <NumberField
        name="paymentTermsDays"
        label="Payment terms"
        unit="days"
        hint={`From the day an order ships. Empty for the shop's: ${
          shop.paymentTermsDays === null ? "none" : formatCount(shop.paymentTermsDays, "day")
        }.`}
        nullable
        optional
      />
      <GoesWith />
      <PaysBy chosen={customer.paymentMethod} />
      <MoneyField name="creditLimit" label="Credit limit" hint="Empty for no limit." nullable optional />
      <SelectField
        name="creditPolicy"
        label="Above the limit"
        none={AS_SHOP}
        options={[
          { value: AS_SHOP, label: `As the shop: ${shop.creditPolicy === "refuse" ? "refuse" : "confirm and warn"}` },
          { value: "warn", label: "Confirm and warn" },
          { value: "refuse", label: "Refuse to confirm" },
        ]}
      />
      <Exemption />
      <RefusalNotice of={set.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save terms</SubmitButton>
      </FormActions>
    </Form>
  );
}

function PaysBy({ chosen }: { chosen: string | null }) {
  const { data: methods = [] } = trpc.shop.listPaymentMethods.useQuery();
  return (
    <SelectField
      name="paymentMethod"
      label="Pays by"
      none={ANY_METHOD}
      options={[{ value: ANY_METHOD, label: "Not said" }, ...methodOptions(methods, chosen)]}
    />
  );
}

/** With whom their new orders go unless they name another. */
function GoesWith() {
  const { setValue } = useFormContext<z.input<typeof CustomerTerms>>();
  const carrier = useWatch<z.input<typeof CustomerTerms>, "carrier">({ name: "carrier" });
  const fields = { carrierId: carrier?.carrierId ?? null, service: carrier?.service ?? "" };
  return (
    <FormGrid>
      <CarrierFields
        size="md"
        fields={fields}
        onFields={(change) => {
          const { carrierId, service } = { ...fields, ...change };
          setValue("carrier", carrierId === null ? null : { carrierId, service }, { shouldDirty: true });
        }}
      />
    </FormGrid>
  );
}

function Exemption() {
  return (
    <>
      <TextField
        name="taxExemptReason"
        label="Exempt from tax"
        optional
        placeholder="Diplomatic mission"
        hint="Why they pay no tax, as documents say it. Empty where they pay it."
      />
      <ChoiceField
        name="taxExemptCode"
        label="Code for electronic invoices"
        choices={EXEMPTION_CHOICES}
        placeholder="None fits"
        optional
      />
      <FormGrid>
        <TextField name="taxExemptNumber" label="Certificate" optional autoComplete="off" />
        <TextField name="taxExemptUntil" label="Exempt until" type="date" optional emptyAs={null} />
      </FormGrid>
    </>
  );
}
