import type { Outputs } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { zoneName } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Badge } from "@/ui/badge";
import type { Column } from "@/ui/data-table";

type WaveOrder = Outputs["picking"]["getWave"]["orders"][number];

const sumOf = ({ parts }: WaveOrder, what: "quantity" | "picked" | "shipped"): number =>
  parts.reduce((sum, part) => sum + part[what], 0);
const openParts = ({ parts }: WaveOrder) => parts.filter(({ quantity, picked }) => quantity > picked);

/** What comes next with an order: its pieces meet before it is packed. */
function State({ row }: { row: WaveOrder }) {
  if (row.status === "on_hold") return <Badge tone="warning">On hold</Badge>;
  const open = openParts(row);
  if (open.length > 0)
    return (
      <span>
        {open
          .map(
            ({ zoneOfList, picked, quantity }) =>
              `${zoneName(zoneOfList)} open, ${formatQuantity(picked)} of ${formatQuantity(quantity)}`,
          )
          .join("; ")}
      </span>
    );
  if (row.unlisted > 0) return <Badge tone="warning">{formatCount(row.unlisted, "item")} not on a pick list</Badge>;
  if (sumOf(row, "quantity") > 0) return <Badge tone="success">Ready to pack</Badge>;
  if (sumOf(row, "shipped") > 0) return <Badge tone="neutral">Shipped</Badge>;
  return <span className="text-muted">Nothing left to pick</span>;
}

export const WAVE_ORDER_COLUMNS: readonly Column<WaveOrder>[] = [
  {
    id: "number",
    header: "Order",
    card: "title",
    width: "7rem",
    cell: (row) => <span className="tabular">{formatOrderNumber(row.number)}</span>,
  },
  { id: "customer", header: "Customer", card: "subtitle", width: "30%", cell: (row) => row.customerName },
  {
    id: "picked",
    header: "Picked",
    card: "aside",
    width: "8rem",
    cell: (row) => (
      <span className="tabular">
        {formatQuantity(sumOf(row, "picked") + sumOf(row, "shipped"))} of{" "}
        {formatQuantity(sumOf(row, "quantity") + sumOf(row, "shipped"))}
      </span>
    ),
  },
  { id: "state", header: "Next", cell: (row) => <State row={row} /> },
];
