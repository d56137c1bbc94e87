import { defineExport } from "@/platform/exports/define-export";
import { minorDigits, toDecimalText } from "@/shared/money";
import { ListReturns } from "./contract";
import { listReturns } from "./queries";
import { formatReturnNumber, RETURN_STATUS_NAMES } from "./return";

export const returnsExports = [
  defineExport({
    list: "returns.list",
    permission: "returns.read",
    fileName: "returns",
    input: ListReturns,
    page: listReturns,
    columns: [
      { header: "Return", cell: (row) => formatReturnNumber(row.number) },
      { header: "Order", cell: (row) => row.orderNumber },
      { header: "Customer", cell: (row) => row.customerName },
      { header: "Warehouse", cell: (row) => row.warehouseCode },
      { header: "Status", cell: (row) => RETURN_STATUS_NAMES[row.status] },
      { header: "Authorised", cell: (row) => row.authorisedAt },
      { header: "Authorised by", cell: (row) => row.authorisedByName },
      { header: "Items", cell: (row) => row.quantity },
      { header: "Received", cell: (row) => row.received },
      { header: "In quarantine", cell: (row) => row.inQuarantine },
      { header: "Credited", cell: (row) => toDecimalText(row.credited, minorDigits(row.currency)) },
      { header: "Currency", cell: (row) => row.currency },
      { header: "Ended", cell: (row) => row.endedAt },
      { header: "Return ID", cell: (row) => row.id },
    ],
  }),
];
