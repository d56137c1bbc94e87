"use client";

import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { serialHref } from "@/app/(staff)/_serials/serial-address";
import { tableState } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Section } from "@/ui/page";
import { SearchInput } from "@/ui/search-input";
import { TextLink } from "@/ui/text-link";
import { type StockAction, StockActions } from "./stock-actions";

type BinBalance = Outputs["inventory"]["listBalances"][number];

type SerialBalancesProps = { variantId: string; onAction: (action: StockAction) => void };

/** Every item on hand by its serial number, with the bin it is in and a way to its path. */
export function SerialBalances({ variantId, onAction }: SerialBalancesProps) {
  const balances = trpc.inventory.listBalances.useQuery({ variantId });
  const [search, setSearch] = useState("");
  const rows = (balances.data ?? []).filter((row) => isFound(row, search));
  return (
    <Section
      title="Serial numbers"
      description={balances.data && `${formatCount(balances.data.length, "item")} on hand.`}
    >
      <SearchInput
        value={search}
        onChange={setSearch}
        placeholder="Serial number or bin"
        className="mb-2 w-full sm:w-72"
      />
      <DataTable
        label="Serial numbers"
        columns={columnsOf(variantId, onAction)}
        {...tableState(balances)}
        {...(balances.data && { rows })}
        rowId={idOf}
        empty={
          search === "" ? (
            <EmptyState icon={<PackageOpen />} title="Not in any bin">
              Receive it, or adjust the stock if it was found on a shelf.
            </EmptyState>
          ) : (
            <EmptyState icon={<PackageOpen />} title={`No ${search} on hand`}>
              Scan it in the top bar to see where it went.
            </EmptyState>
          )
        }
      />
    </Section>
  );
}

const idOf = ({ locationId, lotId }: BinBalance) => `${locationId} ${lotId ?? ""}`;

const isFound = ({ lotCode, locationCode }: BinBalance, search: string): boolean =>
  [lotCode, locationCode].some((text) => text?.toLowerCase().includes(search.toLowerCase()));

const columnsOf = (variantId: string, onAction: (action: StockAction) => void): Column<BinBalance>[] => [
  {
    id: "serial",
    header: "Serial number",
    card: "title",
    cell: ({ lotCode, ...row }) =>
      lotCode === null ? (
        <LotMark {...row} lotCode={lotCode} />
      ) : (
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
