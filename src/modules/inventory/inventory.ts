/** The terms and rules of stock: pure, and safe in the browser. */

export const REAL_KINDS = ["warehouse", "zone", "bin"] as const;
/** Locations that exist only in the ledger, as the other end of receipts and shipments. They may go below zero. */
export const VIRTUAL_KINDS = ["supplier", "customer", "adjustment", "scrap", "transit"] as const;

type RealKind = (typeof REAL_KINDS)[number];
export type VirtualKind = (typeof VIRTUAL_KINDS)[number];
export type LocationKind = RealKind | VirtualKind;

/** One virtual location of each kind, created by the first migration. */
export const VIRTUAL_LOCATION_IDS: Readonly<Record<VirtualKind, string>> = {
  supplier: "00000000-0000-7000-8000-000000000011",
  customer: "00000000-0000-7000-8000-000000000012",
  adjustment: "00000000-0000-7000-8000-000000000013",
  scrap: "00000000-0000-7000-8000-000000000014",
  transit: "00000000-0000-7000-8000-000000000015",
};

export const TRANSACTION_KINDS = ["receive", "adjust", "move", "ship", "reverse", "open"] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** Why stock differs from what is recorded. Each adjustment has one. */
export const ADJUSTMENT_REASONS = {
  counted: "Counted",
  damaged: "Damaged",
  expired: "Expired",
  lost: "Lost",
  found: "Found",
  sample: "Sample",
  correction: "Correction",
} as const;
export type AdjustmentReason = keyof typeof ADJUSTMENT_REASONS;

/** A shipment is undone by a return, and a reversal by entering the movement again. */
export const canReverse = (kind: TransactionKind): boolean => kind !== "ship" && kind !== "reverse";

/** What people see for each kind of posting. */
export const TRANSACTION_NAMES: Readonly<Record<TransactionKind, string>> = {
  receive: "Received",
  adjust: "Adjusted",
  move: "Moved",
  ship: "Shipped",
  reverse: "Reversed",
  open: "Opening stock",
};
