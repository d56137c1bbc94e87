"use client";

import { ReceiptText } from "lucide-react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { InvoiceBadge } from "@/app/(staff)/_invoices/invoice-badge";
import { asOneOf, asText } from "@/client/address";
import { type Outputs, trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatInvoiceNumber, INVOICE_FILTERS, type InvoiceFilter } from "@/modules/invoices/invoice";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatDay } from "@/shared/dates";
import { oneOf } from "@/shared/one-of";
import { Money } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { deferred } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { useRowSelection } from "@/ui/row-selection";
import { TextLink } from "@/ui/text-link";

type Row = Outputs["invoices"]["list"]["rows"][number];

const NO_ROWS: readonly Row[] = [];

const FILTER_LABELS = {
  open: "Open",
  overdue: "Overdue",
  paid: "Paid",
  credited: "Credited",
} as const satisfies Record<InvoiceFilter, string>;

const day = (on: string | null) => on && <span className="whitespace-nowrap text-muted">{formatDay(on)}</span>;

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "number",
    header: "Number",
    card: "title",
    hideable: false,
    width: "10rem",
    cell: (row) => <span className="font-medium whitespace-nowrap">{formatInvoiceNumber(row)}</span>,
  },
  { id: "customer", header: "Customer", card: "subtitle", cell: (row) => row.customerName },
  {
    id: "order",
    header: "Order",
    width: "6rem",
    cell: (row) => <TextLink href={`/orders/${row.orderId}`}>{formatOrderNumber(row.orderNumber)}</TextLink>,
  },
  { id: "issuedOn", header: "Issued", width: "8rem", cell: (row) => day(row.issuedOn) },
  { id: "dueOn", header: "Due", width: "8rem", cell: (row) => day(row.dueOn) },
  { id: "state", header: "Status", card: "aside", width: "8rem", cell: (row) => <InvoiceBadge {...row} /> },
  {
    id: "total",
    header: "Total",
    numeric: true,
    width: "8rem",
    cell: (row) => <Money minor={row.kind === "invoice" ? row.total : -row.total} currency={row.currency} />,
  },
  {
    id: "open",
    header: "Left to pay",
    numeric: true,
    width: "8rem",
    cell: (row) => row.open > 0 && <Money minor={row.open} currency={row.currency} />,
  },
];

const ChosenInvoices = deferred(() => import("./chosen-invoices").then((file) => file.ChosenInvoices));

/** Invoices and credit notes, the latest first. */
export function InvoicesScreen() {
  const [{ search, state }, setFilters] = useAddress({ search: asText(""), state: asOneOf(INVOICE_FILTERS, null) });
  const input = { ...(search && { search }), ...(state && { state }) };
  const invoices = trpc.invoices.list.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(invoices);
  const selection = useRowSelection();
  return (
    <>
      <PageHeader title="Invoices" description="Issued from orders, and corrected by credit notes." />
      <DataTable
        label="Invoices"
        columns={COLUMNS}
        {...list}
        rowId={(row) => row.id}
        href={(row) => `/invoices/${row.id}`}
        selection={selection}
        nameOf={(row) => formatInvoiceNumber(row)}
        empty={
          search || state ? (
            <EmptyState icon={<ReceiptText />} title="No invoice matches">
              Enter a whole number, such as INV-2026-1001 or 1001, or choose another status.
            </EmptyState>
          ) : (
            <EmptyState icon={<ReceiptText />} title="No invoices yet">
              Open an order that has shipped and choose Issue invoice.
            </EmptyState>
          )
        }
        toolbar={
          <FilterBar
            search={{
              value: search,
              onChange: (value) => setFilters({ search: value }),
              placeholder: "Search by number",
            }}
            filters={[
              {
                id: "state",
                label: "Status",
                options: INVOICE_FILTERS.map((value) => ({ value, label: FILTER_LABELS[value] })),
                value: state,
                onChange: (value) => setFilters({ state: oneOf(INVOICE_FILTERS, value) }),
              },
            ]}
            actions={<ExportList of="invoices.list" filters={input} />}
            onClear={() => setFilters({ search: null, state: null })}
          />
        }
      />
      <ChosenInvoices selection={selection} shown={list.rows ?? NO_ROWS} />
    </>
  );
}
