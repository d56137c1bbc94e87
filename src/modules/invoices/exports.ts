import { defineExport } from "@/platform/exports/define-export";
import { minorDigits, toDecimalText } from "@/shared/money";
import { ListInvoices } from "./contract";
import { formatInvoiceNumber, INVOICE_KIND_NAMES } from "./invoice";
import { listInvoices } from "./queries";

const amount = (minor: number, currency: string) => toDecimalText(minor, minorDigits(currency));

export const invoicesExports = [
  defineExport({
    list: "invoices.list",
    permission: "invoices.read",
    fileName: "invoices",
    input: ListInvoices,
    page: listInvoices,
    columns: [
      { header: "Number", cell: (row) => formatInvoiceNumber(row) },
      { header: "Type", cell: (row) => INVOICE_KIND_NAMES[row.kind] },
      { header: "Issued", cell: (row) => row.issuedOn },
      { header: "Due", cell: (row) => row.dueOn },
      { header: "Order", cell: (row) => row.orderNumber },
      { header: "Customer", cell: (row) => row.customerName },
      { header: "Net", cell: (row) => amount(row.net, row.currency) },
      { header: "Tax", cell: (row) => amount(row.tax, row.currency) },
      { header: "Total", cell: (row) => amount(row.total, row.currency) },
      { header: "Credited", cell: (row) => amount(row.credited, row.currency) },
      { header: "Left to pay", cell: (row) => amount(row.open, row.currency) },
      { header: "Currency", cell: (row) => row.currency },
      { header: "Status", cell: (row) => (row.kind === "invoice" ? row.state : null) },
      {
        header: "Corrects",
        cell: (row) =>
          row.correctsYear === null || row.correctsNumber === null
            ? null
            : formatInvoiceNumber({ kind: "invoice", year: row.correctsYear, number: row.correctsNumber }),
      },
      { header: "Invoice ID", cell: (row) => row.id },
      { header: "Order ID", cell: (row) => row.orderId },
      { header: "Customer ID", cell: (row) => row.customerId },
    ],
  }),
];
