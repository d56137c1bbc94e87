import type { Outputs } from "@/client/trpc";
import { pickListName, waveName, zoneName } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Badge } from "@/ui/badge";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";

type PickListRow = Outputs["picking"]["list"]["rows"][number];

export const PICK_LIST_COLUMNS: readonly Column<PickListRow>[] = [
  {
    id: "number",
    header: "Pick list",
    card: "title",
    width: "12rem",
    cell: (row) => (
      <>
        <span className="tabular">{pickListName(row.number)}</span>
        {row.waveNumber !== null && (
          <span className="block text-xs font-normal text-muted">
            {zoneName(row.zoneOfList)}, {waveName(row.waveNumber)}
          </span>
        )}
      </>
    ),
  },
  {
    id: "orders",
    header: "Orders",
    card: "subtitle",
    width: "8rem",
    cell: (row) => formatCount(row.orders, "order"),
  },
  { id: "progress", header: "Picked", card: "aside", width: "11rem", cell: (row) => <PickedOf row={row} /> },
  {
    id: "picker",
    header: "Picker",
    width: "12rem",
    cell: (row) => row.takenByName ?? <span className="text-muted">Nobody yet</span>,
  },
  { id: "warehouse", header: "Warehouse", width: "12rem", cell: (row) => row.warehouseName },
  {
    id: "made",
    header: "Made",
    cardLabel: "",
    cell: (row) => (
      <span className="text-muted">
        <DateTime at={row.createdAt} /> by {row.createdByName}
      </span>
    ),
  },
];

function PickedOf({ row: { picked, quantity, shipped, toPutBack } }: { row: PickListRow }) {
  if (toPutBack > 0) return <Badge tone="warning">{formatQuantity(toPutBack)} to put back</Badge>;
  return (
    <span className="tabular">
      {formatQuantity(picked + shipped)} of {formatCount(quantity + shipped, "item")}
    </span>
  );
}
