import * as z from "zod";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { formatQuantity } from "@/shared/quantity";
import { SearchText } from "@/shared/search";
import { COUNTED_SERIALS_MAX, PIECES_PER_PAGE_MAX, SERIAL_CHARACTERS_MAX, SERIALS_MAX } from "./serial";

export const Serial = z
  .string()
  .trim()
  .min(1, "Enter a serial number.")
  .max(SERIAL_CHARACTERS_MAX, `A serial number has at most ${SERIAL_CHARACTERS_MAX} characters.`)
  .regex(/^\P{C}*$/u, "A serial number is one line, without control characters.");

/** One for each piece of an item that has serial numbers, and left out for any other. */
export const Serials = z
  .array(Serial)
  .max(SERIALS_MAX, `Enter at most ${formatQuantity(SERIALS_MAX)} serial numbers at once.`)
  .optional();

/** The same of a count, which names all that are in the bin. */
export const CountedSerials = z
  .array(Serial)
  .max(COUNTED_SERIALS_MAX, `Enter at most ${formatQuantity(COUNTED_SERIALS_MAX)} serial numbers at once.`)
  .optional();

/** A posting is one statement: so many pieces it moves at most. */
export const fitsOneEntry = (lines: readonly { serials?: readonly string[] | undefined }[]): boolean =>
  lines.reduce((sum, { serials }) => sum + Math.max(1, serials?.length ?? 1), 0) <= SERIALS_MAX;
export const TOO_MANY_PIECES = `Enter at most ${formatQuantity(SERIALS_MAX)} items at once.`;

/** What a scanner sent or a person typed: letters of any case. */
export const FindSerial = z.strictObject({ serial: Serial });
export type FindSerial = z.infer<typeof FindSerial>;

/** Those on hand: all, in one warehouse or in one bin, or those that are named. */
export const ListPieces = Paging.extend({
  variantId: Id,
  warehouseId: Id.optional(),
  locationId: Id.optional(),
  search: SearchText.optional(),
  /** Of these alone, in letters of any case. */
  serials: Serials,
  limit: z.number().int().min(1).max(PIECES_PER_PAGE_MAX).default(PIECES_PER_PAGE_MAX),
});
export type ListPieces = z.infer<typeof ListPieces>;

/** The code of a lot, or a serial number; null asks for what is in no lot. */
const LotCode = z.string().max(SERIAL_CHARACTERS_MAX).nullish();

/** `byBin`: with what a bin holds of all lots and serial numbers together. */
export const ListBalances = z.strictObject({ variantId: Id, lot: LotCode, byBin: z.boolean().default(false) });
export type ListBalances = z.infer<typeof ListBalances>;

/** All, or of one item, or of one lot or serial number of it. */
export const ListBinContents = Paging.extend({ locationId: Id, variantId: Id.optional(), lot: LotCode });
export type ListBinContents = z.infer<typeof ListBinContents>;

export const ListPlaces = Paging.extend({ variantId: Id });
export type ListPlaces = z.infer<typeof ListPlaces>;
