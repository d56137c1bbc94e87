import * as z from "zod";
import {
  ADJUSTMENT_REASONS,
  type AdjustmentReason,
  isAdjustmentReason,
  misfitOf,
  reasonFits,
} from "@/modules/inventory/inventory";
import { QUANTITY_MAX } from "@/shared/quantity";

const NOTE_CHARACTERS_MAX = 1_000;

/** Goods of one kind in one bin, as the books have them. */
export type BookedGoods = {
  variantId: string;
  name: string;
  unit?: string | undefined;
  locationId: string;
  locationCode: string;
  lotId: string | null;
  lotCode: string | null;
  onHand: number;
};

/** The reasons that explain a change; all of them until it is known. */
export const reasonOptions = (change: number | null): { value: AdjustmentReason; label: string }[] =>
  Object.keys(ADJUSTMENT_REASONS)
    .filter(isAdjustmentReason)
    .filter((reason) => change === null || reasonFits(reason, change))
    .map((value) => ({ value, label: ADJUSTMENT_REASONS[value].label }));

/** People either count what is there, or know how much is more or less; the ledger takes the difference. */
const WAYS = ["counted", "change"] as const;

const Entered = z.strictObject({
  way: z.enum(WAYS),
  counted: z.number().int().min(0, "The quantity can't be negative.").max(QUANTITY_MAX).nullable(),
  change: z.number().int().min(-QUANTITY_MAX).max(QUANTITY_MAX).nullable(),
  reason: z.string().refine(isAdjustmentReason, "Choose a reason."),
  note: z.string().trim().max(NOTE_CHARACTERS_MAX),
});
export type Adjustment = z.infer<typeof Entered>;

/** What may be entered where the ledger has `recorded`; built again when that changes while someone types. */
export const adjustmentOf = (recorded: number) =>
  Entered.superRefine((adjustment, check) => {
    const add = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
    const message = issueOf(recorded, adjustment);
    const change = changeOf(recorded, adjustment);
    if (message) add(adjustment.way, message);
    else if (change !== null && !reasonFits(adjustment.reason, change))
      add("reason", misfitOf(adjustment.reason, change));
  });

type Figures = {
  way?: Adjustment["way"] | undefined;
  counted?: number | null | undefined;
  change?: number | null | undefined;
};

/** The change of recorded stock; null until a number was entered. */
export function changeOf(recorded: number, { way = "counted", counted, change }: Figures): number | null {
  const entered = way === "counted" ? counted : change;
  if (typeof entered !== "number" || !Number.isSafeInteger(entered)) return null;
  return way === "counted" ? entered - recorded : entered;
}

/** A count that agrees with the ledger is recorded; a difference of nothing says nothing. */
function issueOf(recorded: number, figures: Figures): string | null {
  const change = changeOf(recorded, figures);
  if (change === null) return figures.way === "counted" ? "Enter the counted quantity." : "Enter the difference.";
  if (change === 0 && figures.way === "change") return "The change must not be zero.";
  if (recorded + change < 0) return `Only ${recorded} recorded, so you can't remove more than ${recorded}.`;
  return null;
}
