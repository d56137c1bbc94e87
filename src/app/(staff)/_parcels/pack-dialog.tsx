"use client";

import { useRef, useState } from "react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { ScanStatus } from "@/app/(staff)/_scan/scan-status";
import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice } from "@/client/refusal";
import { useOwnScanBox } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { formatShipmentNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { QuantityStepper } from "@/ui/quantity-stepper";
import { ScanBox } from "@/ui/scan-box";
import { notify } from "@/ui/toast";
import {
  allOf,
  countOf,
  draftOf,
  linesToSend,
  type PackingDraft,
  type PackingLine,
  packingLines,
  totalOf,
} from "./packing-draft";
import type { Parcel } from "./parcel-data";
import { ParcelFields } from "./parcel-fields";
import { type FieldsDraft, fieldsOf, fieldsToSend } from "./parcel-values";
import { usePackingScan } from "./use-packing-scan";

type PackDialogProps = {
  order: Order;
  shipment: Order["shipments"][number];
  /** All of the shipment. */
  parcels: readonly Parcel[];
  /** The one that is corrected; null packs another. */
  parcel: Parcel | null;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** What goes into a parcel, scanned or by hand; how heavy it is, and who carries it. */
export function PackDialog(props: PackDialogProps) {
  const { order, shipment, parcel, open, onOpen } = props;
  const number = formatShipmentNumber(order.number, shipment.sequence);
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="lg"
      title={parcel ? `Edit parcel ${parcel.number}` : `Pack a parcel of ${number}`}
      description="Scan the items that go in, or enter how many. Carrier and number may follow later."
    >
      <Packing {...props} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function usePackingDraft(parcel: Parcel | null) {
  const [draft, setDraft] = useState(() => draftOf(parcel));
  const newest = useRef<PackingDraft>(draft);
  const change = (next: PackingDraft) => {
    newest.current = next;
    setDraft(next);
  };
  return { draft, change, latest: () => newest.current };
}

function Packing({ order, shipment, parcels, parcel, onDone }: PackDialogProps & { onDone: () => void }) {
  useOwnScanBox();
  const others = parcels.filter(({ id }) => id !== parcel?.id);
  const lines = packingLines(order, shipment, others);
  const { draft, change, latest } = usePackingDraft(parcel);
  const tracking = parcels.length === 0 ? shipment.tracking : "";
  const [fields, setFields] = useState<FieldsDraft>(() => fieldsOf(parcel, { ...carrierOf(order), tracking }));
  const { scan, isReading, feedback } = usePackingScan({ lines, latest, change });
  const pack = trpc.parcels.pack.useMutation({
    onSuccess: ({ number }) => {
      notify.success(`Parcel ${number} packed`);
      onDone();
    },
  });
  const edit = trpc.parcels.edit.useMutation({ onSuccess: onDone });
  const values = fieldsToSend(fields);
  const total = totalOf(draft, lines);
  const send = () => {
    if (values === null) return;
    const packed = { ...values, lines: linesToSend(draft, lines) };
    if (parcel) edit.mutate({ ...packed, parcelId: parcel.id, version: parcel.version });
    else pack.mutate({ ...packed, shipmentId: shipment.id });
  };
  return (
    <div className="flex flex-col gap-4">
      <ScanBox
        size="lg"
        label="Scan an item into the parcel"
        placeholder="Scan an item into the parcel"
        pending={isReading}
        onScan={(code) => void scan(code)}
      />
      <ScanStatus feedback={feedback} hint="Each scan puts one in." />
      <ol aria-label="Items in the parcel" className="flex flex-col divide-y divide-border">
        {lines.map((line) => (
          <Item
            key={line.shipmentLineId}
            line={line}
            count={countOf(draft, line)}
            onCount={(count) => change(new Map(latest()).set(line.shipmentLineId, count))}
          />
        ))}
      </ol>
      <Button size="lg" className="self-start" onClick={() => change(allOf(lines))}>
        Put in all that is left
      </Button>
      <ParcelFields fields={fields} onFields={(next) => setFields((now) => ({ ...now, ...next }))} />
      <RefusalNotice of={pack.error ?? edit.error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-sm text-muted">
          {total === 0 ? "Nothing in it yet" : formatCount(total, "item")}
        </span>
        <DialogCancel />
        <Button
          size="lg"
          variant="primary"
          shortcut="mod+enter"
          pending={pack.isPending || edit.isPending}
          disabled={total === 0 || values === null}
          onClick={send}
        >
          {parcel ? "Save parcel" : "Pack parcel"}
        </Button>
      </div>
    </div>
  );
}

/** One that is in use no more takes no parcel. */
const carrierOf = ({ carrierId, carrierService, carrierIsArchived }: Order) =>
  carrierIsArchived ? { carrierId: null, service: "" } : { carrierId, service: carrierService };

type ItemProps = { line: PackingLine; count: number; onCount: (count: number) => void };

function Item({ line: { goods, lotCode, max }, count, onCount }: ItemProps) {
  const lot = lotName({ lotCode, hasSerials: goods.hasSerials });
  return (
    <li className="grid grid-cols-1 items-center gap-3 py-3 first:pt-0 sm:grid-cols-[minmax(0,1fr)_11rem]">
      <span className="min-w-0">
        <GoodsName goods={goods} className="text-base font-semibold" />
        <span className="block text-sm text-muted tabular">
          {[goods.sku, lot, `${formatQuantity(max, unitOf(goods))} to pack`].filter(Boolean).join(" · ")}
        </span>
      </span>
      <QuantityStepper
        hideLabel
        label={`Quantity of ${goods.sku}${lot ? `, ${lot},` : ""} in the parcel`}
        value={count}
        max={max}
        onValue={onCount}
      />
    </li>
  );
}
