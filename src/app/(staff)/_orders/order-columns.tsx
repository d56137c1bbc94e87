"use client";

import type { Outputs } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatDay } from "@/shared/dates";
import { formatCount } from "@/shared/plural";
import { Money } from "@/ui/amount";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { TagBadge } from "@/ui/tag-badge";
import { BackorderedBadge, FulfilmentBadge, ShortBadge, StatusBadge } from "./order-badges";
import { OrderRowAction } from "./order-row-action";
import { PaymentBadge } from "./payment-badge";
import { PromisedDay } from "./promised-day";

export type OrderRow = Outputs["orders"]["list"]["rows"][number];

const goodsSummary = ({ lineCount, asked }: OrderRow) =>
  `${formatCount(lineCount, "line")}, ${formatCount(asked, "item")}`;

/** With what the customer calls the order, and what the search has found in it, where that is not in sight. */
function CustomerCell({ row }: { row: OrderRow }) {
  const { customerName, customerReference, foundTracking, foundItem, tags } = row;
  const found = [customerReference, foundTracking && `Tracking ${foundTracking}`, foundItem].filter(Boolean).join(", ");
  return (
    <>
      <span className="xl:inline-block xl:min-w-36">{customerName}</span>
      {found && <span className="line-clamp-1 text-xs text-muted">{found}</span>}
      {tags.length > 0 && (
        <span className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <TagBadge key={tag} tag={tag} />
          ))}
        </span>
      )}
    </>
  );
}

/** What is owed, and what was ordered where a part of it was cancelled. */
const Total = ({ row: { amounts, currency } }: { row: OrderRow }) => (
  <>
    <Money minor={amounts.billed.total} currency={currency} className="font-medium" />
    {amounts.cancelled.total > 0 && (
      <span className="block text-xs whitespace-nowrap text-muted">
        of <Money minor={amounts.ordered.total} currency={currency} />
      </span>
    )}
  </>
);

/** A draft that holds stock. */
const HoldsUntil = ({ at }: { at: string }) => (
  <span className="text-xs text-muted">
    Holds stock until <DateTime at={at} mode="datetime" />
  </span>
);

export const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  {
    id: "number",
    header: "Order",
    cell: (row) => <span className="tabular">{formatOrderNumber(row.number)}</span>,
    sortable: true,
    hideable: false,
    card: "title",
    width: "5rem",
  },
  {
    id: "customer",
    header: "Customer",
    cell: (row) => <CustomerCell row={row} />,
    sortable: true,
    card: "subtitle",
    width: "24%",
  },
  {
    id: "placedAt",
    header: "Placed",
    cell: (row) => <DateTime at={row.placedAt} className="text-muted" />,
    sortable: true,
    cardLabel: "",
    width: "7rem",
  },
  {
    id: "status",
    header: "Status",
    card: "aside",
    width: "9rem",
    cell: (row) => (
      <span className="inline-flex flex-wrap gap-1 max-md:flex-col max-md:items-end">
        <StatusBadge status={row.status} fulfilment={row.fulfilment} />
        <ShortBadge short={row.short} />
        <BackorderedBadge backordered={row.backordered} />
        {row.holdsUntil && <HoldsUntil at={row.holdsUntil} />}
        {row.promisedOn && <PromisedDay day={row.promisedOn} />}
        {row.fulfilment === "partial" && <FulfilmentBadge status={row.status} fulfilment={row.fulfilment} />}
      </span>
    ),
  },
  {
    id: "payment",
    header: "Payment",
    cardLabel: "",
    width: "7.5rem",
    cell: (row) => <PaymentBadge order={row} />,
  },
  {
    id: "lines",
    header: "Items",
    cell: (row) => (
      <span className="whitespace-nowrap text-muted in-data-tight:whitespace-normal">{goodsSummary(row)}</span>
    ),
    cardLabel: "",
    width: "9rem",
  },
  {
    id: "warehouse",
    header: "Warehouse",
    cell: (row) => <span className="text-muted">{row.warehouseCode}</span>,
    card: "none",
    width: "6rem",
  },
  {
    id: "total",
    header: "Total",
    cell: (row) => <Total row={row} />,
    numeric: true,
    sortable: true,
    width: "7rem",
  },
  {
    id: "next",
    header: "Next step",
    cell: (row) => <OrderRowAction order={row} />,
    hideable: false,
    card: "aside",
    width: "7rem",
  },
];

/** Of what is to be paid it matters when and how much. */
const DUE_COLUMNS: readonly Column<OrderRow>[] = [
  {
    id: "due",
    header: "Due",
    cell: (row) => <span className="tabular">{row.dueOn && formatDay(row.dueOn)}</span>,
    sortable: true,
    width: "7rem",
  },
  {
    id: "open",
    header: "Left to pay",
    cell: (row) => <Money minor={row.payment.open} currency={row.currency} className="font-medium" />,
    numeric: true,
    width: "7rem",
  },
];
const DUE_COLUMN_IDS: readonly string[] = ["number", "customer", "status", "payment", "total"];

export const OVERDUE_COLUMNS = [...ORDER_COLUMNS.filter(({ id }) => DUE_COLUMN_IDS.includes(id)), ...DUE_COLUMNS];
