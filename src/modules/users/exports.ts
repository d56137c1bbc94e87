import { listKeys } from "@/modules/users/keys/queries";
import { defineExport } from "@/platform/exports/define-export";
import type { WarehouseScope } from "@/shared/access";
import { ListKeys, ListUsers } from "./contract";
import { listUsers } from "./queries";
import { ROLE_NAMES } from "./user";

const asDate = (iso: string | null) => (iso === null ? null : new Date(iso));
const places = (warehouses: WarehouseScope) => (warehouses === "all" ? "all" : warehouses.join(" "));

export const usersExports = [
  defineExport({
    list: "users.list",
    permission: "users.read",
    fileName: "users",
    input: ListUsers,
    page: listUsers,
    columns: [
      { header: "Name", cell: (row) => row.name },
      { header: "Kind", cell: (row) => row.kind },
      { header: "Email", cell: (row) => row.email },
      { header: "Role", cell: (row) => ROLE_NAMES[row.role] },
      { header: "Warehouse IDs", cell: (row) => places(row.warehouses) },
      { header: "Status", cell: (row) => row.status },
      { header: "Since", cell: (row) => asDate(row.createdAt) },
      { header: "Last sign-in", cell: (row) => asDate(row.lastSignInAt) },
      { header: "User ID", cell: (row) => row.userId },
    ],
  }),
  defineExport({
    list: "users.listKeys",
    permission: "users.read",
    fileName: "api-keys",
    input: ListKeys,
    page: listKeys,
    columns: [
      { header: "Key", cell: (row) => row.name },
      { header: "Owner", cell: (row) => row.owner },
      { header: "Role of owner", cell: (row) => ROLE_NAMES[row.ownerRole] },
      { header: "Scopes", cell: (row) => row.scopes.join(" ") },
      { header: "Warehouse IDs", cell: (row) => places(row.warehouses) },
      { header: "Status", cell: (row) => row.state },
      { header: "Created", cell: (row) => asDate(row.createdAt) },
      { header: "Expires", cell: (row) => asDate(row.expiresAt) },
      { header: "Last use", cell: (row) => asDate(row.lastUsedAt) },
      { header: "Key ID", cell: (row) => row.keyId },
      { header: "Owner ID", cell: (row) => row.userId },
    ],
  }),
];
