import { defineExport } from "@/platform/exports/define-export";
import { minorDigits, toDecimalText } from "@/shared/money";
import { currentRegion } from "@/shared/region";
import { ListSales, ListSoldLines } from "./contract";
import { listSales, listSoldLines } from "./queries";
import { REPORT_ROWS_MAX } from "./report";

const amount = (minor: number) => toDecimalText(minor, minorDigits(currentRegion().currency));
const known = (minor: number | null | undefined) => (minor === null || minor === undefined ? null : amount(minor));
const COSTS = "catalog.see-cost";

export const reportsExports = [
  defineExport({
    list: "reports.listSales",
    permission: "reports.read",
    fileName: "sales",
    input: ListSales,
    page: async (ctx, asked: ListSales) => ({
      rows: (await listSales(ctx, { ...asked, limit: REPORT_ROWS_MAX })).rows,
      nextCursor: null,
    }),
    columns: [
      { header: "Name", cell: (row) => row.name },
      { header: "Detail", cell: (row) => row.detail },
      { header: "Items", cell: (row) => row.quantity },
      { header: "Net", cell: (row) => amount(row.net) },
      { header: "Net before", cell: (row) => amount(row.netBefore) },
      { header: "Margin", cell: (row) => known(row.margin?.amount), permission: COSTS },
      { header: "Net with known cost", cell: (row) => known(row.margin?.of), permission: COSTS },
      { header: "Margin before", cell: (row) => known(row.marginBefore?.amount), permission: COSTS },
      { header: "Currency", cell: () => currentRegion().currency },
      { header: "ID", cell: (row) => row.id },
    ],
  }),
  defineExport({
    list: "reports.listSoldLines",
    permission: "reports.read",
    fileName: "sold-lines",
    input: ListSoldLines,
    page: listSoldLines,
    columns: [
      { header: "When", cell: (row) => row.at },
      { header: "What", cell: (row) => (row.isReturn ? "returned" : "shipped") },
      { header: "Order", cell: (row) => row.orderNumber },
      { header: "Customer", cell: (row) => row.customerName },
      { header: "Warehouse", cell: (row) => row.warehouseCode },
      { header: "Item", cell: (row) => row.title },
      { header: "SKU", cell: (row) => row.sku },
      { header: "Quantity", cell: (row) => row.quantity },
      { header: "Net", cell: (row) => amount(row.net) },
      { header: "Cost", cell: (row) => known(row.cost), permission: COSTS },
      { header: "Currency", cell: () => currentRegion().currency },
      { header: "Order ID", cell: (row) => row.orderId },
      { header: "Line ID", cell: (row) => row.id },
    ],
  }),
];
