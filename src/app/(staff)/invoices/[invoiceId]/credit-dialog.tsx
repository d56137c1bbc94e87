"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreditInvoice } from "@/modules/invoices/contract";
import { formatInvoiceNumber } from "@/modules/invoices/invoice";
import { formatMoney } from "@/shared/money";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { Notice } from "@/ui/notice";
import { NumberField } from "@/ui/number-field";
import { RadioGroup } from "@/ui/radio-group";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import type { Invoice } from "./invoice-data";

type CreditDialogProps = { invoice: Invoice; open: boolean; onOpen: (open: boolean) => void };

export function CreditDialog({ invoice, open, onOpen }: CreditDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={`Credit ${formatInvoiceNumber(invoice)}`}
      description="A credit note takes the invoice back, in part or whole. It refunds nothing and brings no items back."
    >
      <Asked invoice={invoice} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const CreditForm = z.strictObject({
  reason: CreditInvoice.shape.reason,
  /** Of each line that has items left. */
  quantities: z.array(
    z.number("Enter a whole number.").int("Enter a whole number.").min(0, "Enter 0 or more.").nullish(),
  ),
  invoiceLineId: z.string(),
  amount: z.number("Enter an amount.").int("Enter an amount.").min(1, "Enter an amount above 0.").nullish(),
});
type Values = z.infer<typeof CreditForm>;

const SCOPES = ["all", "items", "amount"] as const;
type Scope = (typeof SCOPES)[number];

type Left = { id: string; name: string; left: number; amount: number };

/** What is not credited yet, in the terms of the price. */
function leftOf({ lines, shipping, pricesIncludeTax }: Invoice): Left[] {
  const all = [...lines, ...(shipping ? [{ ...shipping, name: "Shipping" }] : [])];
  return all.flatMap(({ id, name, left, leftAmount }) => {
    const amount = leftAmount ? leftAmount.net + (pricesIncludeTax ? leftAmount.tax : 0) : 0;
    return left > 0 || amount > 0 ? [{ id, name, left, amount }] : [];
  });
}

function linesOf(scope: Scope, { quantities, invoiceLineId, amount }: Values, left: readonly Left[]) {
  if (scope === "all") return {};
  if (scope === "amount") return { lines: [{ invoiceLineId, amount: amount ?? 0 }] };
  const lines = left.flatMap(({ id }, index) => {
    const quantity = quantities[index] ?? 0;
    return quantity > 0 ? [{ invoiceLineId: id, quantity }] : [];
  });
  return { lines };
}

function Asked({ invoice, onDone }: { invoice: Invoice; onDone: () => void }) {
  const { id: invoiceId, seen, currency, pricesIncludeTax } = invoice;
  const router = useRouter();
  const [scope, setScope] = useState<Scope>("all");
  const left = leftOf(invoice);
  const form = useZodForm(CreditForm, {
    reason: "",
    quantities: left.map(() => null),
    invoiceLineId: left[0]?.id ?? "",
    amount: null,
  });
  const credit = trpc.invoices.credit.useMutation({
    onSuccess: (issued) => {
      notify.success(`${formatInvoiceNumber(issued)} is issued`);
      onDone();
      router.push(`/invoices/${issued.invoiceId}`);
    },
  });
  const labels = { all: "All that is left", items: "Some items", amount: "An amount" } as const satisfies Record<
    Scope,
    string
  >;
  const isEmpty = (values: Values) => scope === "items" && !values.quantities.some((quantity) => (quantity ?? 0) > 0);
  const [isNothingChosen, setNothingChosen] = useState(false);
  return (
    <Form
      form={form}
      label="Credit note"
      pending={credit.isPending}
      onSubmit={(values) => {
        setNothingChosen(isEmpty(values));
        if (!isEmpty(values))
          credit.mutate({ invoiceId, reason: values.reason, seen, ...linesOf(scope, values, left) });
      }}
    >
      <RadioGroup
        label="What is credited"
        value={scope}
        onValue={setScope}
        options={SCOPES.map((value) => ({ value, label: labels[value] }))}
      />
      {scope === "items" &&
        left.map(({ id, name, left: items }, index) => (
          <NumberField key={id} name={`quantities.${index}`} label={name} hint={`${items} left.`} nullable />
        ))}
      {scope === "amount" && (
        <FormGrid columns={2}>
          <SelectField
            name="invoiceLineId"
            label="Off"
            options={left.map(({ id, name, amount }) => ({
              value: id,
              label: `${name}, ${formatMoney(amount, currency)} left`,
            }))}
          />
          <MoneyField name="amount" label={pricesIncludeTax ? "Amount with tax" : "Amount before tax"} nullable />
        </FormGrid>
      )}
      {isNothingChosen && scope === "items" && <Notice tone="danger">Enter how many items are credited.</Notice>}
      <TextField name="reason" label="Reason" hint="It stands on the credit note." />
      <RefusalNotice of={credit.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Issue credit note</SubmitButton>
      </FormActions>
    </Form>
  );
}
