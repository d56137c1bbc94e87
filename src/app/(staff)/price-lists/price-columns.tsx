import { unitOf } from "@/app/(staff)/_goods/goods";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { formatDay } from "@/shared/dates";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import type { Column } from "@/ui/data-table";

type ListedPrice = Parameters<typeof unitOf>[0] & { quantityFrom: number; validFrom: string; price: number };

/** From how many, from when, and how much: a price of a list, on every screen that shows one. */
export const PRICE_COLUMNS: readonly Column<ListedPrice>[] = [
  {
    id: "from",
    header: "Quantity",
    width: "8rem",
    numeric: true,
    cell: (row) =>
      row.quantityFrom > 1 ? (
        `from ${formatQuantity(row.quantityFrom, unitOf(row))}`
      ) : (
        <span className="text-muted">any</span>
      ),
  },
  {
    id: "validFrom",
    header: "From",
    width: "8rem",
    cell: (row) =>
      row.validFrom === FIRST_DAY ? <span className="text-muted">Always</span> : formatDay(row.validFrom),
  },
  {
    id: "price",
    header: "Price",
    numeric: true,
    width: "8rem",
    card: "aside",
    cell: (row) => <Money minor={row.price} className="font-medium" />,
  },
];
