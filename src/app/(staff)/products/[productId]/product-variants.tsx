"use client";

import { useMemo } from "react";
import type { Product } from "@/app/(staff)/products/product-values";
import { writePack } from "@/app/(staff)/products/typed-lists";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { formatOptions } from "@/modules/catalog/product";
import { formatUnitCost } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Money, Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { Section } from "@/ui/page";
import { toStockQuestion } from "./product-questions";

type VariantRow = Product["variants"][number] & {
  title: string;
  onHand: number | null;
  available: number | null;
  waiting: number;
};

const unitOf = ({ unit }: VariantRow) => (unit === "each" ? undefined : unit);
const Unknown = () => <span className="text-faint">-</span>;

const Lines = ({ texts }: { texts: readonly string[] }) => (
  <span className="inline-block max-w-full align-top text-muted tabular">
    {texts.map((text) => (
      <span key={text} className="block">
        {text}
      </span>
    ))}
  </span>
);

function Name({ row }: { row: VariantRow }) {
  const name = row.optionValues.length === 0 ? row.title : formatOptions(row.optionValues);
  return (
    <span className="flex flex-wrap items-center gap-2 font-medium">
      {name}
      {row.archived && <Badge>Archived</Badge>}
      {row.hasSerials && <Badge>Serial numbers</Badge>}
      {row.waiting > 0 ? (
        <Badge tone="warning">{formatQuantity(row.waiting, unitOf(row))} backordered</Badge>
      ) : (
        row.backorder && !row.archived && <Badge>Backorders</Badge>
      )}
    </span>
  );
}

const COLUMNS: readonly Column<VariantRow>[] = [
  { id: "name", header: "Variant", cell: (row) => <Name row={row} />, card: "title" },
  {
    id: "sku",
    header: "SKU",
    cell: (row) => <span className="inline-block max-w-full text-muted wrap-anywhere md:min-w-28">{row.sku}</span>,
    card: "subtitle",
  },
  { id: "barcodes", header: "Barcodes", cell: (row) => row.barcodes.length > 0 && <Lines texts={row.barcodes} /> },
  { id: "packs", header: "Packs", cell: (row) => row.packs.length > 0 && <Lines texts={row.packs.map(writePack)} /> },
  {
    id: "price",
    header: "Price",
    cell: (row) => <Money minor={row.price} />,
    numeric: true,
    card: "aside",
    width: "6rem",
  },
  {
    id: "cost",
    header: "Cost",
    cell: (row) =>
      typeof row.cost === "number" ? <span className="tabular">{formatUnitCost(row.cost)}</span> : <Unknown />,
    numeric: true,
    width: "6rem",
  },
  {
    id: "onHand",
    header: "On hand",
    cell: (row) => (row.onHand === null ? <Unknown /> : <Quantity value={row.onHand} unit={unitOf(row)} />),
    numeric: true,
    width: "6rem",
  },
  {
    id: "available",
    header: "Available",
    numeric: true,
    width: "6rem",
    cell: (row) =>
      row.available === null ? (
        <Unknown />
      ) : (
        <Quantity value={row.available} unit={unitOf(row)} tone={row.available === 0 ? "danger" : "neutral"} />
      ),
  },
];

/** The variants with what there is of each; a row opens the stock card. */
export function ProductVariants({ product }: { product: Product }) {
  const seesCost = useCan("catalog.see-cost");
  const stock = trpc.inventory.listOnHandByVariant.useQuery(toStockQuestion(product));
  const rows = useMemo(() => {
    const byVariant = new Map((stock.data ?? []).map((row) => [row.variantId, row]));
    return product.variants.map((variant): VariantRow => {
      const held = byVariant.get(variant.id);
      const { onHand = null, available = null, waiting = 0 } = held ?? {};
      return { ...variant, title: product.title, onHand, available, waiting };
    });
  }, [product, stock.data]);
  const isUnused = (id: string) =>
    (id === "barcodes" || id === "packs") && product.variants.every((variant) => variant[id].length === 0);
  const hidden = COLUMNS.map(({ id }) => id).filter((id) => isUnused(id) || (id === "cost" && !seesCost));
  return (
    <Section title={formatCount(product.variants.length, "variant")}>
      <DataTable
        wide
        label="Variants"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        href={({ id }) => `/stock/${id}`}
        hidden={hidden}
      />
    </Section>
  );
}
