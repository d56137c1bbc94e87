"use client";

import { Download, FileText, Mail } from "lucide-react";
import { useState } from "react";
import { InvoiceBadge } from "@/app/(staff)/_invoices/invoice-badge";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { documentPath, eInvoicePath } from "@/modules/documents/document";
import { formatInvoiceNumber, INVOICE_KIND_NAMES } from "@/modules/invoices/invoice";
import { formatOrderNumber } from "@/modules/orders/order";
import { countryName } from "@/shared/countries";
import { formatDay } from "@/shared/dates";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { buttonStyle } from "@/ui/button-style";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { deferred, onDemand } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { PlainLink } from "@/ui/plain-link";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import type { Invoice } from "./invoice-data";
import { InvoiceLines } from "./invoice-lines";

const SendDialog = onDemand(() => import("@/app/(staff)/_mails/send-dialog").then((file) => file.SendDialog));
const SentMails = deferred(() => import("@/app/(staff)/_mails/sent-mails").then((file) => file.SentMails));
const CreditDialog = onDemand(() => import("./credit-dialog").then((file) => file.CreditDialog));

export function InvoiceScreen({ invoiceId }: { invoiceId: string }) {
  const invoice = trpc.invoices.get.useQuery({ invoiceId });
  return (
    <Loaded query={invoice} skeleton={<DetailSkeleton />}>
      {(invoice) => <InvoicePage invoice={invoice} />}
    </Loaded>
  );
}

function InvoicePage({ invoice }: { invoice: Invoice }) {
  const [isCrediting, setCrediting] = useState(false);
  const [isSending, setSending] = useState(false);
  const maySend = useCan("documents.send");
  const mayCredit = useCan("invoices.credit") && invoice.mayBeCredited;
  const called = formatInvoiceNumber(invoice);
  const sending = { kind: invoice.kind, documentId: invoice.id, called };
  return (
    <>
      <PageHeader
        title={`${INVOICE_KIND_NAMES[invoice.kind]} ${called}`}
        breadcrumb={[{ label: "Invoices", href: "/invoices" }, { label: called }]}
        badge={invoice.kind === "invoice" && <InvoiceBadge {...invoice} />}
        description={
          <>
            Issued <DateTime at={invoice.issuedAt} /> by {invoice.issuedByName}
          </>
        }
        actions={
          <>
            {mayCredit && <Button onClick={() => setCrediting(true)}>Credit</Button>}
            {maySend && (
              <Button icon={<Mail aria-hidden />} onClick={() => setSending(true)}>
                Email
              </Button>
            )}
            {invoice.hasEInvoice && (
              <PlainLink href={eInvoicePath(invoice.id)} className={buttonStyle({})}>
                <Download aria-hidden className="size-4" />
                E-invoice
              </PlainLink>
            )}
            <PlainLink
              href={documentPath(invoice.kind, invoice.id)}
              target="_blank"
              rel="noreferrer"
              className={buttonStyle({ variant: "primary" })}
            >
              <FileText aria-hidden className="size-4" />
              Open PDF
            </PlainLink>
          </>
        }
      />
      <PageBody aside={<Aside invoice={invoice} />}>
        <InvoiceLines invoice={invoice} />
      </PageBody>
      {maySend && <SendDialog sending={sending} open={isSending} onOpen={setSending} />}
      {mayCredit && <CreditDialog invoice={invoice} open={isCrediting} onOpen={setCrediting} />}
    </>
  );
}

function Aside({ invoice }: { invoice: Invoice }) {
  const { buyer, creditNotes, currency, eInvoiceAsksFor } = invoice;
  return (
    <>
      <Card>
        <CardHeader title="Payment" />
        <DescriptionList items={sumsOf(invoice)} />
      </Card>
      <Card>
        <CardHeader title="About" />
        <DescriptionList items={factsOf(invoice)} />
        {eInvoiceAsksFor.length > 0 && (
          <p className="mt-2 text-xs text-muted">
            No electronic form, which asks for {eInvoiceAsksFor.join(", and for ")}.
          </p>
        )}
      </Card>
      <Card>
        <CardHeader title="Billed to" />
        <p className="text-sm whitespace-pre-line">{billedTo(buyer)}</p>
        <p className="mt-2 text-xs text-muted">As it was when this was issued.</p>
      </Card>
      <SentMails orderId={invoice.orderId} documentId={invoice.id} />
      {creditNotes.length > 0 && (
        <Card>
          <CardHeader title="Credit notes" />
          <ul aria-label="Credit notes" className="flex flex-col divide-y divide-border text-sm">
            {creditNotes.map((note) => (
              <li key={note.id} className="flex items-center justify-between gap-2 py-1.5">
                <TextLink href={`/invoices/${note.id}`}>{formatInvoiceNumber(note)}</TextLink>
                <Money minor={-note.total} currency={currency} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function billedTo({ name, address, postcode, city, country, vatNumber }: Invoice["buyer"]): string {
  const lines = [name, address, `${postcode} ${city}`.trim(), countryName(country), vatNumber];
  return lines.filter((line) => line !== "").join("\n");
}

function sumsOf({ kind, total, credited, open, prepaid, dueOn, currency }: Invoice) {
  const money = (minor: number) => <Money minor={minor} currency={currency} />;
  if (kind === "credit-note") return [{ label: "Credited", value: money(total) }];
  return [
    { label: "Total", value: money(total) },
    ...(prepaid > 0 ? [{ label: "Paid before", value: money(prepaid) }] : []),
    ...(credited > 0 ? [{ label: "Credited", value: money(-credited) }] : []),
    { label: "Left to pay", value: <strong className="font-semibold">{money(open)}</strong> },
    ...(dueOn === null ? [] : [{ label: "Due", value: formatDay(dueOn) }]),
  ];
}

function factsOf({ orderId, orderNumber, customerId, customerName, ...invoice }: Invoice) {
  const { correctsId, correctsYear, correctsNumber, issuedOn, deliveredOn, reason } = invoice;
  const corrected =
    correctsId === null || correctsYear === null || correctsNumber === null
      ? null
      : formatInvoiceNumber({ kind: "invoice", year: correctsYear, number: correctsNumber });
  return [
    { label: "Order", value: <TextLink href={`/orders/${orderId}`}>{formatOrderNumber(orderNumber)}</TextLink> },
    { label: "Customer", value: <TextLink href={`/customers/${customerId}`}>{customerName}</TextLink> },
    ...(corrected === null
      ? []
      : [{ label: "Corrects", value: <TextLink href={`/invoices/${correctsId}`}>{corrected}</TextLink> }]),
    ...(reason ? [{ label: "Reason", value: reason }] : []),
    { label: "Issued on", value: formatDay(issuedOn) },
    ...(deliveredOn === null ? [] : [{ label: "Delivered on", value: formatDay(deliveredOn) }]),
  ];
}
