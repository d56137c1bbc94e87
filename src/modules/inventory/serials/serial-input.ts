import * as z from "zod";
import { SERIAL_CHARACTERS_MAX, SERIALS_MAX } from "./serial";

export const Serial = z
  .string()
  .trim()
  .min(1, "Enter a serial number.")
  .max(SERIAL_CHARACTERS_MAX, `A serial number has at most ${SERIAL_CHARACTERS_MAX} characters.`)
  .regex(/^\P{C}*$/u, "A serial number is one line, without control characters.");

/** One for each piece of an item that has serial numbers, and left out for any other. */
export const Serials = z
  .array(Serial)
  .max(SERIALS_MAX, `Enter at most ${SERIALS_MAX} serial numbers at once.`)
  .optional();

/** A posting is one statement: so many pieces it moves at most. */
export const fitsOneEntry = (lines: readonly { serials?: readonly string[] | undefined }[]): boolean =>
  lines.reduce((sum, { serials }) => sum + Math.max(1, serials?.length ?? 1), 0) <= SERIALS_MAX;
export const TOO_MANY_PIECES = `Enter at most ${SERIALS_MAX} items at once.`;

/** What a scanner sent or a person typed: letters of any case. */
export const FindSerial = z.strictObject({ serial: Serial });
export type FindSerial = z.infer<typeof FindSerial>;
