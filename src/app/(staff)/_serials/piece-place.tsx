import { Blocked } from "@/app/(staff)/_goods/lot-mark";
import { entityHref } from "@/app/(staff)/_history/entity-href";
import type { Piece } from "@/app/(staff)/_scan/use-read-code";
import type { SerialState } from "@/modules/inventory/serials/serial";
import { Badge } from "@/ui/badge";
import { DateTime } from "@/ui/date-time";
import { TextLink } from "@/ui/text-link";

const STATES = {
  new: { label: "Not received yet", tone: "neutral" },
  "on-hand": { label: "On hand", tone: "success" },
  shipped: { label: "Shipped", tone: "accent" },
  quarantine: { label: "In quarantine", tone: "warning" },
  gone: { label: "Taken out of stock", tone: "neutral" },
} as const satisfies Record<SerialState, { label: string; tone: string }>;

/** Where an item with a serial number stands: its bin, or the document with which it left. */
export function PiecePlace({ piece: { state, place, movedAt, blockReason, ...document } }: { piece: Piece }) {
  const { label, tone } = STATES[state];
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 wrap-anywhere">
      <Badge tone={tone}>{label}</Badge>
      {blockReason !== null && <Blocked reason={blockReason} />}
      {place && (
        <span>
          in <TextLink href={`/warehouses/bins/${place.locationId}`}>{place.locationCode}</TextLink>,{" "}
          {place.warehouseName}
        </span>
      )}
      <LastDocument of={document} />
      <span className="text-muted">
        since <DateTime at={movedAt} mode="datetime" />
      </span>
    </span>
  );
}

type LeftWith = Pick<Piece, "documentKind" | "documentId" | "documentLabel">;

function LastDocument({ of: { documentKind, documentId, documentLabel } }: { of: LeftWith }) {
  if (documentLabel === null) return null;
  const href = documentKind && documentId && entityHref(documentKind, documentId);
  return href ? <TextLink href={href}>{documentLabel}</TextLink> : <span>{documentLabel}</span>;
}
