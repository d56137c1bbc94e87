"use client";

import { useState } from "react";
import { InvoiceBadge } from "@/app/(staff)/_invoices/invoice-badge";
import { invoicesOf } from "@/app/(staff)/_invoices/questions";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { formatInvoiceNumber } from "@/modules/invoices/invoice";
import { formatDay } from "@/shared/dates";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
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
      {mayIssue && (
        <Button size="sm" className="mt-3" onClick={() => setIssuing(true)}>
          Issue invoice
        </Button>
      )}
      {mayIssue && <IssueInvoiceDialog order={order} open={isIssuing} onOpen={setIssuing} />}
    </Card>
  );
}
