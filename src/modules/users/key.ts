import { ACCESS, isScope, type Permission, type Role, roleMay } from "@/shared/access";
import { moduleOf } from "@/shared/event";

export const KEY_DAYS_MAX = 365;
export const KEY_LIFETIMES = [30, 90, 180, KEY_DAYS_MAX] as const;
/** Of one person or program, those that have not ended. */
export const KEYS_MAX = 20;

const isPermission = (name: string): name is Permission => Object.hasOwn(ACCESS, name);

/** Everything that a key may be given. */
export const SCOPES: readonly Permission[] = Object.keys(ACCESS).filter(isPermission).filter(isScope);

/** Read beside a heading. */
const NAMES: Readonly<Record<string, string>> = {
  "users.read": "Read all users",
  "users.read-own": "Read the owner's account",
  "catalog.see-cost": "See costs",
  "inventory.reverse-transaction": "Reverse own stock entry",
  "inventory.reverse-others": "Reverse stock entry of others",
  "notifications.see-system": "See system alerts",
  "live.follow": "Follow changes live",
};

/** `orders.void-shipment` as people choose it: "Void shipment". */
export function scopeName(scope: Permission): string {
  const words = scope.slice(moduleOf(scope).length + 1).replaceAll("-", " ");
  return NAMES[scope] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

const GROUP_NAMES: Readonly<Record<string, string>> = {
  users: "Users",
  shop: "Settings",
  approvals: "Approvals",
  catalog: "Products",
  inventory: "Stock",
  customers: "Customers",
  pricing: "Price lists",
  orders: "Orders",
  returns: "Returns",
  invoices: "Invoices",
  picking: "Picking",
  documents: "Documents",
  reports: "Reports",
  parcels: "Parcels",
  imports: "Imports",
  history: "History",
  notifications: "Notifications",
  ledger: "Ledger",
  system: "System",
  live: "Live updates",
};

export type ScopeGroup = { name: string; scopes: readonly Permission[] };

/** What a key of this role may be given, by what it is about; what shops connect most comes first. */
export function scopeGroups(role: Role): ScopeGroup[] {
  const offered = SCOPES.filter((scope) => roleMay(role, scope));
  const modules = [...new Set(["orders", "customers", "catalog", "inventory", ...offered.map(moduleOf)])];
  return modules.map((module) => ({
    name: GROUP_NAMES[module] ?? module,
    scopes: offered.filter((scope) => moduleOf(scope) === module),
  }));
}

/** What a key may do, in a line: "Orders, Customers (Read)". */
export function scopesInWords(scopes: readonly Permission[], role: Role): string {
  return scopeGroups(role)
    .flatMap(({ name, scopes: all }) => {
      const given = all.filter((scope) => scopes.includes(scope));
      if (given.length === 0) return [];
      return given.length === all.length ? [name] : [`${name} (${given.map(scopeName).join(", ").toLowerCase()})`];
    })
    .join(", ");
}

export const KEY_STATES = ["active", "expired", "revoked"] as const;
export type KeyState = (typeof KEY_STATES)[number];
export const KEY_STATE_NAMES = { active: "Active", expired: "Expired", revoked: "Revoked" } as const satisfies Record<
  KeyState,
  string
>;
