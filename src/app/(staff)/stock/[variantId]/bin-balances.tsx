"use client";

import { PackageOpen } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { deferred, onDemand } from "@/ui/on-demand";
import { Section } from "@/ui/page";
import { type StockAction, StockActions } from "./stock-actions";

const BlockLotDialog = onDemand(() => import("./block-lot-dialog").then((file) => file.BlockLotDialog));

const BinActionSheet = onDemand(() => import("./bin-action-sheet").then((file) => file.BinActionSheet));

/** Fetched for items with serial numbers alone. */
const SerialBalances = deferred(() => import("./serial-balances").then((file) => file.SerialBalances));

type BinBalance = Outputs["inventory"]["listPlaces"]["rows"][number];
type BinBalancesProps = { variantId: string; name: string; unit: string | undefined; hasSerials: boolean };

const idOf = ({ locationId, lotId }: BinBalance) => `${locationId} ${lotId ?? ""}`;

/** The bins and lots that hold a variant, with the actions on each. */
export function BinBalances({ variantId, name, unit, hasSerials }: BinBalancesProps) {
  const { getNextPageParam } = ENDLESS;
  const pages = trpc.inventory.listPlaces.useInfiniteQuery({ variantId }, { getNextPageParam, enabled: !hasSerials });
  const balances = useEndlessList(pages);
  const [action, setAction] = useState<StockAction | null>(null);
  const at = action && (balances.rows?.find((balance) => idOf(balance) === idOf(action.balance)) ?? action.balance);
  return (
    <>
      {hasSerials ? (
        <SerialBalances variantId={variantId} onAction={setAction} />
      ) : (
        <Section title="Locations">
          <DataTable
            label="Locations"
            columns={columnsOf(unit, setAction)}
            {...balances}
            rowId={idOf}
            empty={
              <EmptyState icon={<PackageOpen />} title="Not in any bin">
                Receive it, or adjust the stock if it was found on a shelf.
              </EmptyState>
            }
          />
        </Section>
      )}
      {action?.kind === "block" && at && (
        <BlockLotDialog open lot={at} name={name} onOpen={(isOpen) => !isOpen && setAction(null)} />
      )}
      {action && action.kind !== "block" && at && (
        <BinActionSheet
          open
          kind={action.kind}
          balance={at}
          hasSerials={hasSerials}
          variantId={variantId}
          name={name}
          unit={unit}
          onOpen={(isOpen) => !isOpen && setAction(null)}
        />
      )}
    </>
  );
}

const columnsOf = (unit: string | undefined, onAction: (action: StockAction) => void): Column<BinBalance>[] => [
  {
    id: "bin",
    header: "Bin",
    card: "title",
    width: "9rem",
    cell: (row) => (
      <Link href={`/warehouses/bins/${row.locationId}`} className="font-medium hover:underline">
        {row.locationCode}
      </Link>
    ),
  },
  { id: "warehouse", header: "Warehouse", card: "subtitle", width: "9rem", cell: (row) => row.warehouseName },
  {
    id: "lot",
    header: "Lot",
    cardLabel: "",
    cell: (row) => <LotMark {...row} />,
  },
  {
    id: "onHand",
    header: "On hand",
    numeric: true,
    width: "9rem",
    cell: (row) => <Quantity value={row.onHand} unit={unit} className="font-medium" />,
  },
  {
    id: "action",
    header: "Actions",
    card: "aside",
    width: "9rem",
    cell: (row) => <StockActions balance={row} onAction={onAction} />,
  },
];
