"use client";

import { Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/icon-button";
import { StatSkeleton } from "@/ui/skeleton";
import { ReorderPointDialog } from "./reorder-point-dialog";
import type { StockAtWarehouse } from "./reorder-point-form-dialog";

type WarehouseTilesProps = { variantId: string; unit: string | undefined };

/** On hand, reserved, held by quotes, backordered, expired, blocked and available, by warehouse. */
export function WarehouseTiles({ variantId, unit }: WarehouseTilesProps) {
  const stock = trpc.inventory.listAvailabilityByWarehouse.useQuery({ variantId });
  return (
    <Loaded
      inline
      query={stock}
      skeleton={
        <Tiles>
          {[1, 2, 3].map((key) => (
            <StatSkeleton key={key} />
          ))}
        </Tiles>
      }
    >
      {(warehouses) =>
        warehouses.length === 0 ? (
          <NoWarehouse />
        ) : (
          <Tiles>
            {warehouses.map((at) => (
              <WarehouseTile key={at.warehouseId} at={at} variantId={variantId} unit={unit} />
            ))}
          </Tiles>
        )
      }
    </Loaded>
  );
}

function Tiles({ children }: { children: ReactNode }) {
  return (
    <section aria-label="Stock by warehouse" className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {children}
    </section>
  );
}

function NoWarehouse() {
  return (
    <Card padded={false}>
      <EmptyState title="No warehouse">Ask an administrator for access to a warehouse.</EmptyState>
    </Card>
  );
}

function WarehouseTile({ at, variantId, unit }: { at: StockAtWarehouse } & WarehouseTilesProps) {
  const isLow = at.reorderPoint !== null && at.available <= at.reorderPoint;
  return (
    <Card>
      <div className="mb-2 flex min-h-5 items-center justify-between gap-2">
        <h2 className="truncate text-sm font-semibold">{at.warehouseName}</h2>
        <span className="inline-flex gap-1">
          {at.onHand === 0 ? <Badge>None here</Badge> : isLow && <Badge tone="warning">Low</Badge>}
          {at.expired > 0 && <Badge tone="danger">Expired</Badge>}
          {at.blocked > 0 && <Badge tone="danger">Blocked</Badge>}
        </span>
      </div>
      <dl className="flex flex-wrap gap-x-3 gap-y-2">
        <Figure name="Available" value={at.available} unit={unit} isStrong />
        <Figure name="On hand" value={at.onHand} unit={unit} />
        <Figure name="Reserved" value={at.reserved} unit={unit} />
        {at.held > 0 && <Figure name="Held by quotes" value={at.held} unit={unit} />}
        {at.waiting > 0 && <Figure name="Backordered" value={at.waiting} unit={unit} />}
        {at.expired > 0 && <Figure name="Expired" value={at.expired} unit={unit} />}
        {at.blocked > 0 && <Figure name="Blocked" value={at.blocked} unit={unit} />}
      </dl>
      <ReorderPoint at={at} variantId={variantId} unit={unit} />
    </Card>
  );
}

function Figure({
  name,
  value,
  unit,
  isStrong = false,
}: {
  name: string;
  value: number;
  unit: string | undefined;
  isStrong?: boolean;
}) {
  return (
    <div className="flex grow basis-16 flex-col-reverse justify-end">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className={isStrong ? "text-2xl font-semibold tracking-tight" : "text-2xl tracking-tight text-muted"}>
        <Quantity value={value} {...(isStrong && { unit })} />
      </dd>
    </div>
  );
}

function ReorderPoint({ at, variantId, unit }: { at: StockAtWarehouse } & WarehouseTilesProps) {
  const [isOpen, setOpen] = useState(false);
  const mayChange = useCan("inventory.set-reorder-point");
  return (
    <div
      className={cn(
        "mt-3 flex min-h-7 items-center justify-between gap-2",
        "border-t border-border pt-2 text-sm text-muted",
      )}
    >
      <span>
        Reorder point{" "}
        {at.reorderPoint === null ? (
          "not set"
        ) : (
          <Quantity value={at.reorderPoint} unit={unit} className="text-foreground" />
        )}
      </span>
      {mayChange && (
        <IconButton
          size="sm"
          label={`Change the reorder point at ${at.warehouseName}`}
          icon={<Pencil aria-hidden />}
          onClick={() => setOpen(true)}
        />
      )}
      <ReorderPointDialog open={isOpen} onOpen={setOpen} at={at} variantId={variantId} unit={unit} />
    </div>
  );
}
