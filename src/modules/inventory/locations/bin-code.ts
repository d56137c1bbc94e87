import { plainCode } from "@/modules/catalog/codes/barcode";

export const BIN_CODE_CHARACTERS_MAX = 100;

/** What was scanned or typed, as a bin's code: of no more characters than one may have. */
export const binCodeOf = (text: string): { code: string } => ({
  code: plainCode(text).slice(0, BIN_CODE_CHARACTERS_MAX),
});
