"use client";

import type { Outputs } from "@/client/trpc";
import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { useRegion } from "@/ui/region";

export type ProductRow = Outputs["catalog"]["listProducts"]["rows"][number] & { available: number | null };

function skuSummary({ skus, variantCount }: ProductRow): string {
  const more = variantCount - skus.length;
  return more > 0 ? `${skus.join(", ")} and ${more} more` : skus.join(", ");
}

function Price({ row }: { row: ProductRow }) {
  const { currency: own } = useRegion();
  const currency = row.currency ?? own;
  const from = formatMoney(row.priceFrom, currency);
  return (
    <span className="whitespace-nowrap tabular">
      {row.priceFrom === row.priceTo ? from : `${from} – ${formatMoney(row.priceTo, currency)}`}
    </span>
  );
}

function Title({ row }: { row: ProductRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2 md:min-w-40">
      <span className="line-clamp-2 font-medium">{row.title}</span>
      {row.variantCount > 1 && (
        <span className="shrink-0 text-xs text-muted">{formatCount(row.variantCount, "variant")}</span>
      )}
      {row.archived && <Badge>Archived</Badge>}
    </span>
  );
}

const Available = ({ row }: { row: ProductRow }) =>
  row.available === null ? (
    <span className="text-faint">-</span>
  ) : (
    <Quantity value={row.available} tone={row.available === 0 ? "danger" : "neutral"} />
  );

export const PRODUCT_COLUMNS: readonly Column<ProductRow>[] = [
  {
    id: "title",
    header: "Product",
    cell: (row) => <Title row={row} />,
    sortable: true,
    hideable: false,
    card: "title",
  },
  {
    id: "sku",
    header: "SKU",
    cell: (row) => <span className="line-clamp-1 text-muted">{skuSummary(row)}</span>,
    card: "subtitle",
    width: "18%",
  },
  {
    id: "category",
    header: "Category",
    cell: (row) => row.categoryName && <span className="text-muted">{row.categoryName}</span>,
    width: "10rem",
  },
  {
    id: "vendor",
    header: "Vendor",
    cell: (row) => row.vendor && <span className="line-clamp-1 text-muted">{row.vendor}</span>,
    width: "9rem",
    card: "none",
  },
  {
    id: "price",
    header: "Price",
    cell: (row) => <Price row={row} />,
    numeric: true,
    sortable: true,
    width: "10rem",
    card: "aside",
  },
  { id: "available", header: "Available", cell: (row) => <Available row={row} />, numeric: true, width: "6rem" },
  {
    id: "updatedAt",
    header: "Updated",
    cell: (row) => <DateTime at={row.updatedAt} className="text-muted" />,
    sortable: true,
    width: "9rem",
    card: "none",
  },
];
