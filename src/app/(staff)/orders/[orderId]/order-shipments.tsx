"use client";

import type { Order } from "@/app/(staff)/orders/order-data";
import { formatOrderNumber } from "@/modules/orders/order";
import { Quantity } from "@/ui/amount";
import { Card } from "@/ui/card";
import { CopyButton } from "@/ui/copy-button";
import { DateTime } from "@/ui/date-time";
import { Section } from "@/ui/page";

/** Each shipment with its contents, and the bin and lot they came from. */
export function OrderShipments({ order }: { order: Order }) {
  if (order.shipments.length === 0) return null;
  return (
    <Section title="Shipments">
      <ol className="flex flex-col gap-3">
        {order.shipments.map((shipment) => (
          <li key={shipment.id}>
            <Card>
              <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h3 className="text-sm font-semibold">{`${formatOrderNumber(order.number)}-${shipment.sequence}`}</h3>
                <span className="text-xs text-muted">
                  <DateTime at={shipment.shippedAt} mode="datetime" /> by {shipment.shippedByName}
                </span>
              </div>
              {shipment.tracking && (
                <p className="mb-2 flex items-center gap-1 text-sm text-muted">
                  Tracking <span className="font-mono text-foreground">{shipment.tracking}</span>
                  <CopyButton text={shipment.tracking} label="Copy tracking number" />
                </p>
              )}
              <ul className="flex flex-col divide-y divide-border text-sm">
                {shipment.lines.map((line) => (
                  <li key={line.id} className="flex items-baseline justify-between gap-3 py-1.5">
                    <span className="min-w-0">
                      {line.title} <span className="text-muted">{line.sku}</span>
                      <span className="block text-xs text-muted">
                        {[`from ${line.locationCode}`, line.lotCode && `lot ${line.lotCode}`]
                          .filter(Boolean)
                          .join(", ")}
                      </span>
                    </span>
                    <Quantity value={line.quantity} className="font-medium" />
                  </li>
                ))}
              </ul>
            </Card>
          </li>
        ))}
      </ol>
    </Section>
  );
}
