"use client";

import { ArrowRight } from "lucide-react";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { entityHref } from "@/app/(staff)/_history/entity-href";
import { type LocationKind, reasonLabel, type TransactionKind, TRANSACTION_NAMES } from "@/modules/inventory/inventory";
import { formatQuantity } from "@/shared/quantity";
import { Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { cn } from "@/ui/class-names";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { TextLink } from "@/ui/text-link";
import { type Movement, ReverseMovement } from "./reverse-movement";

const KIND_TONES = {
  receive: "success",
  open: "neutral",
  adjust: "warning",
  move: "info",
  ship: "accent",
  reverse: "danger",
  count: "neutral",
  return: "success",
} as const satisfies Record<TransactionKind, string>;

const VIRTUAL_LOCATION_NAMES: Partial<Record<LocationKind, string>> = {
  supplier: "Supplier",
  customer: "Customer",
  adjustment: "Adjustment",
  scrap: "Scrap",
  transit: "In transit",
  quarantine: "Quarantine",
};

function Way({ row, hasSerials }: { row: Movement; hasSerials: boolean }) {
  const lot = lotName({ lotCode: row.lotCode, hasSerials });
  if (row.kind === "count") return <span>{[row.toCode, lot].filter(Boolean).join(", ")}</span>;
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
      <span className={cn("min-w-0", VIRTUAL_LOCATION_NAMES[row.fromKind] && "text-muted")}>
        {VIRTUAL_LOCATION_NAMES[row.fromKind] ?? row.fromCode}
      </span>
      <ArrowRight aria-label="to" className="size-3 text-faint" />
      <span className={cn("min-w-0", VIRTUAL_LOCATION_NAMES[row.toKind] && "text-muted")}>
        {VIRTUAL_LOCATION_NAMES[row.toKind] ?? row.toCode}
      </span>
      {lot && <span className="min-w-0 text-muted">{lot}</span>}
    </span>
  );
}

/** A move within the chosen warehouse changes no balance, so its quantity is shown with a plus-minus sign. */
function Change({ row, unit }: { row: Movement; unit: string | undefined }) {
  if (row.kind === "count") return <span className="text-muted">No difference</span>;
  if (row.change === 0)
    return (
      <span className="text-muted">
        {"\u00b1"}
        <Quantity value={row.quantity} unit={unit} />
      </span>
    );
  return (
    <Quantity
      value={row.change}
      unit={unit}
      signed
      tone={row.change > 0 ? "success" : "danger"}
      className="font-medium"
    />
  );
}

function Why({ row }: { row: Movement }) {
  const counted = row.kind === "count" && `${formatQuantity(row.quantity)} counted`;
  const reason = counted || (row.reason && reasonLabel(row.reason));
  const remark = [row.reference, row.note].filter(Boolean).join(" - ");
  const words = [reason, remark].filter(Boolean).join(": ");
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
      {row.documentLabel && <DocumentLink row={row} label={row.documentLabel} />}
      {words && <span className="line-clamp-2 min-w-0">{words}</span>}
      {row.isReversed && <Badge>Reversed</Badge>}
    </span>
  );
}

const isExplained = ({ documentLabel, reason, reference, note, isReversed }: Movement) =>
  Boolean(documentLabel || reason || reference || note || isReversed);

function DocumentLink({ row, label }: { row: Movement; label: string }) {
  const href = row.documentKind && row.documentId && entityHref(row.documentKind, row.documentId);
  if (!href) return <span>{label}</span>;
  return (
    <TextLink href={href} className="inline-block min-h-6 min-w-6 leading-6">
      {label}
    </TextLink>
  );
}

export const movementColumnsOf = (unit: string | undefined, hasSerials: boolean): Column<Movement>[] => [
  {
    id: "kind",
    header: "Type",
    card: "title",
    width: "8.5rem",
    cell: (row) => <Badge tone={KIND_TONES[row.kind]}>{TRANSACTION_NAMES[row.kind]}</Badge>,
  },
  { id: "at", header: "Date", width: "9rem", cardLabel: "", cell: (row) => <DateTime at={row.occurredAt} /> },
  { id: "way", header: "From / to", card: "subtitle", cell: (row) => <Way row={row} hasSerials={hasSerials} /> },
  { id: "why", header: "Reason", cell: (row) => isExplained(row) && <Why row={row} /> },
  { id: "who", header: "By", cell: (row) => row.actorName },
  {
    id: "change",
    header: "Change",
    numeric: true,
    width: "7rem",
    card: "aside",
    cell: (row) => <Change row={row} unit={unit} />,
  },
  {
    id: "balance",
    header: "Balance",
    numeric: true,
    width: "7rem",
    cell: (row) => <Quantity value={row.balance} unit={unit} />,
  },
  {
    id: "act",
    header: "Reverse",
    width: "5rem",
    card: "aside",
    cell: (row) => <ReverseMovement row={row} unit={unit} />,
  },
];
