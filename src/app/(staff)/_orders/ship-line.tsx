"use client";

import { Plus, X } from "lucide-react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { BalancesListed } from "@/app/(staff)/_places/balances-listed";
import type { Order } from "@/app/(staff)/orders/order-data";
import { ParsedInput } from "@/app/(staff)/orders/parsed-input";
import { type Outputs, trpc } from "@/client/trpc";
import { formatDay } from "@/shared/dates";
import { formatQuantity } from "@/shared/quantity";
import { quantityKind } from "@/shared/typed-number";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Select } from "@/ui/select";
import { ShipSerials } from "./ship-serials";
import { type ChangePicks, emptyPick, type PickDraft, type Place, placeOf } from "./shipment-draft";

type BinBalance = Outputs["inventory"]["listBalances"][number];
type Named = Place & Partial<Pick<BinBalance, "expiresOn" | "isExpired" | "isBlocked">>;

type ShipLineProps = {
  line: Order["lines"][number];
  warehouse: { id: string; code: string };
  picks: readonly PickDraft[];
  fault: string | undefined;
  change: ChangePicks;
  onPick: (key: string, next: Partial<PickDraft> | null) => void;
  onAdd: (pick: PickDraft) => void;
};

const keyOf = ({ locationId, lotId }: { locationId: string; lotId: string | null }) => `${locationId}/${lotId ?? ""}`;
const isGood = ({ isExpired, isBlocked }: Pick<BinBalance, "isExpired" | "isBlocked">): boolean =>
  !isExpired && !isBlocked;

const balanceLabel = ({ locationCode, lotCode, expiresOn, isExpired, isBlocked }: Named) =>
  [
    locationCode,
    lotName({ lotCode, hasSerials: false }),
    expiresOn && `${isExpired ? "expired" : "expires"} ${formatDay(expiresOn)}`,
    isBlocked && "blocked",
  ]
    .filter(Boolean)
    .join(", ");

const toOption = (balance: BinBalance, unit: string | undefined) => ({
  value: keyOf(balance),
  label: balanceLabel(balance),
  hint: `${formatQuantity(balance.onHand, unit)} on hand${isGood(balance) ? "" : ", can't be shipped"}`,
  disabled: !isGood(balance),
});

/** A line that is still open, and the bins it is taken from, or the serial numbers that leave. */
export function ShipLine({ change, ...props }: ShipLineProps) {
  const { line, warehouse, picks, fault } = props;
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-medium">
          <GoodsName goods={line} /> <span className="text-xs font-normal text-muted">{line.sku}</span>
        </span>
        <span className="shrink-0 text-sm text-muted tabular">{formatQuantity(line.open, unitOf(line))} open</span>
      </div>
      {line.hasSerials ? (
        <ShipSerials line={line} warehouse={warehouse} picks={picks} fault={fault} change={change} />
      ) : (
        <FromBins {...props} />
      )}
    </li>
  );
}

function FromBins({ line, warehouse, picks, fault, onPick, onAdd }: Omit<ShipLineProps, "change">) {
  const balances = trpc.inventory.listBalances.useQuery({ variantId: line.variantId });
  const here = (balances.data ?? []).filter((balance) => balance.warehouseId === warehouse.id);
  const chosen = picks.flatMap(({ place }) => place ?? []);
  // What is suggested or scanned may be beyond what is listed.
  const options = [
    ...here.map((balance) => toOption(balance, unitOf(line))),
    ...chosen
      .filter((place) => !here.some((balance) => keyOf(balance) === keyOf(place)))
      .map((place) => ({ value: keyOf(place), label: balanceLabel(place) })),
  ];
  const choose = (pick: PickDraft, value: string) => {
    const balance = here.find((candidate) => keyOf(candidate) === value);
    if (balance) onPick(pick.key, { place: placeOf(balance) });
  };
  const left = line.open - picks.reduce((sum, pick) => sum + (pick.quantity ?? 0), 0);
  return (
    <>
      {picks.map((pick, index) => (
        <div key={pick.key} className="flex items-center gap-2">
          <ParsedInput
            label={`Quantity of ${line.sku}, bin ${index + 1}`}
            className="w-24 shrink-0"
            value={pick.quantity}
            onValue={(quantity) => onPick(pick.key, { quantity })}
            kind={quantityKind}
            invalid={fault !== undefined}
          />
          <span aria-hidden className="text-sm text-muted">
            from
          </span>
          <Select
            label={`Bin ${index + 1} for ${line.sku}`}
            className="min-w-0 flex-1"
            value={pick.place && keyOf(pick.place)}
            onValue={(value) => choose(pick, value)}
            options={options}
            placeholder={balances.isPending ? "Loading bins" : "Choose a bin"}
          />
          <IconButton
            label={`Remove bin ${index + 1} of ${line.sku}`}
            icon={<X aria-hidden />}
            onClick={() => onPick(pick.key, null)}
          />
        </div>
      ))}
      {fault && (
        <p role="alert" className="text-xs text-danger-text">
          {fault}
        </p>
      )}
      <BalancesListed balances={balances.data ?? []}>To ship from another, scan the label of its lot.</BalancesListed>
      {left > 0 && (
        <Button
          size="sm"
          variant="ghost"
          className="self-start"
          icon={<Plus aria-hidden />}
          onClick={() => onAdd(emptyPick(line.id, left))}
        >
          {picks.length === 0 ? "Ship this line too" : `Pick the other ${formatQuantity(left)} from another bin`}
        </Button>
      )}
    </>
  );
}
