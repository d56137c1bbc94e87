"use client";

import { ApprovalState, approvalHref, type ShownApproval } from "@/app/(staff)/_approvals/approval-state";
import { APPROVAL_KIND_NAMES } from "@/modules/approvals/approval";
import { Badge } from "@/ui/badge";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { TextLink } from "@/ui/text-link";

export const approvalColumnsOf = (userId: string, seesImports: boolean): Column<ShownApproval>[] => [
  {
    id: "label",
    header: "Request",
    card: "title",
    hideable: false,
    cell: (row) => (
      <span className="flex flex-col">
        {row.kind === "imported-stock" && !seesImports ? (
          row.label
        ) : (
          <TextLink href={approvalHref(row)}>{row.label}</TextLink>
        )}
        <span className="text-xs text-muted">{APPROVAL_KIND_NAMES[row.kind]}</span>
      </span>
    ),
  },
  { id: "detail", header: "Asked for", card: "subtitle", cell: (row) => row.detail },
  { id: "reason", header: "Reason", cell: (row) => <span className="line-clamp-3">{row.reason}</span> },
  {
    id: "askedBy",
    header: "Asked by",
    width: "10rem",
    cell: (row) => (
      <span className="flex flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-1.5">
          {row.askedByName}
          {row.askedBy === userId && <Badge tone="accent">You</Badge>}
        </span>
        <DateTime at={row.askedAt} className="text-xs text-muted" />
      </span>
    ),
  },
  { id: "state", header: "Status", card: "aside", width: "7rem", cell: (row) => <ApprovalState state={row.state} /> },
  { id: "outcome", header: "Decision", width: "12rem", cell: (row) => <Outcome row={row} /> },
];

function Outcome({ row }: { row: ShownApproval }) {
  if (row.endedAt === null)
    return (
      <span className="text-muted">
        Expires <DateTime at={row.expiresAt} mode="date" />
      </span>
    );
  return (
    <span className="flex flex-col gap-0.5">
      {row.decidedByName && <span>{row.decidedByName}</span>}
      <DateTime at={row.endedAt} className="text-xs text-muted" />
      {row.note && <span className="line-clamp-2 text-muted">{row.note}</span>}
    </span>
  );
}
