"use client";

import {
  Ban,
  Banknote,
  BanknoteX,
  ClipboardList,
  Mail,
  MessageSquare,
  PackageCheck,
  PackageX,
  ReceiptText,
  Trash2,
  Truck,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { ShowOlder } from "@/client/show-older";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";
import { AddNote } from "@/modules/customers/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { Money } from "@/ui/amount";
import { Badge, type Tone } from "@/ui/badge";
import { Card } from "@/ui/card";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { IconButton } from "@/ui/icon-button";
import { Skeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/text-field";
import { TextLink } from "@/ui/text-link";
import { Timeline, type TimelineItem } from "@/ui/timeline";
import { notify } from "@/ui/toast";

type Customer = Outputs["customers"]["get"];
type Happening = Outputs["history"]["listCustomerEvents"]["rows"][number];

const PAGE_ROWS = 20;

/** What happened with a customer, and what people noted of them, latest first. */
export function CustomerTimeline({ customer: { id: customerId, name, erasedAt, mergedInto } }: { customer: Customer }) {
  const mayNote = useCan("customers.add-note");
  const events = trpc.history.listCustomerEvents.useInfiniteQuery({ customerId, limit: PAGE_ROWS }, ENDLESS);
  return (
    <Card className="flex flex-col gap-4">
      {mayNote && !erasedAt && !mergedInto && <NewNote customerId={customerId} />}
      <Loaded inline query={events} skeleton={<Skeleton className="h-40" />}>
        {({ pages }) => (
          <div>
            <Timeline
              live
              label={`Timeline of ${name}`}
              items={pages.flatMap(({ rows }) => rows.map(itemOf))}
              empty="Nothing has happened yet. Orders, invoices, returns, payments, emails and notes appear here."
            />
            <ShowOlder of={events} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

const NoteInput = AddNote.pick({ text: true });

function NewNote({ customerId }: { customerId: string }) {
  const form = useZodForm(NoteInput, { text: "" });
  const add = trpc.customers.addNote.useMutation({ onSuccess: () => form.reset() });
  return (
    <Form
      form={form}
      onSubmit={({ text }) => add.mutate({ customerId, text })}
      pending={add.isPending}
      error={add.error && refusalOf(add.error).message}
      label="Add a note"
    >
      <TextField name="text" label="New note" rows={2} placeholder="What was said or agreed" autoComplete="off" />
      <FormActions>
        <SubmitButton variant="secondary">Add note</SubmitButton>
      </FormActions>
    </Form>
  );
}

const LOOKS: Record<Happening["kind"], { icon: ReactNode; tone: Tone }> = {
  placed: { icon: <ClipboardList />, tone: "accent" },
  cancelled: { icon: <Ban />, tone: "neutral" },
  shipped: { icon: <Truck />, tone: "success" },
  payment: { icon: <Banknote />, tone: "success" },
  refund: { icon: <BanknoteX />, tone: "warning" },
  invoice: { icon: <ReceiptText />, tone: "accent" },
  "credit-note": { icon: <ReceiptText />, tone: "warning" },
  "return-authorised": { icon: <Undo2 />, tone: "accent" },
  "return-received": { icon: <PackageCheck />, tone: "warning" },
  "return-closed": { icon: <Undo2 />, tone: "neutral" },
  "return-cancelled": { icon: <PackageX />, tone: "neutral" },
  email: { icon: <Mail />, tone: "accent" },
  note: { icon: <MessageSquare />, tone: "neutral" },
};

function itemOf(event: Happening): TimelineItem {
  const { id, kind, at, byName, text } = event;
  const isNote = kind === "note";
  return {
    id: `${kind} ${id}`,
    title: <Title event={event} />,
    at,
    ...(byName && { who: byName }),
    ...(text !== "" && !isNote && { body: text }),
    ...LOOKS[kind],
  };
}

function Title({ event }: { event: Happening }) {
  const { kind, orderId, number, isVoided } = event;
  if (kind === "note" || orderId === null || number === null) return <Note event={event} />;
  const order = <TextLink href={`/orders/${orderId}`}>{formatOrderNumber(number)}</TextLink>;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span>{TITLES[kind](order, factsOf(event))}</span>
      {isVoided && <Badge>{kind === "email" ? "Not sent" : "Voided"}</Badge>}
    </span>
  );
}

type Facts = { sum: ReactNode; subject: ReactNode; items: string };

/** `subject` is the return, invoice or credit note. */
const factsOf = ({ kind, amount, quantity, subjectId, subjectName }: Happening): Facts => ({
  sum: amount === null ? null : <Money minor={amount} />,
  subject: subjectId !== null && (
    <TextLink href={`/${kind.startsWith("return") ? "returns" : "invoices"}/${subjectId}`}>{subjectName}</TextLink>
  ),
  items: formatCount(quantity ?? 0, "item"),
});

const TITLES: Record<Exclude<Happening["kind"], "note">, (order: ReactNode, facts: Facts) => ReactNode> = {
  placed: (order, { sum }) => (
    <>
      Order {order} placed, {sum}
    </>
  ),
  cancelled: (order) => <>Order {order} cancelled</>,
  shipped: (order) => <>Order {order} shipped</>,
  payment: (order, { sum }) => (
    <>
      {sum} paid for order {order}
    </>
  ),
  refund: (order, { sum }) => (
    <>
      {sum} refunded for order {order}
    </>
  ),
  email: (order) => <>Emailed for order {order}</>,
  invoice: (order, { subject, sum }) => (
    <>
      Invoice {subject} issued for order {order}, {sum}
    </>
  ),
  "credit-note": (order, { subject, sum }) => (
    <>
      Credit note {subject} issued for order {order}, {sum}
    </>
  ),
  "return-authorised": (order, { subject, items }) => (
    <>
      Return {subject} of order {order} authorised, {items}
    </>
  ),
  "return-received": (order, { subject, items }) => (
    <>
      Return {subject} of order {order} received, {items}
    </>
  ),
  "return-closed": (order, { subject }) => (
    <>
      Return {subject} of order {order} closed
    </>
  ),
  "return-cancelled": (order, { subject }) => (
    <>
      Return {subject} of order {order} cancelled
    </>
  ),
};

function Note({ event: { id: noteId, text, mayRemove } }: { event: Happening }) {
  const remove = trpc.customers.removeNote.useMutation({
    onError: (error) => notify.error("The note stays", { description: refusalOf(error).message }),
    onSuccess: () => notify.success("Note removed"),
  });
  return (
    <span className="flex items-start gap-2">
      <span className="min-w-0 flex-1 whitespace-pre-line">{text}</span>
      {mayRemove && (
        <IconButton
          label="Remove note"
          size="sm"
          icon={<Trash2 aria-hidden />}
          disabled={remove.isPending}
          onClick={() => remove.mutate({ noteId })}
        />
      )}
    </span>
  );
}
