"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
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
import { Skeleton } from "@/ui/skeleton";
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
      <Ready invoice={invoice} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

/** What came back of the order, or was cancelled, and is on no credit note yet, is there to begin with. */
function Ready({ invoice, onDone }: { invoice: Invoice; onDone: () => void }) {
  const suggested = trpc.invoices.suggest.useQuery({ orderId: invoice.orderId });
  return (
    <Loaded query={suggested} skeleton={<Skeleton className="h-40" />}>
      {({ toCredit }) => <Asked invoice={invoice} toCredit={toCredit} onDone={onDone} />}
    </Loaded>
  );
}

const CreditForm = z.strictObject({
  reason: CreditInvoice.shape.reason,
  /** Of each line that has anything left, how many items. */
  quantities: z.array(
    z.number("Enter a whole number.").int("Enter a whole number.").min(0, "Enter 0 or more.").nullish(),
  ),
  invoiceLineId: z.string(),
  amount: z.number("Enter an amount.").int("Enter an amount.").min(1, "Enter an amount above 0.").nullish(),
});
type Values = z.infer<typeof CreditForm>;

const SCOPES = ["all", "items", "amount"] as const;
type Scope = (typeof SCOPES)[number];

type Left = { id: string; orderLineId: string | null; name: string; isFee: boolean; left: number; amount: number };
type ToCredit = Outputs["invoices"]["suggest"]["toCredit"];

/** What is not credited yet, in the terms of the price. */
function leftOf({ lines, shipping, pricesIncludeTax }: Invoice): Left[] {
  const all = [
    ...lines.map((line) => ({ ...line, isFee: line.quantity === 0 })),
    ...(shipping ? [{ ...shipping, name: "Shipping", isFee: false }] : []),
  ];
  return all.flatMap(({ id, orderLineId, name, isFee, left, leftAmount }) => {
    const amount = leftAmount ? leftAmount.net + (pricesIncludeTax ? leftAmount.tax : 0) : 0;
    return left > 0 || amount > 0 ? [{ id, orderLineId, name, isFee, left, amount }] : [];
  });
}

/** Of each line that has items left, how many of them are to be credited; null for none. */
function suggestedOf(left: readonly Left[], toCredit: ToCredit): (number | null)[] {
  return left.map((line) => {
    const due = toCredit.find(({ orderLineId }) => orderLineId === line.orderLineId)?.quantity ?? 0;
    return Math.min(due, line.left) || null;
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

type AskedProps = { invoice: Invoice; toCredit: ToCredit; onDone: () => void };

function Asked({ invoice, toCredit, onDone }: AskedProps) {
  const { id: invoiceId, seen } = invoice;
  const router = useRouter();
  const left = leftOf(invoice);
  const [quantities] = useState(() => suggestedOf(left, toCredit));
  const isSuggested = quantities.some((quantity) => quantity !== null);
  const [scope, setScope] = useState<Scope>(isSuggested ? "items" : "all");
  /** A fee, or the rest of an amount, has no items. */
  const scopes = left.some(({ left: items }) => items > 0) ? SCOPES : SCOPES.filter((value) => value !== "items");
  const form = useZodForm(CreditForm, {
    reason: "",
    quantities,
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
      {isSuggested && (
        <p className="text-sm text-muted">
          Filled in is what came back or was cancelled, and is on no credit note yet.
        </p>
      )}
      <RadioGroup
        label="What is credited"
        value={scope}
        onValue={setScope}
        options={scopes.map((value) => ({ value, label: labels[value] }))}
      />
      <CreditedFields scope={scope} left={left} invoice={invoice} />
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

type CreditedFieldsProps = { scope: Scope; left: readonly Left[]; invoice: Invoice };

function CreditedFields({ scope, left, invoice: { currency, pricesIncludeTax } }: CreditedFieldsProps) {
  if (scope === "all")
    return left.some(({ isFee }) => isFee) ? (
      <p className="text-sm text-muted">
        The next invoice has the restocking fee again. To waive it, credit it as an amount.
      </p>
    ) : null;
  if (scope === "items")
    return left.map(({ id, name, left: items }, index) =>
      items > 0 ? (
        <NumberField key={id} name={`quantities.${index}`} label={name} hint={`${items} left.`} nullable />
      ) : null,
    );
  return (
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
  );
}
