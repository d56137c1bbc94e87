import { FLOOR_ACCESS } from "./floor-access";
import { ADMINS, EVERYONE, MANAGERS } from "./roles";

/** Who may do what: the one page that procedures, buttons, documents and tests ask. */
export const ROLES = EVERYONE;
export type Role = (typeof ROLES)[number];
/** May be asked without being signed in, because a secret in the request identifies the person. */
const ANYONE = ["anyone"] as const;

export const ACCESS = {
  "users.read": ADMINS,
  "users.read-own": EVERYONE,
  "users.invite": ADMINS,
  "users.renew-invitation": ADMINS,
  "users.change-access": ADMINS,
  "users.end-sessions": ADMINS,
  "users.end-own-session": EVERYONE,
  "users.change-own-profile": EVERYONE,
  "users.set-home-warehouse": ADMINS,
  "users.set-own-home-warehouse": EVERYONE,
  "users.work-in": EVERYONE,
  "users.change-own-password": EVERYONE,
  "users.confirm-identity": EVERYONE,
  "users.start-factor": EVERYONE,
  "users.confirm-factor": EVERYONE,
  "users.remove-factor": EVERYONE,
  "users.renew-recovery-codes": EVERYONE,
  "users.reset-factor": ADMINS,
  "users.set-factor-policy": ADMINS,
  "users.create-program": ADMINS,
  "users.create-program-key": ADMINS,
  "users.revoke-key": ADMINS,
  "users.create-own-key": EVERYONE,
  "users.revoke-own-key": EVERYONE,
  /** For whoever asks with a key. */
  "users.get-token": EVERYONE,
  "users.get-link": ANYONE,
  "users.ask-for-link": ANYONE,
  "users.accept-invitation": ANYONE,

  "shop.read": EVERYONE,
  "shop.edit-settings": ADMINS,
  "shop.set-logo": ADMINS,
  "shop.set-payment-methods": ADMINS,
  "shop.continue-numbers": ADMINS,

  /** Requests for a second person, of the warehouses one works in. */
  "approvals.read": EVERYONE,
  "approvals.refuse": MANAGERS,
  "approvals.withdraw": EVERYONE,

  /** Lists as people keep them: their own, and those that are shared. */
  "views.read": EVERYONE,
  "views.create": EVERYONE,
  "views.edit": EVERYONE,
  "views.remove": EVERYONE,
  "views.set-default": EVERYONE,
  /** Sharing one with everybody, and changing what is shared. */
  "views.share": MANAGERS,

  "catalog.read": EVERYONE,
  "catalog.see-cost": MANAGERS,
  "catalog.create-product": MANAGERS,
  "catalog.edit-product": MANAGERS,
  "catalog.archive-product": MANAGERS,
  "catalog.restore-product": MANAGERS,
  "catalog.create-category": MANAGERS,
  "catalog.rename-category": MANAGERS,
  "catalog.create-tax-category": ADMINS,
  "catalog.edit-tax-category": ADMINS,
  "catalog.remove-tax-category": ADMINS,
  "catalog.set-category-tax": ADMINS,
  "catalog.set-tax-rate": ADMINS,

  "inventory.read": EVERYONE,
  "inventory.receive-stock": EVERYONE,
  "inventory.adjust-stock": EVERYONE,
  "inventory.move-stock": EVERYONE,
  "inventory.reverse-transaction": EVERYONE,
  /** Any stock entry at any time; without it, one's own for a while. */
  "inventory.reverse-others": MANAGERS,
  "inventory.create-warehouse": MANAGERS,
  "inventory.create-location": MANAGERS,
  "inventory.rename-location": MANAGERS,
  "inventory.archive-location": MANAGERS,
  "inventory.restore-location": MANAGERS,
  "inventory.set-reorder-point": MANAGERS,
  /** Whoever doubts an item may stop it; it takes somebody else to let it go again. */
  "inventory.block-lot": EVERYONE,
  "inventory.unblock-lot": MANAGERS,
  "inventory.request-adjustment": EVERYONE,
  "inventory.approve-adjustment": MANAGERS,
  "inventory.set-adjustment-limit": ADMINS,

  "customers.read": EVERYONE,
  "customers.create": EVERYONE,
  "customers.edit": EVERYONE,
  "customers.archive": EVERYONE,
  "customers.set-contacts": EVERYONE,
  "customers.set-addresses": EVERYONE,
  "customers.add-note": EVERYONE,
  "customers.remove-note": EVERYONE,
  "customers.remove-others-note": MANAGERS,
  /** How much a customer may owe, and for how long. */
  "customers.set-terms": MANAGERS,
  "customers.create-group": ADMINS,
  "customers.rename-group": ADMINS,
  "customers.remove-group": ADMINS,

  "pricing.read": EVERYONE,
  "pricing.create": MANAGERS,
  "pricing.edit": MANAGERS,
  "pricing.archive": MANAGERS,
  "pricing.assign-group": MANAGERS,
  "pricing.assign-customer": MANAGERS,
  "pricing.add-entry": MANAGERS,
  "pricing.edit-entry": MANAGERS,
  "pricing.remove-entry": MANAGERS,
  "pricing.load-entries": MANAGERS,

  "orders.read": EVERYONE,
  "orders.place": EVERYONE,
  /** Nothing brings them apart again. */
  "orders.merge-customers": MANAGERS,
  "orders.edit": EVERYONE,
  "orders.change": EVERYONE,
  "orders.confirm": EVERYONE,
  "orders.hold": EVERYONE,
  "orders.resume": EVERYONE,
  "orders.ship": EVERYONE,
  "orders.adjust-reserved": EVERYONE,
  "orders.request-reserved-loss": EVERYONE,
  "orders.approve-reserved-loss": MANAGERS,
  "orders.reserve-again": EVERYONE,
  "orders.promise-line": EVERYONE,
  "orders.set-carrier": EVERYONE,
  "orders.hold-stock": EVERYONE,
  "orders.free-stock": EVERYONE,
  "orders.void-shipment": EVERYONE,
  "orders.complete": EVERYONE,
  "orders.cancel": EVERYONE,
  "orders.cancel-line": EVERYONE,
  "orders.restore-line": EVERYONE,
  "orders.duplicate": EVERYONE,
  "orders.reopen-as-draft": EVERYONE,
  "orders.split": EVERYONE,
  "orders.add-tag": EVERYONE,
  "orders.remove-tag": EVERYONE,
  "orders.add-comment": EVERYONE,
  "orders.edit-comment": EVERYONE,
  "orders.remove-comment": EVERYONE,
  "orders.remove-others-comment": MANAGERS,
  "orders.record-payment": EVERYONE,
  /** Money leaves. */
  "orders.record-refund": MANAGERS,
  /** Later than the terms say is a favour. */
  "orders.set-due-day": MANAGERS,
  "orders.void-payment": EVERYONE,
  "orders.move-payment": EVERYONE,
  /** Any payment at any time; without it, one's own for a day. */
  "orders.void-others-payment": MANAGERS,
  "orders.request-discount": EVERYONE,
  "orders.approve-discount": MANAGERS,
  "orders.set-discount-limit": ADMINS,

  "returns.read": EVERYONE,
  "returns.authorise": EVERYONE,
  "returns.receive": EVERYONE,
  "returns.undo-receipt": EVERYONE,
  "returns.release-items": EVERYONE,
  "returns.exchange": EVERYONE,
  "returns.close": EVERYONE,
  "returns.cancel": EVERYONE,
  "returns.refund": MANAGERS,
  "invoices.read": EVERYONE,
  "invoices.issue": EVERYONE,
  /** Money that was asked for is asked for no more. */
  "invoices.credit": MANAGERS,

  "documents.read": EVERYONE,
  "documents.send": EVERYONE,
  "documents.print-orders": EVERYONE,
  "documents.print-invoices": EVERYONE,

  ...FLOOR_ACCESS,
  "reports.read": EVERYONE,

  "imports.read": MANAGERS,
  "imports.start": MANAGERS,
  "imports.check": MANAGERS,
  "imports.apply-changes": MANAGERS,
  "imports.resume": MANAGERS,
  "imports.import-customers": MANAGERS,

  "history.read": EVERYONE,
  /** All of it in one list, with what was refused to people and what left as a file for those who read of people. */
  "history.read-all": MANAGERS,

  "notifications.read": EVERYONE,
  "notifications.mark-read": EVERYONE,
  "notifications.mark-all-read": EVERYONE,
  "notifications.acknowledge-alert": EVERYONE,
  "notifications.choose-kind": EVERYONE,
  "notifications.set-schedule": EVERYONE,
  /** What concerns whoever runs the installation. */
  "notifications.see-system": ADMINS,

  /** Everything that is kept of one customer, in whatever warehouse. */
  "privacy.read": MANAGERS,
  "privacy.erase-customer": MANAGERS,

  "ledger.read": MANAGERS,

  /** Of the machines and what waits in them, for whoever runs the installation. */
  "system.read": ADMINS,
  "system.retry-job": ADMINS,
  "system.discard-job": ADMINS,

  "live.follow": EVERYONE,
} as const satisfies Record<`${string}.${string}`, readonly (Role | "anyone")[]>;

export type Permission = keyof typeof ACCESS;

/** The warehouses a person works in: all of them, or those granted by name. */
export type WarehouseScope = "all" | readonly string[];

export type Person = {
  kind: "person";
  userId: string;
  /** Of the browser that asks, or the id of the key. */
  sessionId: string;
  /** The id that the session began with, where it goes on under another. */
  beganAs?: string;
  name: string;
  role: Role;
  warehouses: WarehouseScope;
  /** Their role requires a second factor and they have none: they may set it up, and nothing else. */
  isLimited?: boolean;
  /** Where a program asks in their name: they may do what both may, in the warehouses of both. */
  key?: AskingKey;
};

export type AskingKey = { keyId: string; name: string; scopes: readonly Permission[]; byToken?: boolean };

/** Who asks: a person, the system itself (jobs, commands an operator types), or nobody yet. */
export type Actor = Person | { kind: "system" } | { kind: "anyone" };

/** The user row that stands for the system in every history; nobody can sign in as it. */
export const SYSTEM_USER_ID = "00000000-0000-7000-8000-000000000001";

const READABLE_ACCOUNTS: readonly Permission[] = ["users.read", "users.read-own"];

/** What a second person decides for a first one, and what nothing brings back: no program stands in for people. */
const DECISIONS: readonly Permission[] = [
  "approvals.refuse",
  "inventory.approve-adjustment",
  "orders.approve-reserved-loss",
  "orders.approve-discount",
  "privacy.erase-customer",
];

/**
 * Whether a key may be given this. Of accounts it may only read: what lets people in, and what they may do, is never
 * changed by a program. And it decides no request for a second person, and erases nobody.
 */
export const isScope = (permission: Permission): boolean =>
  !DECISIONS.includes(permission) && (!permission.startsWith("users.") || READABLE_ACCOUNTS.includes(permission));

/** What every key may do: be exchanged for a token. */
const OF_ANY_KEY: Permission = "users.get-token";

const keyMay = ({ scopes }: Pick<AskingKey, "scopes">, permission: Permission): boolean =>
  permission === OF_ANY_KEY || (isScope(permission) && scopes.includes(permission));

export function roleMay(role: Role, permission: Permission): boolean {
  return ACCESS[permission].some((allowed) => allowed === role || allowed === "anyone");
}

/** What leads somebody to a second factor, without which their role lets them do nothing. */
const OF_THE_LIMITED: readonly Permission[] = [
  "users.read-own",
  "users.confirm-identity",
  "users.start-factor",
  "users.confirm-factor",
];

const personMay = ({ role, key, isLimited }: Person, permission: Permission): boolean =>
  roleMay(role, permission) && (!key || keyMay(key, permission)) && (!isLimited || OF_THE_LIMITED.includes(permission));

export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "person") return personMay(actor, permission);
  return ACCESS[permission].some((allowed) => allowed === "anyone");
}

export function mayUseWarehouse(actor: Actor, warehouseId: string): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "anyone") return false;
  return actor.warehouses === "all" || actor.warehouses.includes(warehouseId);
}
