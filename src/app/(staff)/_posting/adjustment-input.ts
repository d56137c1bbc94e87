import * as z from "zod";
import { isAdjustmentReason, misfitOf, reasonFits } from "@/modules/inventory/inventory";
import { QUANTITY_MAX } from "@/shared/quantity";
import { changeOf, WAYS } from "./adjustment";

export const NOTE_CHARACTERS_MAX = 1_000;

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

/** A count that agrees with the ledger is recorded; a difference of nothing says nothing. */
function issueOf(recorded: number, figures: Adjustment): string | null {
  const change = changeOf(recorded, figures);
  if (change === null) return figures.way === "counted" ? "Enter the counted quantity." : "Enter the difference.";
  if (change === 0 && figures.way === "change") return "The change must not be zero.";
  if (recorded + change < 0) return `Only ${recorded} recorded, so you can't remove more than ${recorded}.`;
  return null;
}
