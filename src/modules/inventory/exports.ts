import { formatOptions } from "@/modules/catalog/product";
import type { ReadContext } from "@/platform/context";
import { defineExport } from "@/platform/exports/define-export";
import { GetStockCard, ListLocations, ListStock } from "./contract";
import { listLocations } from "./queries";
import { listSerialsOnHand } from "./serials/list-serials-on-hand";
import { getStockCard } from "./stock-card";
import { listStock } from "./stock-list";

/** Of items that have serial numbers with those that are on hand, where the list looks. */
async function listStockBySerials(ctx: ReadContext, input: ListStock) {
  const { rows, nextCursor } = await listStock(ctx, input);
  const variantIds = rows.map(({ variantId }) => variantId);
  const serials = await listSerialsOnHand(ctx, { ...input, variantIds });
  return { nextCursor, rows: rows.map((row) => ({ ...row, serials: serials.get(row.variantId) ?? [] })) };
}

export const inventoryExports = [
  defineExport({
    list: "inventory.listStock",
    permission: "inventory.read",
    fileName: "stock",
    input: ListStock,
    page: listStockBySerials,
    columns: [
      { header: "Product", cell: (row) => row.title },
      { header: "Options", cell: (row) => formatOptions(row.optionValues) },
      { header: "SKU", cell: (row) => row.sku },
      { header: "Unit", cell: (row) => row.unit },
      { header: "On hand", cell: (row) => row.onHand },
      { header: "Reserved", cell: (row) => row.reserved },
      { header: "Held by quotes", cell: (row) => row.held },
      { header: "Expired", cell: (row) => row.expired },
      { header: "Blocked", cell: (row) => row.blocked },
      { header: "Available", cell: (row) => row.available },
      { header: "Backordered", cell: (row) => row.waiting },
      { header: "Low", cell: (row) => row.isLow },
      // Named as an import proposes it, so that the file can be taken in again.
      { header: "Serial numbers", cell: (row) => row.serials.join("; ") },
      { header: "Archived", cell: (row) => row.isArchived },
      { header: "Product ID", cell: (row) => row.productId },
      { header: "Variant ID", cell: (row) => row.variantId },
    ],
  }),
  defineExport({
    list: "inventory.getStockCard",
    permission: "inventory.read",
    fileName: "stock-entries",
    input: GetStockCard,
    page: getStockCard,
    columns: [
      { header: "When", cell: (row) => row.occurredAt },
      { header: "Recorded", cell: (row) => row.recordedAt },
      { header: "Entry", cell: (row) => row.kind },
      { header: "Document", cell: (row) => row.documentLabel },
      { header: "From", cell: (row) => row.fromCode },
      { header: "To", cell: (row) => row.toCode },
      { header: "Lot", cell: (row) => row.lotCode },
      { header: "Change", cell: (row) => row.change },
      { header: "Balance", cell: (row) => row.balance },
      { header: "Reason", cell: (row) => row.reason },
      { header: "Reference", cell: (row) => row.reference },
      { header: "Note", cell: (row) => row.note },
      { header: "By", cell: (row) => row.actorName },
      { header: "Reversed", cell: (row) => row.isReversed },
      { header: "Entry ID", cell: (row) => row.transactionId },
    ],
  }),
  defineExport({
    list: "inventory.listLocations",
    permission: "inventory.read",
    fileName: "warehouses",
    input: ListLocations,
    page: listLocations,
    columns: [
      { header: "Kind", cell: (row) => row.kind },
      { header: "Code", cell: (row) => row.code },
      { header: "Name", cell: (row) => row.name },
      { header: "Location ID", cell: (row) => row.id },
      { header: "Within ID", cell: (row) => row.parentId },
      { header: "Warehouse ID", cell: (row) => row.warehouseId },
    ],
  }),
];
