"use client";

import { PackageOpen } from "lucide-react";
import { Blocked, Expiry } from "@/app/(staff)/_goods/lot-mark";
import { findBin } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { SERIALS_ADDRESS, serialHref } from "@/app/(staff)/_serials/serial-address";
import { type Piece, usePieces } from "@/app/(staff)/_serials/use-pieces";
import { useAddress } from "@/client/use-address";
import { useEndlessList } from "@/client/use-endless-list";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { Section } from "@/ui/page";
import { TextLink } from "@/ui/text-link";
import { type StockAction, StockActions } from "./stock-actions";

type SerialBalancesProps = { variantId: string; onAction: (action: StockAction) => void };

/** Every item on hand by its serial number, all or in one bin, with the bin it is in and a way to its path. */
export function SerialBalances({ variantId, onAction }: SerialBalancesProps) {
  const [{ bin: binId }, setAddress] = useAddress(SERIALS_ADDRESS);
  const { warehouses } = useWarehouses();
  const { asked, search, pages } = usePieces({ variantId, ...(binId !== null && { locationId: binId }) });
  const binCode = findBin(warehouses, binId)?.code ?? "This bin";
  return (
    <Section title="Serial numbers">
      <DataTable
        toolbar={
          <FilterBar
            search={{ ...search, placeholder: "Serial number or bin" }}
            filters={binId === null ? [] : [binFilter({ binId, binCode }, (bin) => setAddress({ bin }))]}
            onClear={() => {
              search.onChange("");
              setAddress({ bin: null });
            }}
          />
        }
        label="Serial numbers"
        columns={columnsOf(variantId, onAction)}
        {...useEndlessList(pages)}
        rowId={idOf}
        empty={
          asked === "" && binId !== null ? (
            <EmptyState icon={<PackageOpen />} title={`None in ${binCode}`}>
              Clear the filter to see the other bins.
            </EmptyState>
          ) : asked === "" ? (
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

type Filtered = { binId: string; binCode: string };
const binFilter = ({ binId, binCode }: Filtered, onChange: (binId: string | null) => void) => ({
  id: "bin",
  label: "Bin",
  options: [{ value: binId, label: binCode }],
  value: binId,
  onChange,
});

const idOf = ({ locationId, lotId }: Piece) => `${locationId} ${lotId}`;

const columnsOf = (variantId: string, onAction: (action: StockAction) => void): Column<Piece>[] => [
  {
    id: "serial",
    header: "Serial number",
    card: "title",
    cell: ({ lotCode, expiresOn, isExpired, isBlocked, blockReason }) => (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <TextLink href={serialHref(variantId, lotCode)} className="font-medium wrap-anywhere">
          {lotCode}
        </TextLink>
        {expiresOn !== null && <Expiry on={expiresOn} isExpired={isExpired} />}
        {isBlocked && <Blocked reason={blockReason} />}
      </span>
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
    width: "9rem",
    cell: (row) => <StockActions balance={row} onAction={onAction} />,
  },
];
