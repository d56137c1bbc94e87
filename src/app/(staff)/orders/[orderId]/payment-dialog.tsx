"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { useToday } from "@/app/(staff)/_orders/use-today";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded, type QueryState } from "@/client/loaded";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { RecordPayment } from "@/modules/orders/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { excessOf, type PaymentKind, refundable } from "@/modules/orders/payments/payment";
import { recordedMeanwhile } from "@/modules/orders/payments/refusals";
import { firstInUse, methodOptions } from "@/modules/shop/payment-method";
import { formatMoney, type Money, toMoney } from "@/shared/money";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { SelectField } from "@/ui/select-field";
import { Skeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const PaymentForm = RecordPayment.omit({ orderId: true, seen: true });

const WORDS = {
  payment: {
    title: "Record payment of",
    description: "Money that came in. No numbers of cards are kept here.",
    submit: "Record payment",
    done: "recorded",
  },
  refund: {
    title: "Record refund of",
    description: "Money that went back. It makes nothing open again: a payment that bounced is voided instead.",
    submit: "Record refund",
    done: "refunded",
  },
} as const satisfies Record<PaymentKind, object>;

/** What was recorded, and how the shop is paid. */
type Known = Outputs["orders"]["getPayments"];
type AskedProps = { kind: PaymentKind; order: Order };
type PaymentDialogProps = AskedProps & {
  known: QueryState<Known>;
  open: boolean;
  onOpen: (open: boolean) => void;
};

export function PaymentDialog({ known, open, onOpen, ...asked }: PaymentDialogProps) {
  const { title, description } = WORDS[asked.kind];
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`${title} order ${formatOrderNumber(asked.order.number)}`}
      description={description}
    >
      <Loaded inline query={known} skeleton={<Skeleton className="h-72" />}>
        {(known) => <Asked {...asked} known={known} onDone={() => onOpen(false)} />}
      </Loaded>
    </Dialog>
  );
}

/** Money goes back the way it came. */
const methodOf = (kind: PaymentKind, { methods, suggestedMethod, rows }: Known): string =>
  kind === "payment"
    ? suggestedMethod
    : firstInUse(
        methods,
        rows.findLast((row) => row.kind === "payment" && row.voidedAt === null)?.method ?? null,
        suggestedMethod,
      );

/** Begins with all that is open, or too much, today, and how this customer pays: then Enter is enough. */
function Asked({ kind, order, known, onDone }: AskedProps & { known: Known; onDone: () => void }) {
  const { id: orderId, currency, payment } = order;
  const [open, credit] = [toMoney(payment.open), toMoney(payment.credit)];
  const today = useToday();
  const suggested = kind === "payment" ? open : credit || refundable(moneyOf(order));
  const form = useZodForm(PaymentForm, {
    amount: suggested,
    method: methodOf(kind, known),
    paidOn: today,
    reference: "",
    note: "",
  });
  const record = useRecord(kind, order, onDone);
  const { submit } = WORDS[kind];
  // As it was when this was opened. Who is told that others recorded meanwhile has seen that, too.
  const now = kind === "payment" ? order.paid : order.refunded;
  const [opened] = useState(now);
  const isTold = record.error !== null && refusalOf(record.error).code === recordedMeanwhile.code;
  return (
    <Form
      form={form}
      label={submit}
      pending={record.isPending}
      onSubmit={(values) => record.mutate({ ...values, orderId, seen: isTold ? now : opened })}
    >
      <MoneyField name="amount" label="Amount" unit={currency} />
      {kind === "payment" && <Excess open={open} currency={currency} />}
      <FormGrid columns={2}>
        <SelectField name="method" label="Method" options={methodOptions(known.methods)} />
        <TextField name="paidOn" label="Day" type="date" />
      </FormGrid>
      <TextField name="reference" label="Reference" placeholder="e.g. Receipt 4711" optional />
      <TextField name="note" label="Note" optional />
      <RefusalNotice of={record.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}

const moneyOf = ({ paid, refunded }: Order) => ({ paid: toMoney(paid), refunded: toMoney(refunded) });

/** Too much is allowed, and said before it is recorded. */
function Excess({ open, currency }: { open: Money; currency: string }) {
  const amount: unknown = useWatch({ name: "amount" });
  if (typeof amount !== "number" || !Number.isSafeInteger(amount)) return null;
  const excess = excessOf(toMoney(amount), open);
  if (excess === 0) return null;
  return (
    <p role="status" className="text-sm text-warning-text">
      {formatMoney(excess, currency)} more than is left to pay. It is kept as credit.
    </p>
  );
}

function useRecord(kind: PaymentKind, { number, currency }: Order, onDone: () => void) {
  const { client } = trpc.useUtils();
  const undo = async (paymentId: string) => {
    try {
      await client.orders.voidPayment.mutate({ paymentId });
      notify.success(`The ${kind} is voided`);
    } catch (error) {
      notify.error(`The ${kind} was not voided`, { ...(error instanceof Error && { description: error.message }) });
    }
  };
  const onSuccess = ({ paymentId }: { paymentId: string }, { amount }: { amount: number }) => {
    notify.success(`${formatMoney(amount, currency)} ${WORDS[kind].done} for ${formatOrderNumber(number)}`, {
      action: { label: "Undo", run: () => void undo(paymentId) },
    });
    onDone();
  };
  const payment = trpc.orders.recordPayment.useMutation({ onSuccess });
  const refund = trpc.orders.recordRefund.useMutation({ onSuccess });
  return kind === "payment" ? payment : refund;
}
