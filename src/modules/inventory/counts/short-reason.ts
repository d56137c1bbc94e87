/** Why a picker takes less of a bin than is recorded there. */
export const SHORT_REASONS = ["missing", "damaged", "expired"] as const;
export type ShortReason = (typeof SHORT_REASONS)[number];

export const SHORT_REASON_NAMES = {
  missing: "Not there",
  damaged: "Damaged",
  expired: "Expired",
} as const satisfies Record<ShortReason, string>;
