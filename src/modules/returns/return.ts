/** The terms and rules of returns: pure, and safe in the browser. */

export const RETURN_STATUSES = ["authorised", "partly_received", "received", "closed", "cancelled"] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

export const RETURN_STATUS_NAMES = {
  authorised: "Authorised",
  partly_received: "Partly received",
  received: "Received",
  closed: "Closed",
  cancelled: "Cancelled",
} as const satisfies Record<ReturnStatus, string>;

/** Waits for items, or for somebody who closes it. */
export const canReceive = (status: ReturnStatus): boolean => status === "authorised" || status === "partly_received";
/** Once something came back it is closed instead. */
export const canCancel = (status: ReturnStatus): boolean => status === "authorised";
/** Once it has ended, its items are adjusted instead. */
export const canUndoReceipt = (status: ReturnStatus): boolean => canClose(status);
export const canClose = (status: ReturnStatus): boolean => status === "partly_received" || status === "received";

export const RETURN_REASONS = [
  "damaged",
  "faulty",
  "wrong-item",
  "not-as-described",
  "unwanted",
  "late",
  "other",
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];
export const RETURN_REASON_NAMES = {
  damaged: "Damaged on the way",
  faulty: "Faulty",
  "wrong-item": "Wrong item sent",
  "not-as-described": "Not as described",
  unwanted: "Not wanted any more",
  late: "Came too late",
  other: "Other",
} as const satisfies Record<ReturnReason, string>;

/** What the customer gets: their money, the same again, or their own items back. */
export const OUTCOMES = ["refund", "replace", "reject"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const OUTCOME_NAMES = { refund: "Refund", replace: "Replace", reject: "Reject" } as const satisfies Record<
  Outcome,
  string
>;

/** What becomes of the items. What is rejected is sent back, and never taken in. */
export const DISPOSITIONS = ["restock", "quarantine", "scrap"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export const DISPOSITION_NAMES = {
  restock: "Restock",
  quarantine: "Quarantine",
  scrap: "Scrap",
} as const satisfies Record<Disposition, string>;

type DrawnLate = { readonly token: string; readonly toString: () => string };
/** What people call a return: `R1001`. */
export const formatReturnNumber = (number: number | DrawnLate): string => `R${number}`;

const NUMBER = /^(?:return\s*)?(?:#|n[or]\.?)?\s*r?\s*-?(?<digits>\d{1,15})$/i;
/** The number in what somebody typed or scanned, with its letter or without; null where there is none. */
export function parseReturnNumber(text: string): number | null {
  const number = Number(NUMBER.exec(text.normalize("NFKC").trim())?.groups?.["digits"] ?? 0);
  return number === 0 ? null : number;
}

type Progress = { quantity: number; received: number; withdrawn: number };

/** What of a line may still come back. */
export const awaited = ({ quantity, received, withdrawn }: Progress): number => quantity - received - withdrawn;

/** What a return is by what has come of it. */
export function statusByLines(lines: readonly Progress[]): ReturnStatus {
  if (lines.every(({ received }) => received === 0)) return "authorised";
  return lines.every((line) => awaited(line) === 0) ? "received" : "partly_received";
}
