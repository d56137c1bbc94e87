import * as z from "zod";
import { Id } from "@/shared/given-id";

const REASON_CHARACTERS_MAX = 300;

/** A lot, or a piece with a serial number, which is a lot of its own. */
export const LotRef = z.strictObject({ lotId: Id });
export type LotRef = z.infer<typeof LotRef>;

export const BlockLot = LotRef.extend({
  reason: z.string().trim().min(1, "Enter a reason.").max(REASON_CHARACTERS_MAX),
});
export type BlockLot = z.infer<typeof BlockLot>;
