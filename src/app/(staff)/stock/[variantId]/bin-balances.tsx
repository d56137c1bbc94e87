"use client";

import { ArrowLeftRight, PackageOpen, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { tableState } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import { Section } from "@/ui/page";

const BinActionSheet = onDemand(() => import("./bin-action-sheet").then((file) => file.BinActionSheet));

type BinBalance = Outputs["inventory"]["listBalances"][number];
type Action = { kind: "adjust" | "move"; balance: BinBalance };
type BinBalancesProps = { variantId: string; name: string; unit: string | undefined };

const idOf = ({ locationId, lotId }: BinBalance) => `${locationId} ${lotId ?? ""}`;

/** The bins and lots that hold a variant, with the actions on each. */
export function BinBalances({ variantId, name, unit }: BinBalancesProps) {
  const balances = trpc.inventory.listBalances.useQuery({ variantId });
  const [action, setAction] = useState<Action | null>(null);
  return (
    <Section title="Locations">
      <DataTable
        label="Locations"
        columns={columnsOf(unit, setAction)}
        {...tableState(balances)}
        rowId={idOf}
        empty={
          <EmptyState icon={<PackageOpen />} title="Not in any bin">
            Receive it, or adjust the stock if it was found on a shelf.
          </EmptyState>
        }
      />
      {action && (
        <BinActionSheet
          open
          kind={action.kind}
          balance={balances.data?.find((balance) => idOf(balance) === idOf(action.balance)) ?? action.balance}
          variantId={variantId}
          name={name}
          unit={unit}
          onOpen={(isOpen) => !isOpen && setAction(null)}
        />
      )}
    </Section>
  );
}

const columnsOf = (unit: string | undefined, onAction: (action: Action) => void): Column<BinBalance>[] => [
  {
    id: "bin",
    header: "Bin",
    card: "title",
    cell: (row) => (
      <Link href={`/warehouses/bins/${row.locationId}`} className="font-medium hover:underline">
        {row.locationCode}
      </Link>
    ),
  },
  { id: "warehouse", header: "Warehouse", card: "subtitle", cell: (row) => row.warehouseName },
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
    width: "7rem",
    cell: (row) => <BalanceActions balance={row} onAction={onAction} />,
  },
];

function BalanceActions({ balance, onAction }: { balance: BinBalance; onAction: (action: Action) => void }) {
  const mayAdjust = useCan("inventory.adjust-stock");
  const mayMove = useCan("inventory.move-stock");
  return (
    <span className="flex justify-end gap-1">
      {mayAdjust && (
        <IconButton
          size="sm"
          label={`Adjust stock in ${balance.locationCode}`}
          icon={<SlidersHorizontal aria-hidden />}
          onClick={() => onAction({ kind: "adjust", balance })}
        />
      )}
      {mayMove && (
        <IconButton
          size="sm"
          label={`Move stock from ${balance.locationCode}`}
          icon={<ArrowLeftRight aria-hidden />}
          onClick={() => onAction({ kind: "move", balance })}
        />
      )}
    </span>
  );
}
