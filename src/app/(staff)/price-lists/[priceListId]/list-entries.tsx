"use client";

import { ClipboardPaste, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { GoodsName, TABLE_NAME_STYLE } from "@/app/(staff)/_goods/goods";
import { GoodsPicker } from "@/app/(staff)/orders/goods-picker";
import { PRICE_COLUMNS } from "@/app/(staff)/price-lists/price-columns";
import { asText } from "@/client/address";
import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import { notify } from "@/ui/toast";
import type { EntryGoods, WrittenEntry } from "./entry-dialog";
import type { PriceList } from "./price-list";

const AddEntry = onDemand(() => import("./entry-dialog").then((file) => file.AddEntry));
const EditEntry = onDemand(() => import("./entry-dialog").then((file) => file.EditEntry));
const PastePrices = onDemand(() => import("./paste-prices").then((file) => file.PastePrices));

type Row = Outputs["pricing"]["listEntries"]["rows"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "product",
    header: "Product",
    card: "title",
    hideable: false,
    cell: (row) => (
      <>
        <GoodsName goods={row} className={TABLE_NAME_STYLE} />
        <span className="block text-xs font-normal text-muted">{row.sku}</span>
      </>
    ),
  },
  ...PRICE_COLUMNS,
  {
    id: "usual",
    header: "Usual price",
    numeric: true,
    width: "8rem",
    cell: (row) => <Money minor={row.usualPrice} className="text-muted" />,
  },
];

/** What is in a list, by SKU, with what changes it. */
export function ListEntries({ list }: { list: PriceList }) {
  const mayEdit = useCan("pricing.edit-entry") && list.archivedAt === null;
  const [{ search }, setFilters] = useAddress({ search: asText("") });
  const input = { priceListId: list.id, ...(search && { search }) };
  const found = trpc.pricing.listEntries.useInfiniteQuery(input, ENDLESS);
  const entries = useEndlessList(found);
  const [adding, setAdding] = useState<EntryGoods | null>(null);
  const [editing, setEditing] = useState<WrittenEntry | null>(null);
  const acts: Column<Row> = {
    id: "acts",
    header: "Actions",
    width: "5.5rem",
    cell: (row) => <EntryActs row={row} onEdit={() => setEditing(row)} />,
  };
  return (
    <>
      {mayEdit && (
        <Card className="mb-4">
          <GoodsPicker onGoods={({ price, ...goods }) => setAdding({ ...goods, usualPrice: price })} />
        </Card>
      )}
      <DataTable
        label="Prices"
        columns={mayEdit ? [...COLUMNS, acts] : COLUMNS}
        {...entries}
        rowId={(row) => row.entryId}
        empty={<NoEntries isNarrowed={search !== ""} mayEdit={mayEdit} />}
        toolbar={
          <FilterBar
            search={{
              placeholder: "Product or SKU",
              value: search,
              onChange: (value) => setFilters({ search: value }),
            }}
            filters={[]}
            actions={
              <>
                {mayEdit && <Paste list={list} />}
                <ExportList of="pricing.listEntries" filters={input} />
              </>
            }
            onClear={() => setFilters({ search: "" })}
          />
        }
      />
      <AddEntry open={adding !== null} onOpen={(open) => !open && setAdding(null)} list={list} goods={adding} />
      <EditEntry open={editing !== null} onOpen={(open) => !open && setEditing(null)} entry={editing} />
    </>
  );
}

function EntryActs({ row, onEdit }: { row: Row; onEdit: () => void }) {
  const remove = trpc.pricing.removeEntry.useMutation({
    onSuccess: () => notify.success(`The price of ${row.sku} was removed`),
    onError: (error) => notify.error("Nothing was changed", { description: refusalOf(error).message }),
  });
  const which = row.quantityFrom > 1 ? `${row.sku} from ${row.quantityFrom}` : row.sku;
  return (
    <span className="flex justify-end gap-1">
      <IconButton label={`Edit the price of ${which}`} icon={<Pencil aria-hidden />} onClick={onEdit} />
      <IconButton
        label={`Remove the price of ${which}`}
        icon={<Trash2 aria-hidden />}
        disabled={remove.isPending}
        onClick={() => remove.mutate({ entryId: row.entryId })}
      />
    </span>
  );
}

function Paste({ list }: { list: PriceList }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<ClipboardPaste aria-hidden />} onClick={() => setOpen(true)}>
        Paste prices
      </Button>
      <PastePrices open={isOpen} onOpen={setOpen} list={list} />
    </>
  );
}

function NoEntries({ isNarrowed, mayEdit }: { isNarrowed: boolean; mayEdit: boolean }) {
  if (isNarrowed) return <EmptyState title="No price matches">Try another product or SKU.</EmptyState>;
  return (
    <EmptyState title="No prices yet">
      {mayEdit
        ? "Search for a product above, or paste prices from a spreadsheet."
        : "Managers add prices to this list."}
    </EmptyState>
  );
}
