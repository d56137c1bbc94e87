"use client";

import type { Column } from "@/ui/data-table";
import { ORDER_COLUMNS, type OrderRow } from "./order-columns";

const REFERENCE_COLUMN: Column<OrderRow> = {
  id: "reference",
  header: "Customer reference",
  cell: (row) => row.customerReference && <span className="text-muted">{row.customerReference}</span>,
  cardLabel: "",
};

const CUSTOMER_COLUMN_IDS: readonly string[] = ["number", "status", "payment", "placedAt", "total"];

/** The columns that differ where all orders are one customer's. */
export const CUSTOMER_ORDER_COLUMNS = ORDER_COLUMNS.filter(({ id }) => CUSTOMER_COLUMN_IDS.includes(id)).toSpliced(
  1,
  0,
  REFERENCE_COLUMN,
);
