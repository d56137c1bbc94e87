"use client";

import { useState } from "react";
import { SerialCount, SerialEntry, SerialRows } from "@/app/(staff)/_serials/serial-entry";
import { type Piece, usePieces } from "@/app/(staff)/_serials/use-pieces";
import type { Order } from "@/app/(staff)/orders/order-data";
import { Loaded } from "@/client/loaded";
import { Checkbox } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import { LoadMore } from "@/ui/pagination";
import { SearchInput } from "@/ui/search-input";
import { Loading, Skeleton } from "@/ui/skeleton";
import { type ChangePicks, type PickDraft, pickSerial, type Place, withoutPiece } from "./shipment-draft";
import { useEnterPieces } from "./use-enter-pieces";

type ShipSerialsProps = {
  line: Order["lines"][number];
  warehouse: { id: string; code: string };
  picks: readonly PickDraft[];
  fault: string | undefined;
  change: ChangePicks;
};

const isOneOf = (pieces: readonly Place[], { lotId }: Place) => pieces.some((piece) => piece.lotId === lotId);

/** Which items of a line leave, by their serial numbers: those that are chosen, and below them the others on hand. */
export function ShipSerials({ line, warehouse, picks, fault, change }: ShipSerialsProps) {
  const enter = useEnterPieces({ line, warehouse, change });
  const chosen = picks.flatMap(({ place }) => place ?? []);
  // What is picked or suggested stands first, and stays there whatever is chosen then.
  const [suggested] = useState(chosen);
  const { asked, search, query, more } = usePieces({ variantId: line.variantId, warehouseId: warehouse.id });
  const found = (query.data ?? []).filter((piece) => !isOneOf(suggested, piece));
  // What is chosen is seen also where the list has not come to it, or is searched for something else.
  const first = [...suggested, ...chosen.filter((piece) => !isOneOf(suggested, piece) && !isOneOf(found, piece))];
  const rowOf = (piece: Place) => (
    <PieceRow
      key={piece.lotId}
      piece={piece}
      isChosen={isOneOf(chosen, piece)}
      onChosen={(isChosen) =>
        change((now) => (isChosen ? pickSerial(now, line, piece) : withoutPiece(now, line, piece.lotId)))
      }
    />
  );
  const name = (
    <>
      Serial numbers of {line.sku} <SerialCount entered={chosen.length} wanted={line.open} />
    </>
  );
  return (
    <Field label={name} error={fault}>
      {(control) => (
        <>
          <SerialEntry control={control} onEnter={enter} />
          {first.length > 0 && <SerialRows label={`Serial numbers of ${line.sku}`}>{first.map(rowOf)}</SerialRows>}
          <SearchInput {...search} placeholder="Serial number or bin" label={`Search serial numbers of ${line.sku}`} />
          <Loaded
            inline
            query={query}
            skeleton={
              <Loading>
                <Skeleton className="h-11" />
              </Loading>
            }
          >
            {() => (
              <SerialRows label={`Others of ${line.sku}`}>
                {found.map(rowOf)}
                {found.length === 0 && !more.hasMore && (
                  <li className="px-3 py-2 text-sm text-muted">
                    {asked === ""
                      ? `No other on hand in ${warehouse.code}.`
                      : `No other ${asked} in ${warehouse.code}.`}
                  </li>
                )}
                {more.hasMore && (
                  <li className="px-3 py-2">
                    <LoadMore {...more} />
                  </li>
                )}
              </SerialRows>
            )}
          </Loaded>
        </>
      )}
    </Field>
  );
}

type PieceRowProps = {
  piece: Place & Partial<Pick<Piece, "isExpired" | "isBlocked">>;
  isChosen: boolean;
  onChosen: (isChosen: boolean) => void;
};

const CANNOT = "can't be shipped";
const [EXPIRED, BLOCKED] = [
  ["expired", CANNOT],
  ["blocked", CANNOT],
];

const PieceRow = ({
  piece: { lotCode, locationCode, isExpired = false, isBlocked = false },
  isChosen,
  onChosen,
}: PieceRowProps) => (
  <li className="px-3 py-1">
    <Checkbox
      checked={isChosen}
      disabled={(isExpired || isBlocked) && !isChosen}
      onChecked={onChosen}
      label={<span className="font-medium wrap-anywhere">{lotCode}</span>}
      hint={[locationCode, ...(isBlocked ? BLOCKED : isExpired ? EXPIRED : [])].join(", ")}
    />
  </li>
);
