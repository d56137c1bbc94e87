import { z } from "zod";
import { ADJUSTMENT_REASONS, type AdjustmentReason } from "@/modules/inventory/inventory";
import { QUANTITY_MAX } from "@/shared/quantity";

const NOTE_CHARACTERS_MAX = 1_000;

const isReason = (reason: string): reason is AdjustmentReason => Object.hasOwn(ADJUSTMENT_REASONS, reason);

export const REASON_OPTIONS = Object.entries(ADJUSTMENT_REASONS).map(([value, label]) => ({ value, label }));

/** People either count what is there, or know how much is more or less; the ledger takes the difference. */
const WAYS = ["counted", "change"] as const;

const Entered = z.strictObject({
  way: z.enum(WAYS),
  counted: z.number().int().min(0, "The quantity can't be negative.").max(QUANTITY_MAX).nullable(),
  change: z.number().int().min(-QUANTITY_MAX).max(QUANTITY_MAX).nullable(),
  reason: z.string().refine(isReason, "Choose a reason."),
  note: z.string().trim().max(NOTE_CHARACTERS_MAX),
});
export type Adjustment = z.infer<typeof Entered>;

/** What may be entered where the ledger has `booked`. It is built again when the ledger changes while someone types. */
export const adjustmentOf = (booked: number) =>
  Entered.superRefine((adjustment, check) => {
    const message = issueOf(booked, adjustment);
    if (message) check.addIssue({ code: "custom", path: [adjustment.way], message });
  });

type Figures = {
  way?: Adjustment["way"] | undefined;
  counted?: number | null | undefined;
  change?: number | null | undefined;
};

/** The change of recorded stock; null until a number was entered. */
export function changeOf(booked: number, { way = "counted", counted, change }: Figures): number | null {
  const entered = way === "counted" ? counted : change;
  if (typeof entered !== "number" || !Number.isSafeInteger(entered)) return null;
  return way === "counted" ? entered - booked : entered;
}

function issueOf(booked: number, figures: Figures): string | null {
  const change = changeOf(booked, figures);
  if (change === null) return figures.way === "counted" ? "Enter the counted quantity." : "Enter the difference.";
  if (change === 0)
    return figures.way === "counted" ? "This matches the recorded quantity." : "The change must not be zero.";
  if (booked + change < 0) return `Only ${booked} recorded, so you can't remove more than ${booked}.`;
  return null;
}
