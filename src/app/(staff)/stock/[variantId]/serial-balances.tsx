"use client";

import { PackageOpen } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { serialHref } from "@/app/(staff)/_serials/serial-address";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Section } from "@/ui/page";
import { SearchInput } from "@/ui/search-input";
import { TextLink } from "@/ui/text-link";
import { type StockAction, StockActions } from "./stock-actions";

type Piece = Outputs["inventory"]["listPieces"]["rows"][number];

type SerialBalancesProps = { variantId: string; onAction: (action: StockAction) => void };

/** Every item on hand by its serial number, with the bin it is in and a way to its path. */
export function SerialBalances({ variantId, onAction }: SerialBalancesProps) {
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(search.trim());
  const pieces = trpc.inventory.listPieces.useInfiniteQuery(
    { variantId, ...(asked !== "" && { search: asked }) },
    ENDLESS,
  );
  return (
    <Section title="Serial numbers">
      <SearchInput
        value={search}
        onChange={setSearch}
        placeholder="Serial number or bin"
        className="mb-2 w-full sm:w-72"
      />
      <DataTable
        label="Serial numbers"
        columns={columnsOf(variantId, onAction)}
        {...useEndlessList(pieces)}
        rowId={idOf}
        empty={
          asked === "" ? (
            <EmptyState icon={<PackageOpen />} title="Not in any bin">
              Receive it, or adjust the stock if it was found on a shelf.
            </EmptyState>
          ) : (
            <EmptyState icon={<PackageOpen />} title={`No ${asked} on hand`}>
              Scan it in the top bar to see where it went.
            </EmptyState>
          )
        }
      />
    </Section>
  );
}

const idOf = ({ locationId, lotId }: Piece) => `${locationId} ${lotId}`;

const columnsOf = (variantId: string, onAction: (action: StockAction) => void): Column<Piece>[] => [
  {
    id: "serial",
    header: "Serial number",
    card: "title",
    cell: ({ lotCode }) => (
      <TextLink href={serialHref(variantId, lotCode)} className="font-medium wrap-anywhere">
        {lotCode}
      </TextLink>
    ),
  },
  {
    id: "bin",
    header: "Bin",
    cardLabel: "",
    cell: (row) => <TextLink href={`/warehouses/bins/${row.locationId}`}>{row.locationCode}</TextLink>,
  },
  { id: "warehouse", header: "Warehouse", card: "subtitle", cell: (row) => row.warehouseName },
  {
    id: "action",
    header: "Actions",
    card: "aside",
    width: "7rem",
    cell: (row) => <StockActions balance={row} onAction={onAction} />,
  },
];
