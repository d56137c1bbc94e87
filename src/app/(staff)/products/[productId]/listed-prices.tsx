"use client";

import { unitOf } from "@/app/(staff)/_goods/goods";
import { trpc } from "@/client/trpc";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { formatDay } from "@/shared/dates";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { DataTable } from "@/ui/data-table";
import { Section } from "@/ui/page";
import { TextLink } from "@/ui/text-link";

/** What price lists say of a product; nothing where none names it. */
export function ListedPrices({ productId }: { productId: string }) {
  const { data: rows = [] } = trpc.pricing.listOfProduct.useQuery({ productId });
  if (rows.length === 0) return null;
  return (
    <Section title="Price lists">
      <DataTable
        label="Prices in price lists"
        rows={rows}
        rowId={(row) => row.entryId}
        columns={[
          {
            id: "list",
            header: "Price list",
            card: "title",
            cell: (row) => <TextLink href={`/price-lists/${row.priceListId}`}>{row.name}</TextLink>,
          },
          { id: "sku", header: "SKU", card: "subtitle", width: "12rem", cell: (row) => row.sku },
          {
            id: "from",
            header: "Quantity",
            numeric: true,
            width: "8rem",
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
        ]}
      />
    </Section>
  );
}
