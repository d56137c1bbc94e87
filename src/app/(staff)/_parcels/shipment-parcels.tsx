"use client";

import { PackagePlus, Tag } from "lucide-react";
import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { labelPath } from "@/modules/documents/document";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { buttonStyle } from "@/ui/button-style";
import { onDemand } from "@/ui/on-demand";
import { PlainLink } from "@/ui/plain-link";
import { packingLines } from "./packing-draft";
import type { Parcel } from "./parcel-data";
import { ParcelItem } from "./parcel-item";
import { TrackingLink } from "./tracking-link";

const PackDialog = onDemand(() => import("./pack-dialog").then((file) => file.PackDialog));

type ShipmentParcelsProps = { order: Order; shipment: Order["shipments"][number] };

/** The parcels of a shipment, and by which numbers they are followed. */
export function ShipmentParcels({ order, shipment }: ShipmentParcelsProps) {
  const { data } = trpc.parcels.listOfOrder.useQuery({ orderId: order.id });
  const mayPack = useCan("parcels.pack") && shipment.voidedAt === null;
  const [edited, setEdited] = useState<Parcel | null>(null);
  const [isPacking, setPacking] = useState(false);
  const parcels = (data ?? []).filter(({ shipmentId }) => shipmentId === shipment.id);
  const left = packingLines(order, shipment, parcels).reduce((sum, { max }) => sum + max, 0);
  const open = (parcel: Parcel | null) => {
    setEdited(parcel);
    setPacking(true);
  };
  return (
    <div className="mb-2 flex flex-col gap-2">
      {parcels.length === 0 && shipment.tracking && (
        <p className="flex flex-wrap items-center gap-1 text-sm text-muted">
          Tracking <TrackingLink tracking={shipment.tracking} link={null} />
        </p>
      )}
      {parcels.length > 0 && (
        <ol aria-label="Parcels" className="flex flex-col divide-y divide-border rounded-md bg-subtle/50 px-3 text-sm">
          {parcels.map((parcel) => (
            <ParcelItem key={parcel.id} parcel={parcel} onEdit={() => open(parcel)} />
          ))}
        </ol>
      )}
      {data && mayPack && (
        <div className="flex flex-wrap items-center gap-2">
          {left > 0 && (
            <Button size="sm" icon={<PackagePlus aria-hidden />} onClick={() => open(null)}>
              Pack a parcel
            </Button>
          )}
          {parcels.length > 1 && (
            <PlainLink
              className={buttonStyle({ size: "sm" })}
              href={labelPath(
                "parcel-label",
                parcels.map(({ id }) => id),
              )}
              target="_blank"
              rel="noreferrer"
            >
              <Tag aria-hidden />
              All labels
            </PlainLink>
          )}
          {left > 0 && parcels.length > 0 && (
            <span className="text-xs text-muted tabular">{formatQuantity(left)} in no parcel yet</span>
          )}
        </div>
      )}
      <PackDialog
        order={order}
        shipment={shipment}
        parcels={parcels}
        parcel={edited}
        open={isPacking && mayPack}
        onOpen={setPacking}
      />
    </div>
  );
}
