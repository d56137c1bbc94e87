"use client";

import { PRICE_COLUMNS } from "@/app/(staff)/price-lists/price-columns";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { DataTable } from "@/ui/data-table";
import { Section } from "@/ui/page";
import { TextLink } from "@/ui/text-link";

/** What price lists say of a product; nothing where none names it. */
export function ListedPrices({ productId }: { productId: string }) {
  const prices = trpc.pricing.listOfProduct.useInfiniteQuery({ productId }, ENDLESS);
  const list = useEndlessList(prices);
  if (!list.rows || list.rows.length === 0) return null;
  return (
    <Section title="Price lists">
      <DataTable
        label="Prices in price lists"
        {...list}
        rowId={(row) => row.entryId}
        columns={[
          {
            id: "list",
            header: "Price list",
            card: "title",
            cell: (row) => <TextLink href={`/price-lists/${row.priceListId}`}>{row.name}</TextLink>,
          },
          { id: "sku", header: "SKU", card: "subtitle", width: "12rem", cell: (row) => row.sku },
          ...PRICE_COLUMNS,
        ]}
      />
    </Section>
  );
}
