import * as z from "zod";
import { isAdjustmentReason, misfitOf, reasonFits } from "@/modules/inventory/inventory";
import { NOTE_CHARACTERS_MAX } from "./adjustment-input";
import { changeOfSerials, SERIAL_WAYS } from "./serials-adjustment";

const Entered = z.strictObject({
  way: z.enum(SERIAL_WAYS),
  counted: z.array(z.string()),
  found: z.array(z.string()),
  missing: z.array(z.string()),
  reason: z.string().refine(isAdjustmentReason, "Choose a reason."),
  note: z.string().trim().max(NOTE_CHARACTERS_MAX),
});
export type SerialsAdjustment = z.infer<typeof Entered>;

/** A count may find nothing, and is then an entry all the same; the other ways name at least one. */
export const serialsAdjustmentOf = (recorded: readonly string[]) =>
  Entered.superRefine((entered, check) => {
    const { way, reason } = entered;
    const change = changeOfSerials(recorded, entered);
    const add = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
    if (way !== "counted" && entered[way].length === 0)
      add(
        way,
        way === "found" ? "Enter the serial numbers that were found." : "Choose the serial numbers that are gone.",
      );
    else if (!reasonFits(reason, change)) add("reason", misfitOf(reason, change));
  });
