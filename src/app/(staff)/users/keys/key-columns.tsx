"use client";

import { KeyState, type ShownKey, warehousesOf } from "@/app/(staff)/_keys/key-row";
import { scopesInWords } from "@/modules/users/key";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";

export const KEY_COLUMNS: readonly Column<ShownKey>[] = [
  { id: "name", header: "Name", card: "title", hideable: false, cell: (row) => row.name, width: "12rem" },
  {
    id: "owner",
    header: "Owner",
    card: "subtitle",
    cell: (row) => (row.ownerKind === "program" ? `${row.owner} (program)` : row.owner),
    width: "12rem",
  },
  {
    id: "scopes",
    header: "May do",
    cell: (row) => (
      <span className="text-muted">
        {scopesInWords(row.scopes, row.ownerRole) || "Nothing"}, in {warehousesOf(row)}
      </span>
    ),
  },
  {
    id: "lastUsedAt",
    header: "Last used",
    width: "8rem",
    cell: (row) =>
      row.lastUsedAt ? (
        <DateTime at={row.lastUsedAt} className="text-muted" />
      ) : (
        <span className="text-faint">Never</span>
      ),
  },
  {
    id: "expiresAt",
    header: "Expires",
    cell: (row) => <DateTime at={row.expiresAt} mode="date" className="text-muted" />,
    width: "8rem",
  },
  { id: "state", header: "Status", cell: (row) => <KeyState state={row.state} />, width: "7rem", card: "aside" },
];
