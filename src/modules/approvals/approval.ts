import type { Permission } from "@/shared/access";

/** What a second person may be asked for. */
export const APPROVAL_KINDS = ["stock-adjustment", "reserved-loss", "imported-stock", "order-discount"] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_KIND_NAMES = {
  "stock-adjustment": "Stock adjustment",
  "reserved-loss": "Loss of reserved items",
  "imported-stock": "Imported quantities",
  "order-discount": "Order discount",
} as const satisfies Record<ApprovalKind, string>;

/** What a person needs to decide each of them. No key has it: see `isScope`. */
export const DECIDED_WITH = {
  "stock-adjustment": "inventory.approve-adjustment",
  "reserved-loss": "orders.approve-reserved-loss",
  "imported-stock": "inventory.approve-adjustment",
  "order-discount": "orders.approve-discount",
} as const satisfies Record<ApprovalKind, Permission>;

export const APPROVAL_STATES = ["waiting", "approved", "refused", "withdrawn", "expired"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
export type ApprovalOutcome = Exclude<ApprovalState, "waiting">;

export const APPROVAL_STATE_NAMES = {
  waiting: "Waiting",
  approved: "Approved",
  refused: "Refused",
  withdrawn: "Withdrawn",
  expired: "Expired",
} as const satisfies Record<ApprovalState, string>;

/** A request that nobody has decided by then expires; by the clock of the database. */
export const APPROVAL_DAYS = 14;

export const REASON_CHARACTERS_MAX = 1_000;
