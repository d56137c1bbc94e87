"use client";

import type { Outputs } from "@/client/trpc";
import { ROLE_NAMES, STATUS_NAMES } from "@/modules/users/user";
import { formatCount } from "@/shared/plural";
import { Avatar } from "@/ui/avatar";
import { Badge } from "@/ui/badge";
import type { Column } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";

export type UserRow = Outputs["users"]["list"]["rows"][number];

const STATUS_TONES = { invited: "info", active: "success", disabled: "neutral" } as const;

export function UserStatusBadge({ status }: { status: UserRow["status"] }) {
  if (status === "system") return null;
  return (
    <Badge tone={STATUS_TONES[status]} dot>
      {STATUS_NAMES[status]}
    </Badge>
  );
}

const warehousesLabel = ({ warehouses }: UserRow): string => {
  if (warehouses === "all") return "All";
  return formatCount(warehouses.length, "warehouse");
};

export const USER_COLUMNS: readonly Column<UserRow>[] = [
  {
    id: "name",
    header: "Name",
    card: "title",
    hideable: false,
    cell: (row) => (
      <span className="inline-flex items-center gap-2">
        <Avatar name={row.name} size="sm" />
        {row.name}
      </span>
    ),
  },
  {
    id: "email",
    header: "Email",
    cell: (row) => <span className="text-muted">{row.kind === "program" ? "Program" : row.email}</span>,
    card: "subtitle",
  },
  { id: "role", header: "Role", cell: (row) => ROLE_NAMES[row.role], width: "8rem" },
  {
    id: "warehouses",
    header: "Warehouses",
    cell: (row) => <span className="text-muted">{warehousesLabel(row)}</span>,
    width: "9rem",
  },
  {
    id: "status",
    header: "Status",
    cell: (row) => <UserStatusBadge status={row.status} />,
    width: "7rem",
    card: "aside",
  },
  {
    id: "lastSignInAt",
    header: "Last sign-in",
    width: "9rem",
    cell: (row) =>
      row.lastSignInAt ? (
        <DateTime at={row.lastSignInAt} className="text-muted" />
      ) : (
        <span className="text-faint">Never</span>
      ),
  },
];
