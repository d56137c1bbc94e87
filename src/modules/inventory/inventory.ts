/** The terms and rules of stock: pure, and safe in the browser. */

export const REAL_KINDS = ["warehouse", "zone", "bin"] as const;
/** Locations that exist only in the ledger, as the other end of receipts and shipments. They may go below zero. */
export const VIRTUAL_KINDS = ["supplier", "customer", "adjustment", "scrap", "transit", "quarantine"] as const;

type RealKind = (typeof REAL_KINDS)[number];
export type VirtualKind = (typeof VIRTUAL_KINDS)[number];
export type LocationKind = RealKind | VirtualKind;

/** One virtual location of each kind, created by migrations. */
export const VIRTUAL_LOCATION_IDS: Readonly<Record<VirtualKind, string>> = {
  supplier: "00000000-0000-7000-8000-000000000011",
  customer: "00000000-0000-7000-8000-000000000012",
  adjustment: "00000000-0000-7000-8000-000000000013",
  scrap: "00000000-0000-7000-8000-000000000014",
  transit: "00000000-0000-7000-8000-000000000015",
  /** What came back and is looked at before it is sold again: in no bin, so that nobody is promised it. */
  quarantine: "00000000-0000-7000-8000-000000000016",
};

/** `count` moves nothing: someone counted a bin and found what is recorded. */
export const TRANSACTION_KINDS = ["receive", "adjust", "move", "ship", "reverse", "open", "count", "return"] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];
/** The kinds that move stock. */
export type PostingKind = Exclude<TransactionKind, "count">;

/** Why stock differs from what is recorded, and whether there is more or less of it for that reason. */
export const ADJUSTMENT_REASONS = {
  counted: { label: "Counted", gains: true, loses: true },
  damaged: { label: "Damaged", gains: false, loses: true },
  expired: { label: "Expired", gains: false, loses: true },
  lost: { label: "Lost", gains: false, loses: true },
  found: { label: "Found", gains: true, loses: false },
  sample: { label: "Sample", gains: false, loses: true },
  correction: { label: "Correction", gains: true, loses: true },
} as const satisfies Readonly<Record<string, { label: string; gains: boolean; loses: boolean }>>;
export type AdjustmentReason = keyof typeof ADJUSTMENT_REASONS;

export const isAdjustmentReason = (reason: string): reason is AdjustmentReason =>
  Object.hasOwn(ADJUSTMENT_REASONS, reason);

/** The reason as people read it. What an older release wrote otherwise is shown by its code. */
export const reasonLabel = (reason: string): string =>
  isAdjustmentReason(reason) ? ADJUSTMENT_REASONS[reason].label : reason;

/** Whether this reason explains a change of stock. A count alone explains that nothing has changed. */
export function reasonFits(reason: AdjustmentReason, change: number): boolean {
  const { gains, loses } = ADJUSTMENT_REASONS[reason];
  if (change === 0) return reason === "counted";
  return change > 0 ? gains : loses;
}

/** `Damaged` with more items than before: what to do instead. */
export const misfitOf = (reason: AdjustmentReason, change: number): string =>
  change === 0
    ? 'Choose "Counted": nothing has changed.'
    : `"${ADJUSTMENT_REASONS[reason].label}" doesn't explain ${change > 0 ? "more" : "fewer"} items. ` +
      "Choose another reason, or check the quantity.";

/** A shipment is voided on its order, and a reversal undone by entering it again. A count has moved nothing. */
const FINAL_KINDS = ["ship", "reverse", "count", "return"] as const satisfies readonly TransactionKind[];
export const canReverse = (kind: TransactionKind): kind is Exclude<TransactionKind, (typeof FINAL_KINDS)[number]> =>
  !FINAL_KINDS.some((final) => final === kind);

/** For so long a person may undo a stock entry of their own, by the database's clock. Managers may at any time. */
export const OWN_UNDO_MINUTES = 60;
/** The kinds of stock entries that their author may undo. */
const OWN_UNDO_KINDS: readonly TransactionKind[] = ["receive", "adjust"];

/** What an undo depends on. `isBuiltOn`: the items have left their bins meanwhile, or are reserved. */
export type Reversible = {
  kind: TransactionKind;
  isReversed: boolean;
  isOwn: boolean;
  isRecent: boolean;
  isBuiltOn: boolean;
};

/** Why a stock entry can't be reversed by this person; null where it can. */
export type ReversalObstacle = "reversed" | "kind" | "not-yours" | "too-late" | "built-on";

export function reversalObstacle(entry: Reversible, mayReverseOthers: boolean): ReversalObstacle | null {
  if (entry.isReversed) return "reversed";
  if (!canReverse(entry.kind)) return "kind";
  if (!mayReverseOthers) {
    if (!entry.isOwn || !OWN_UNDO_KINDS.includes(entry.kind)) return "not-yours";
    if (!entry.isRecent) return "too-late";
  }
  return entry.isBuiltOn ? "built-on" : null;
}

/** What people see for each kind of posting. */
export const TRANSACTION_NAMES: Readonly<Record<TransactionKind, string>> = {
  receive: "Received",
  adjust: "Adjusted",
  move: "Moved",
  ship: "Shipped",
  reverse: "Reversed",
  open: "Opening stock",
  count: "Counted",
  return: "Returned",
};
