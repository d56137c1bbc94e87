import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { defineExport } from "@/platform/exports/define-export";
import { minorDigits, PERCENT_DIGITS, toDecimalText } from "@/shared/money";
import { ListEntries, ListPriceLists } from "./contract";
import { PRICE_LIST_STATE_NAMES } from "./price";
import { listEntries, listPriceLists } from "./queries";

export const pricingExports = [
  defineExport({
    list: "pricing.list",
    permission: "pricing.read",
    fileName: "price-lists",
    input: ListPriceLists,
    page: listPriceLists,
    columns: [
      { header: "Price list", cell: (row) => row.name },
      { header: "Status", cell: (row) => PRICE_LIST_STATE_NAMES[row.state] },
      { header: "From", cell: (row) => row.validFrom },
      { header: "Until", cell: (row) => row.validUntil },
      { header: "Discount %", cell: (row) => toDecimalText(row.discountRate, PERCENT_DIGITS) },
      { header: "Prices", cell: (row) => row.entries },
      { header: "Groups", cell: (row) => row.groups },
      { header: "Customers", cell: (row) => row.customers },
      { header: "Price list ID", cell: (row) => row.id },
    ],
  }),
  // In the columns that are pasted into a list, so that a file may be changed and given back.
  defineExport({
    list: "pricing.listEntries",
    permission: "pricing.read",
    fileName: "prices",
    input: ListEntries,
    page: listEntries,
    columns: [
      { header: "SKU", cell: (row) => row.sku },
      { header: "Price", cell: (row) => toDecimalText(row.price, minorDigits(row.currency)) },
      { header: "Quantity from", cell: (row) => row.quantityFrom },
      { header: "Valid from", cell: (row) => (row.validFrom === FIRST_DAY ? null : row.validFrom) },
      { header: "Product", cell: (row) => row.title },
      { header: "Usual price", cell: (row) => toDecimalText(row.usualPrice, minorDigits(row.currency)) },
      { header: "Currency", cell: (row) => row.currency },
      { header: "Entry ID", cell: (row) => row.entryId },
    ],
  }),
];
