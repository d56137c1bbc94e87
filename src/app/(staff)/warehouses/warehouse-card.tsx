"use client";

import { Layers, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { Bin, StockLocation, Warehouse } from "@/app/(staff)/_places/locations";
import { useCan } from "@/client/person";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { onDemand } from "@/ui/on-demand";
import { LocationMenu } from "./location-menu";

const CreateBinsDialog = onDemand(() => import("./create-bins-dialog").then((file) => file.CreateBinsDialog));
const CreateZoneDialog = onDemand(() => import("./create-zone-dialog").then((file) => file.CreateZoneDialog));

/** How many variants lie in a bin; undefined until that is known. */
type CountOf = ((binId: string) => number) | undefined;
type WarehouseCardProps = { warehouse: Warehouse; countOf: CountOf; isNarrowed: boolean };

/** A warehouse with its zones and their bins. */
export function WarehouseCard({ warehouse, countOf, isNarrowed }: WarehouseCardProps) {
  const { zones, looseBins, bins } = warehouse;
  return (
    <Card padded={false}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{warehouse.name}</h2>
          <p className="text-sm text-muted">
            {warehouse.code} · {formatCount(bins.length, "bin")}
            {zones.length > 0 && ` in ${formatCount(zones.length, "zone")}`}
          </p>
        </div>
        <WarehouseActions warehouse={warehouse} />
      </div>
      {looseBins.length > 0 && (
        <BinGrid
          title={zones.length > 0 ? "No zone" : null}
          warehouse={warehouse.name}
          bins={looseBins}
          countOf={countOf}
        />
      )}
      {zones.map((zone) => (
        <BinGrid
          key={zone.id}
          title={zone.name}
          warehouse={warehouse.name}
          zone={zone}
          bins={zone.bins}
          countOf={countOf}
        />
      ))}
      {bins.length === 0 && !isNarrowed && zones.length === 0 && (
        <p className="border-t border-border px-4 py-6 text-center text-sm text-muted">
          No bins yet. Add one before receiving.
        </p>
      )}
    </Card>
  );
}

function WarehouseActions({ warehouse }: { warehouse: Warehouse }) {
  const mayCreate = useCan("inventory.create-location");
  const [adding, setAdding] = useState<"zone" | "bins" | null>(null);
  if (!mayCreate) return <LocationMenu location={warehouse} what="warehouse" />;
  return (
    <div className="flex items-center gap-2">
      <Button icon={<Layers aria-hidden />} onClick={() => setAdding("zone")}>
        Add zone
      </Button>
      <Button icon={<Plus aria-hidden />} onClick={() => setAdding("bins")}>
        Add bins
      </Button>
      <LocationMenu location={warehouse} what="warehouse" />
      <CreateZoneDialog
        open={adding === "zone"}
        onOpen={(isOpen) => setAdding(isOpen ? "zone" : null)}
        warehouse={warehouse}
      />
      <CreateBinsDialog
        open={adding === "bins"}
        onOpen={(isOpen) => setAdding(isOpen ? "bins" : null)}
        warehouse={warehouse}
      />
    </div>
  );
}

type BinGridProps = {
  title: string | null;
  warehouse: string;
  zone?: StockLocation;
  bins: readonly Bin[];
  countOf: CountOf;
};

function BinGrid({ title, warehouse, zone, bins, countOf }: BinGridProps) {
  return (
    <section aria-label={`${title ?? "Bins"}, ${warehouse}`} className="border-t border-border px-4 py-3">
      {title && (
        <div className="mb-2 flex min-h-7 items-center justify-between gap-2">
          <h3 className="text-sm font-medium">
            {title}
            {zone && zone.code !== zone.name && <span className="font-normal text-muted"> · {zone.code}</span>}
          </h3>
          {zone && <LocationMenu location={zone} what="zone" size="sm" />}
        </div>
      )}
      {bins.length === 0 ? (
        <p className="text-sm text-muted">No bins in this zone yet.</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2">
          {bins.map((bin) => (
            <BinTile key={bin.id} bin={bin} count={countOf?.(bin.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BinTile({ bin, count }: { bin: Bin; count: number | undefined }) {
  return (
    <li>
      <Link
        href={`/warehouses/bins/${bin.id}`}
        className={cn(
          "flex h-full min-h-12 flex-col justify-center rounded-md border px-2.5 py-1.5 transition-colors",
          "hover:border-input hover:bg-subtle",
          count === 0 ? "border-dashed border-border" : "border-border",
        )}
      >
        <span className="truncate font-medium tabular">{bin.code}</span>
        <span className="truncate text-xs text-muted">
          {count === undefined ? "\u00a0" : count === 0 ? "Empty" : formatCount(count, "SKU")}
        </span>
      </Link>
    </li>
  );
}
