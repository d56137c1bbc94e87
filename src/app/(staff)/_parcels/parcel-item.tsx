"use client";

import { Ellipsis, FileText, PackageOpen, Pencil, Printer, Tag, Truck, Undo2 } from "lucide-react";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { DOCUMENT_NAMES, documentPath, labelPath } from "@/modules/documents/document";
import { formatSize, kilogramsOf } from "@/modules/parcels/parcel";
import { formatCount } from "@/shared/plural";
import { Badge } from "@/ui/badge";
import { cn } from "@/ui/class-names";
import { DateTime } from "@/ui/date-time";
import { Menu, MenuItem } from "@/ui/dropdown-menu";
import { IconButton } from "@/ui/icon-button";
import type { Parcel } from "./parcel-data";
import { TrackingLink } from "./tracking-link";

type ParcelItemProps = { parcel: Parcel; onEdit: () => void };

/** One parcel: who carries it, under which number, what is in it, and what can be done with it. */
export function ParcelItem({ parcel, onEdit }: ParcelItemProps) {
  const { number, isVoided, carrierName, service, tracking, trackingLink, lines, handedOverAt } = parcel;
  const items = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const carrier = [carrierName, service].filter(Boolean).join(" ");
  const measures = [parcel.weight === null ? "" : `${kilogramsOf(parcel.weight)} kg`, formatSize(parcel)];
  return (
    <li className={cn("flex items-start justify-between gap-3 py-2", isVoided && "text-muted line-through")}>
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium tabular">{number}</span>
          {carrier && <span>{carrier}</span>}
          {tracking && <TrackingLink tracking={tracking} link={trackingLink} />}
          {handedOverAt && <Badge tone="success">Handed over</Badge>}
        </span>
        <span className="block text-xs text-muted">
          {[formatCount(items, "item"), ...measures].filter((part) => part !== "").join(" · ")}
          {": "}
          {lines
            .map(({ sku, quantity, ...lot }) => `${quantity} × ${sku}${lot.lotCode ? ` (${lotName(lot)})` : ""}`)
            .join(", ")}
        </span>
        {handedOverAt && (
          <span className="block text-xs text-muted">
            Handed over <DateTime at={handedOverAt} mode="datetime" /> by {parcel.handedOverByName}
          </span>
        )}
      </span>
      {!isVoided && <ParcelMenu parcel={parcel} onEdit={onEdit} />}
    </li>
  );
}

function ParcelMenu({ parcel: { id, number, handedOverAt }, onEdit }: ParcelItemProps) {
  const mayEdit = useCan("parcels.edit");
  const mayRemove = useCan("parcels.remove") && handedOverAt === null;
  const mayHandOver = useCan("parcels.hand-over") && handedOverAt === null;
  const mayTakeBack = useCan("parcels.take-back") && handedOverAt !== null;
  const remove = trpc.parcels.remove.useMutation();
  const handOver = trpc.parcels.handOver.useMutation();
  const takeBack = trpc.parcels.takeBack.useMutation();
  return (
    <span className="flex shrink-0 flex-col items-end">
      <Menu
        label={`Parcel ${number}`}
        align="end"
        trigger={<IconButton label={`Parcel ${number}`} icon={<Ellipsis aria-hidden />} />}
      >
        {mayEdit && (
          <MenuItem icon={<Pencil />} onSelect={onEdit}>
            Edit
          </MenuItem>
        )}
        <MenuItem icon={<Tag />} href={labelPath("parcel-label", [id])} opensTab>
          Label
        </MenuItem>
        <MenuItem icon={<Printer />} href={labelPath("parcel-zpl", [id])} opensTab>
          Label as ZPL
        </MenuItem>
        <MenuItem icon={<FileText />} href={documentPath("packing-slip", id)} opensTab>
          {DOCUMENT_NAMES["packing-slip"]}
        </MenuItem>
        {mayHandOver && (
          <MenuItem icon={<Truck />} onSelect={() => handOver.mutate({ parcelIds: [id] })}>
            Hand over
          </MenuItem>
        )}
        {mayTakeBack && (
          <MenuItem icon={<Undo2 />} onSelect={() => takeBack.mutate({ parcelIds: [id] })}>
            Take back
          </MenuItem>
        )}
        {mayRemove && (
          <MenuItem icon={<PackageOpen />} onSelect={() => remove.mutate({ parcelId: id })}>
            Unpack
          </MenuItem>
        )}
      </Menu>
      <RefusalNotice of={remove.error ?? handOver.error ?? takeBack.error} />
    </span>
  );
}
