"use client";

import { ENTITY_PAGES } from "@/app/(staff)/_history/entity-pages";
import type { Outputs } from "@/client/trpc";
import { actionName, EVENT_NAMES } from "@/modules/history/audit";
import { TRANSACTION_KINDS, TRANSACTION_NAMES } from "@/modules/inventory/inventory";
import { oneOf } from "@/shared/one-of";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";

export type AuditRow = Outputs["history"]["listAll"]["rows"][number];

/** Who did it, and with which key; nobody where a stranger was refused. */
export const whoOf = ({ actorName, keyName, type }: AuditRow): string => {
  const name = actorName ?? (type === "change" ? "System" : "Unknown");
  return keyName === null ? name : `${name} by key ${keyName}`;
};

/** What was done, without the words of each kind of thing, which are fetched with the entry. */
export function doneOf(row: AuditRow): string {
  if (row.type === "change") return actionName(row.action);
  return EVENT_NAMES[row.type === "event" ? row.kind : "list-exported"];
}

/** A stock entry without a document is called by its kind. */
function stockEntryName(label: string): string {
  const kind = oneOf(TRANSACTION_KINDS, label);
  return kind ? TRANSACTION_NAMES[kind] : label;
}

/** What it was done to. */
export function thingOf(row: AuditRow): string {
  if (row.type === "change") return row.entity === "stock-transaction" ? stockEntryName(row.label) : row.label;
  if (row.type === "export") return row.list;
  return row.kind === "access-denied" ? row.subject : "";
}

export const kindOf = (row: AuditRow): string =>
  row.type === "change" ? (ENTITY_PAGES[row.entity]?.plural ?? "Other") : "Security";

export const AUDIT_COLUMNS: readonly Column<AuditRow>[] = [
  {
    id: "at",
    header: "Time",
    width: "11rem",
    card: "aside",
    cell: (row) => <DateTime at={row.occurredAt} mode="datetime" className="text-muted" />,
  },
  { id: "done", header: "What", width: "14rem", card: "title", hideable: false, cell: doneOf },
  {
    id: "thing",
    header: "Thing",
    card: "subtitle",
    cell: (row) => thingOf(row) || <span className="text-faint">None</span>,
  },
  { id: "kind", header: "Kind", width: "9rem", cell: (row) => <span className="text-muted">{kindOf(row)}</span> },
  { id: "who", header: "Who", width: "14rem", cell: whoOf },
  {
    id: "address",
    header: "Address",
    width: "9rem",
    cell: (row) => row.address && <span className="text-muted">{row.address}</span>,
  },
];
