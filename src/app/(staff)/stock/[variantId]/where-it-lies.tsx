"use client";

import { ArrowLeftRight, PackageOpen, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { AdjustStockForm, type BookedGoods } from "@/app/(staff)/stock/adjust/adjust-stock-form";
import { useCan } from "@/client/person";
import { QueryError } from "@/client/query-error";
import { type Outputs, trpc } from "@/client/trpc";
import { Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/icon-button";
import { Section } from "@/ui/page";
import { Sheet } from "@/ui/sheet";
import { MoveGoodsForm } from "./move-goods-form";

type Lying = Outputs["inventory"]["stockPlaces"][number];
type Act = { kind: "adjust" | "move"; place: Lying };
type WhereItLiesProps = { variantId: string; name: string; unit: string | undefined };

const idOf = ({ locationId, lotId }: Lying) => `${locationId} ${lotId ?? ""}`;

/** The bins and lots that hold a variant, and what one does there. */
export function WhereItLies({ variantId, name, unit }: WhereItLiesProps) {
  const places = trpc.inventory.stockPlaces.useQuery({ variantId });
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Section title="Where it lies">
      <DataTable
        label="Where it lies"
        columns={columnsOf(unit, setAct)}
        rows={places.data}
        rowId={idOf}
        error={
          places.error && !places.data && <QueryError error={places.error} onRetry={() => void places.refetch()} />
        }
        empty={
          <EmptyState icon={<PackageOpen />} title="Nothing in any bin">
            Receive it, or adjust the stock if it was found on a shelf.
          </EmptyState>
        }
      />
      {act && (
        <ActSheet
          act={act}
          place={places.data?.find((place) => idOf(place) === idOf(act.place)) ?? act.place}
          variantId={variantId}
          name={name}
          unit={unit}
          onClose={() => setAct(null)}
        />
      )}
    </Section>
  );
}

const columnsOf = (unit: string | undefined, onAct: (act: Act) => void): Column<Lying>[] => [
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
    cell: (row) => <LotMark lotCode={row.lotCode} expiresOn={row.expiresOn} />,
  },
  {
    id: "allocated",
    header: "Being picked",
    numeric: true,
    width: "9rem",
    cell: (row) => <Quantity value={row.allocated} unit={unit} tone={row.allocated === 0 ? "muted" : "neutral"} />,
  },
  {
    id: "onHand",
    header: "On hand",
    numeric: true,
    width: "9rem",
    cell: (row) => <Quantity value={row.onHand} unit={unit} className="font-medium" />,
  },
  {
    id: "act",
    header: "Actions",
    card: "aside",
    width: "7rem",
    cell: (row) => <PlaceActions place={row} onAct={onAct} />,
  },
];

function PlaceActions({ place, onAct }: { place: Lying; onAct: (act: Act) => void }) {
  const mayAdjust = useCan("inventory.adjust");
  const mayMove = useCan("inventory.move");
  return (
    <span className="flex justify-end gap-1">
      {mayAdjust && (
        <IconButton
          size="sm"
          label={`Adjust what is in ${place.locationCode}`}
          icon={<SlidersHorizontal aria-hidden />}
          onClick={() => onAct({ kind: "adjust", place })}
        />
      )}
      {mayMove && (
        <IconButton
          size="sm"
          label={`Move out of ${place.locationCode}`}
          icon={<ArrowLeftRight aria-hidden />}
          onClick={() => onAct({ kind: "move", place })}
        />
      )}
    </span>
  );
}

function ActSheet({
  act,
  place,
  variantId,
  name,
  unit,
  onClose,
}: WhereItLiesProps & { act: Act; place: Lying; onClose: () => void }) {
  const goods: BookedGoods = {
    variantId,
    name,
    unit,
    locationId: place.locationId,
    locationCode: place.locationCode,
    lotId: place.lotId,
    lotCode: place.lotCode,
    onHand: place.onHand,
  };
  const where = [place.warehouseName, place.locationCode, place.lotCode && `lot ${place.lotCode}`]
    .filter(Boolean)
    .join(", ");
  return (
    <Sheet
      open
      onOpen={(isOpen) => !isOpen && onClose()}
      title={act.kind === "adjust" ? "Adjust stock" : "Move stock"}
      description={`${name} in ${where}`}
    >
      {act.kind === "adjust" ? (
        <AdjustStockForm goods={goods} onDone={onClose} />
      ) : (
        <MoveGoodsForm goods={goods} free={place.onHand - place.allocated} onDone={onClose} />
      )}
    </Sheet>
  );
}
