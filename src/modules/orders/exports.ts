import { ListCustomers } from "@/modules/customers/contract";
import { addressesText, contactsText } from "@/modules/customers/customer-parts";
import { listPartsOf } from "@/modules/customers/list-parts-of";
import { shopDay } from "@/modules/shop/shop";
import type { ReadContext } from "@/platform/context";
import { defineExport } from "@/platform/exports/define-export";
import { currentDate } from "@/shared/clock";
import { minorDigits, toDecimalText } from "@/shared/money";
import { currentRegion } from "@/shared/region";
import { listCarriedOf } from "./carried/list-carried-of";
import { ListOrders } from "./contract";
import { listCustomersWithOrderCount } from "./customer-list";
import { listOrders } from "./order-list";
import { listMethodsOf } from "./payments/methods-of-orders";
import { daysOverdue } from "./payments/payment";

const today = () => shopDay(currentRegion().timeZone, currentDate());
/** A file of customers has what a file of customers may bring. */
async function listCustomersWithParts(ctx: ReadContext, input: ListCustomers) {
  const page = await listCustomersWithOrderCount(ctx, input);
  const parts = await listPartsOf(
    ctx,
    page.rows.map(({ id }) => id),
  );
  const rows = page.rows.map((row) => ({
    ...row,
    contacts: parts.contactsOf(row.id),
    addresses: parts.addressesOf(row.id),
  }));
  return { ...page, rows };
}
/** In a file each order says how it was paid, and with whom it is to go. */
async function listOrdersInFull(ctx: ReadContext, input: ListOrders) {
  const page = await listOrders(ctx, input);
  const ids = page.rows.map(({ id }) => id);
  const methods = await listMethodsOf(ctx, ids);
  const carried = await listCarriedOf(ctx, ids);
  const rows = page.rows.map((row) => ({ ...row, paidBy: methods.get(row.id) ?? "", goesWith: carried.get(row.id) }));
  return { ...page, rows };
}
const amount = (minor: number, currency: string) => toDecimalText(minor, minorDigits(currency));

export const ordersExports = [
  defineExport({
    list: "orders.list",
    permission: "orders.read",
    fileName: "orders",
    input: ListOrders,
    page: listOrdersInFull,
    columns: [
      { header: "Order", cell: (row) => row.number },
      { header: "Customer", cell: (row) => row.customerName },
      { header: "Placed", cell: (row) => row.placedAt },
      { header: "Status", cell: (row) => row.status },
      { header: "Hold reason", cell: (row) => row.holdReason },
      { header: "Shipping", cell: (row) => row.fulfilment },
      { header: "Lines", cell: (row) => row.lineCount },
      { header: "Items ordered", cell: (row) => row.asked },
      { header: "Items shipped", cell: (row) => row.shipped },
      { header: "Items open", cell: (row) => row.open },
      { header: "Items short", cell: (row) => row.short },
      { header: "Items backordered", cell: (row) => row.backordered },
      { header: "Promised", cell: (row) => row.promisedOn },
      { header: "Items to invoice", cell: (row) => row.toInvoice },
      { header: "Warehouse", cell: (row) => row.warehouseCode },
      { header: "Carrier", cell: (row) => row.goesWith?.carrierName ?? "" },
      { header: "Service", cell: (row) => row.goesWith?.carrierService ?? "" },
      { header: "Order discount", cell: (row) => amount(row.discountAmount, row.currency) },
      { header: "Shipping charge (net)", cell: (row) => amount(row.shippingNet, row.currency) },
      { header: "Net", cell: (row) => amount(row.amounts.billed.net, row.currency) },
      { header: "Tax", cell: (row) => amount(row.amounts.billed.tax, row.currency) },
      { header: "Total", cell: (row) => amount(row.amounts.billed.total, row.currency) },
      { header: "Currency", cell: (row) => row.currency },
      { header: "Payment", cell: (row) => row.payment.state },
      { header: "Paid", cell: (row) => amount(row.paid, row.currency) },
      { header: "Paid by", cell: (row) => row.paidBy },
      { header: "Refunded", cell: (row) => amount(row.refunded, row.currency) },
      { header: "Left to pay", cell: (row) => amount(row.payment.open, row.currency) },
      { header: "Due", cell: (row) => row.dueOn },
      { header: "Days overdue", cell: (row) => (row.payment.open > 0 ? daysOverdue(row.dueOn, today()) : 0) },
      { header: "Customer reference", cell: (row) => row.customerReference },
      { header: "Tags", cell: (row) => row.tags.join(", ") },
      { header: "Order ID", cell: (row) => row.id },
      { header: "Customer ID", cell: (row) => row.customerId },
    ],
  }),
  defineExport({
    list: "orders.listCustomers",
    permission: "orders.read",
    fileName: "customers",
    input: ListCustomers,
    page: listCustomersWithParts,
    columns: [
      { header: "Name", cell: (row) => row.name },
      { header: "Kind", cell: (row) => row.kind },
      { header: "Email", cell: (row) => row.email },
      { header: "Phone", cell: (row) => row.phone },
      { header: "Address", cell: (row) => row.address },
      { header: "Postcode", cell: (row) => row.postcode },
      { header: "City", cell: (row) => row.city },
      { header: "Country", cell: (row) => row.country },
      { header: "VAT number", cell: (row) => row.vatNumber },
      { header: "Group", cell: (row) => row.groupName },
      { header: "Tags", cell: (row) => row.tags.join(", ") },
      { header: "Language", cell: (row) => row.language },
      { header: "Payment terms (days)", cell: (row) => row.paymentTermsDays },
      { header: "Pays by", cell: (row) => row.paymentMethodName },
      { header: "Carrier", cell: (row) => row.carrierName },
      { header: "Service", cell: (row) => row.carrierService },
      {
        header: "Credit limit",
        cell: (row) => (row.creditLimit === null ? null : amount(row.creditLimit, currentRegion().currency)),
      },
      { header: "Above the limit", cell: (row) => row.creditPolicy },
      { header: "Contacts", cell: (row) => contactsText(row.contacts) },
      { header: "Other addresses", cell: (row) => addressesText(row.addresses) },
      { header: "Orders", cell: (row) => row.orderCount },
      { header: "Billed (net)", cell: (row) => amount(row.billedNet, currentRegion().currency) },
      { header: "Currency", cell: () => currentRegion().currency },
      { header: "Customer since", cell: (row) => row.createdAt },
      { header: "Archived", cell: (row) => row.archivedAt },
      { header: "Customer ID", cell: (row) => row.id },
    ],
  }),
];
