"use client";

import { Receipt } from "lucide-react";
import { useState } from "react";
import { InvoiceBadge } from "@/app/(staff)/_invoices/invoice-badge";
import { invoicesOf } from "@/app/(staff)/_invoices/questions";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { formatInvoiceNumber } from "@/modules/invoices/invoice";
import { formatDay } from "@/shared/dates";
import { formatCount } from "@/shared/plural";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { Notice } from "@/ui/notice";
import { onDemand } from "@/ui/on-demand";
import { TextLink } from "@/ui/text-link";

const IssueInvoiceDialog = onDemand(() => import("./issue-invoice-dialog").then((file) => file.IssueInvoiceDialog));

/** The invoices of an order and their credit notes, and the next one. */
export function OrderInvoices({ order }: { order: Order }) {
  const { data } = trpc.invoices.list.useQuery(invoicesOf(order.id));
  const [isIssuing, setIssuing] = useState(false);
  const mayIssue =
    useCan("invoices.issue") &&
    order.status !== "draft" &&
    order.lines.some(({ quantity, cancelled }) => quantity > cancelled);
  const rows = data?.rows ?? [];
  if (rows.length === 0 && !mayIssue) return null;
  return (
    <Card>
      <CardHeader title="Invoices" />
      {rows.length === 0 ? (
        <p className="text-sm text-muted">None yet.</p>
      ) : (
        <ol aria-label="Invoices" className="flex flex-col divide-y divide-border text-sm">
          {rows.toReversed().map((row) => (
            <li key={row.id} className="flex flex-col gap-0.5 py-2">
              <span className="flex items-center justify-between gap-2">
                <TextLink href={`/invoices/${row.id}`}>{formatInvoiceNumber(row)}</TextLink>
                <Money minor={row.kind === "invoice" ? row.total : -row.total} currency={row.currency} />
              </span>
              <span className="flex items-center justify-between gap-2 text-xs text-muted">
                {formatDay(row.issuedOn)}
                <InvoiceBadge {...row} />
              </span>
            </li>
          ))}
        </ol>
      )}
      {rows.length > 0 && <ToCredit order={order} />}
      {mayIssue && (
        <Button size="sm" icon={<Receipt aria-hidden />} shortcut="i" className="mt-3" onClick={() => setIssuing(true)}>
          Issue invoice
        </Button>
      )}
      {mayIssue && <IssueInvoiceDialog order={order} open={isIssuing} onOpen={setIssuing} />}
    </Card>
  );
}

/** What is still on invoices although it is billed no more. */
function ToCredit({ order: { id: orderId, lines } }: { order: Order }) {
  const mayBe = lines.some(({ credited, cancelled }) => credited > 0 || cancelled > 0);
  const { data } = trpc.invoices.suggest.useQuery({ orderId }, { enabled: mayBe });
  const items = (mayBe && data ? data.toCredit : []).reduce((sum, { quantity }) => sum + quantity, 0);
  if (items === 0) return null;
  return (
    <Notice tone="warning" className="mt-3">
      {formatCount(items, "item")} that came back or {items === 1 ? "was" : "were"} cancelled{" "}
      {items === 1 ? "is" : "are"} on no credit note yet. Open the invoice and choose Credit.
    </Notice>
  );
}
