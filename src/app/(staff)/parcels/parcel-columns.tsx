import { TrackingLink } from "@/app/(staff)/_parcels/tracking-link";
import type { Outputs } from "@/client/trpc";
import { formatParcelNumber, formatSize, kilogramsOf, type ParcelView } from "@/modules/parcels/parcel";
import { Quantity } from "@/ui/amount";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { TextLink } from "@/ui/text-link";

export type ParcelRow = Outputs["parcels"]["list"]["rows"][number];

const COLUMNS: readonly Column<ParcelRow>[] = [
  {
    id: "number",
    header: "Parcel",
    card: "title",
    width: "8rem",
    cell: (row) => (
      <TextLink href={`/orders/${row.orderId}`}>
        <span className="tabular">{formatParcelNumber(row)}</span>
      </TextLink>
    ),
  },
  {
    id: "recipient",
    header: "Recipient",
    card: "subtitle",
    cell: ({ recipient: { name, postcode, city, country } }) => (
      <span>
        {name}
        <span className="block text-xs text-muted">
          {[`${postcode} ${city}`.trim(), country].filter((part) => part !== "").join(", ")}
        </span>
      </span>
    ),
  },
  {
    id: "carrier",
    header: "Carrier",
    width: "10rem",
    cell: ({ carrierName, service }) =>
      [carrierName, service].filter(Boolean).join(" ") || <span className="text-muted">Not chosen yet</span>,
  },
  {
    id: "tracking",
    header: "Tracking",
    width: "13rem",
    cell: ({ tracking, trackingLink }) => tracking && <TrackingLink tracking={tracking} link={trackingLink} />,
  },
  {
    id: "weight",
    header: "Weight",
    numeric: true,
    width: "8rem",
    cell: (row) =>
      row.weight !== null && (
        <span className="tabular" title={formatSize(row) || undefined}>
          {kilogramsOf(row.weight)} kg
        </span>
      ),
  },
  { id: "items", header: "Items", numeric: true, width: "5rem", cell: ({ items }) => <Quantity value={items} /> },
  { id: "warehouse", header: "Warehouse", width: "7rem", cell: ({ warehouseCode }) => warehouseCode },
];
const PACKED: Column<ParcelRow> = {
  id: "packed",
  header: "Packed",
  width: "9rem",
  cell: ({ packedAt }) => <DateTime at={packedAt} />,
};
const HANDED_OVER: Column<ParcelRow> = {
  id: "handed-over",
  header: "Handed over",
  width: "9rem",
  cell: ({ handedOverAt }) => handedOverAt && <DateTime at={handedOverAt} />,
};

export const PARCEL_COLUMNS: Readonly<Record<ParcelView, readonly Column<ParcelRow>[]>> = {
  waiting: [...COLUMNS, PACKED],
  "handed-over": [...COLUMNS, HANDED_OVER],
};
