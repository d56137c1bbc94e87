"use client";

import { useState } from "react";
import { SerialChoice } from "@/app/(staff)/_serials/serial-choice";
import { hasSerial } from "@/app/(staff)/_serials/serials";
import type { Order } from "@/app/(staff)/orders/order-data";
import { type Outputs, trpc } from "@/client/trpc";
import { BALANCES_LISTED_MAX } from "@/modules/inventory/serials/serial";
import { formatQuantity } from "@/shared/quantity";
import { type ChangePicks, type PickDraft, pickSerial } from "./shipment-draft";

type BinBalance = Outputs["inventory"]["listBalances"][number];
/** One that is on hand where the order ships from. */
type PieceHere = { serial: string; locationId: string; locationCode: string; lotId: string };

const piecesHere = (balances: readonly BinBalance[], warehouseId: string): PieceHere[] =>
  balances.flatMap(({ lotCode, lotId, locationId, locationCode, ...at }) =>
    at.warehouseId === warehouseId && lotCode !== null && lotId !== null
      ? [{ serial: lotCode, lotId, locationId, locationCode }]
      : [],
  );

const CUT = `Only ${formatQuantity(BALANCES_LISTED_MAX)} on hand are listed. Use a pick list to ship another.`;

type ShipSerialsProps = {
  line: Order["lines"][number];
  warehouse: { id: string; code: string };
  picks: readonly PickDraft[];
  fault: string | undefined;
  change: ChangePicks;
};

/** Which items of a line leave, by their serial numbers. */
export function ShipSerials({ line, warehouse, picks, fault, change }: ShipSerialsProps) {
  const balances = trpc.inventory.listBalances.useQuery({ variantId: line.variantId });
  // What is picked or suggested stands first, and stays there whatever is chosen then.
  const [suggested] = useState(() => new Set(picks.map(({ lotId }) => lotId)));
  const here = piecesHere(balances.data ?? [], warehouse.id);
  const isCut = balances.data?.length === BALANCES_LISTED_MAX;
  const pieces = [
    ...here.filter(({ lotId }) => suggested.has(lotId)),
    ...here.filter(({ lotId }) => !suggested.has(lotId)),
  ];
  const serialsOf = (own: readonly PickDraft[]) =>
    own.flatMap(({ orderLineId, lotId }) =>
      orderLineId === line.id ? (pieces.find((piece) => piece.lotId === lotId)?.serial ?? []) : [],
    );
  return (
    <SerialChoice
      label={`Serial numbers of ${line.sku}`}
      hint={isCut ? CUT : undefined}
      error={fault}
      variantId={line.variantId}
      known={pieces.map(({ serial, locationCode }) => ({ serial, hint: locationCode }))}
      chosen={serialsOf(picks)}
      wanted={line.open}
      strange={isCut ? "Not in the list" : `Not on hand in ${warehouse.code}`}
      change={(next) =>
        change((now) => {
          const [before, after] = [serialsOf(now), next(serialsOf(now))];
          const kept = now.filter(({ orderLineId, lotId }) => {
            const piece = pieces.find((each) => each.lotId === lotId);
            return orderLineId !== line.id || (piece ? hasSerial(after, piece.serial) : balances.isPending);
          });
          return pieces
            .filter(({ serial }) => hasSerial(after, serial) && !hasSerial(before, serial))
            .reduce((picked, piece) => pickSerial(picked, line, piece), kept);
        })
      }
    />
  );
}
