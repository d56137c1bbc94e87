"use client";

import type { Order } from "@/app/(staff)/orders/order-data";
import { DOCUMENT_NAMES, documentPath } from "@/modules/documents/document";
import { formatShipmentNumber } from "@/modules/orders/order";
import { Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { DateTime } from "@/ui/date-time";
import { deferred } from "@/ui/on-demand";
import { Section } from "@/ui/page";
import { PlainLink } from "@/ui/plain-link";
import { shippedItems } from "./shipped-items";

type Shipment = Order["shipments"][number];

const EmailDocument = deferred(() => import("@/app/(staff)/_mails/email-document").then((file) => file.EmailDocument));

const VoidShipment = deferred(() => import("./void-shipment").then((file) => file.VoidShipment));

/** Behind the page, which shows at once what shipped. */
const ShipmentParcels = deferred(() =>
  import("@/app/(staff)/_parcels/shipment-parcels").then((file) => file.ShipmentParcels),
);

/** Each shipment with its contents, and the bin and lot they came from. */
export function OrderShipments({ order }: { order: Order }) {
  if (order.shipments.length === 0) return null;
  return (
    <Section title="Shipments">
      <ol className="flex flex-col gap-3">
        {order.shipments.map((shipment) => (
          <li key={shipment.id}>
            <Card>
              <Head order={order} shipment={shipment} />
              <ShipmentParcels order={order} shipment={shipment} />
              <Contents order={order} shipment={shipment} />
            </Card>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Head({ order, shipment }: { order: Order; shipment: Shipment }) {
  return (
    <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <h3 className="flex items-center gap-2 text-sm font-semibold">
        {formatShipmentNumber(order.number, shipment.sequence)}
        {shipment.voidedAt && <Badge tone="warning">Voided</Badge>}
      </h3>
      <span className="flex flex-wrap items-center gap-3 text-xs text-muted">
        <span>
          <DateTime at={shipment.shippedAt} mode="datetime" /> by {shipment.shippedByName}
        </span>
        {!shipment.voidedAt && (
          <>
            <PlainLink href={documentPath("packing-slip", shipment.id)} target="_blank" rel="noreferrer">
              {DOCUMENT_NAMES["packing-slip"]}
            </PlainLink>
            <EmailDocument
              kind="packing-slip"
              documentId={shipment.id}
              number={formatShipmentNumber(order.number, shipment.sequence)}
              isInline
            />
          </>
        )}
        <VoidShipment order={order} shipment={shipment} />
      </span>
      {shipment.voidedAt && (
        <p className="w-full text-sm text-muted">
          Voided <DateTime at={shipment.voidedAt} mode="datetime" /> by {shipment.voidedByName}
          {shipment.voidReason && `: ${shipment.voidReason}`}. These items did not leave and are not counted.
        </p>
      )}
    </div>
  );
}

function Contents({ order, shipment }: { order: Order; shipment: Shipment }) {
  return (
    <ul className={cn("flex flex-col divide-y divide-border text-sm", shipment.voidedAt && "text-muted line-through")}>
      {shippedItems(order, shipment).map(({ line, quantity, lot }) => (
        <li key={line.id} className="flex items-baseline justify-between gap-3 py-1.5">
          <span className="min-w-0">
            {line.title} <span className="text-muted">{line.sku}</span>
            <span className="block text-xs text-muted wrap-anywhere">
              {[`from ${line.locationCode}`, lot].filter(Boolean).join(", ")}
            </span>
          </span>
          <Quantity value={quantity} className="font-medium" />
        </li>
      ))}
    </ul>
  );
}
