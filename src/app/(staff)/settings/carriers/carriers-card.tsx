"use client";

import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useState } from "react";
import type { Carrier } from "@/app/(staff)/_parcels/parcel-data";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { KNOWN_CARRIERS } from "@/modules/shop/carriers/carrier";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import { DetailSkeleton } from "@/ui/skeleton";

const AddCarrier = onDemand(() => import("./carrier-dialog").then((file) => file.AddCarrier));
const EditCarrier = onDemand(() => import("./carrier-dialog").then((file) => file.EditCarrier));

/** Who carries parcels for the shop, and where their customers follow them. */
export function CarriersCard() {
  const carriers = trpc.parcels.listCarriers.useQuery();
  const [isAdding, setAdding] = useState(false);
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader
        title="Carriers"
        description="Chosen when a parcel is packed. The tracking link leads to the carrier's page of a parcel."
        className="mb-0"
      />
      <Loaded inline query={carriers} skeleton={<DetailSkeleton />}>
        {(carriers) => (
          <>
            <Carriers carriers={carriers} />
            <Suggestions carriers={carriers} />
          </>
        )}
      </Loaded>
      <Button className="self-start" onClick={() => setAdding(true)}>
        Add a carrier
      </Button>
      <AddCarrier open={isAdding} onOpen={setAdding} />
    </Card>
  );
}

function Carriers({ carriers }: { carriers: readonly Carrier[] }) {
  if (carriers.length === 0)
    return <EmptyState title="No carriers yet">Add one of those below, or another by its name.</EmptyState>;
  return (
    <ul aria-label="Carriers" className="divide-y divide-border text-sm">
      {carriers.map((carrier) => (
        <CarrierItem key={carrier.id} carrier={carrier} />
      ))}
    </ul>
  );
}

function CarrierItem({ carrier }: { carrier: Carrier }) {
  const { id: carrierId, name, services, trackingLink, archivedAt } = carrier;
  const [isEdited, setEdited] = useState(false);
  const archive = trpc.parcels.archiveCarrier.useMutation();
  const restore = trpc.parcels.restoreCarrier.useMutation();
  const about = [services.join(", "), trackingLink || "no tracking link"].filter((part) => part !== "").join(" · ");
  return (
    <li className="py-1.5">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 font-medium wrap-anywhere">
            {name}
            {archivedAt !== null && <Badge tone="warning">Archived</Badge>}
          </span>
          <span className="block text-xs wrap-anywhere text-muted">{about}</span>
        </span>
        <IconButton label={`Edit ${name}`} icon={<Pencil aria-hidden />} onClick={() => setEdited(true)} />
        {archivedAt === null ? (
          <IconButton
            label={`Archive ${name}`}
            icon={<Archive aria-hidden />}
            disabled={archive.isPending}
            onClick={() => archive.mutate({ carrierId })}
          />
        ) : (
          <IconButton
            label={`Restore ${name}`}
            icon={<ArchiveRestore aria-hidden />}
            disabled={restore.isPending}
            onClick={() => restore.mutate({ carrierId })}
          />
        )}
      </div>
      <RefusalNotice of={archive.error ?? restore.error} />
      <EditCarrier carrier={carrier} open={isEdited} onOpen={setEdited} />
    </li>
  );
}

/** Those that many shops use, one click each. */
function Suggestions({ carriers }: { carriers: readonly Carrier[] }) {
  const create = trpc.parcels.createCarrier.useMutation();
  const isKnown = (name: string) => carriers.some((carrier) => carrier.name.toLowerCase() === name.toLowerCase());
  const offered = KNOWN_CARRIERS.filter(({ name }) => !isKnown(name));
  if (offered.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-xs text-muted">Well known, with their tracking link:</p>
      <div className="flex flex-wrap gap-2">
        {offered.map(({ name, services, trackingLink }) => (
          <Button
            key={name}
            size="sm"
            aria-label={`Add ${name}`}
            disabled={create.isPending}
            onClick={() => create.mutate({ name, services: [...services], trackingLink })}
          >
            {name}
          </Button>
        ))}
      </div>
      <RefusalNotice of={create.error} />
    </div>
  );
}
