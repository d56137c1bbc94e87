/** As it is stored: in capitals, without the blanks that people put in to read it. */
export const normalizeCode = (text: string): string => text.toUpperCase().replaceAll(/\s/g, "");

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/** ISO 7064: the number that an IBAN stands for leaves 1. */
const MODULUS = 97n;

/** What is wrong with a normalized IBAN (ISO 13616), as an instruction, or null. */
export function ibanProblem(iban: string): string | null {
  if (iban === "") return null;
  if (!IBAN.test(iban)) return "An IBAN begins with two letters and two digits, such as DE89 3704 0044 0532 0130 00.";
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join("");
  return BigInt(digits) % MODULUS === 1n ? null : "This IBAN is mistyped: its check digits don't fit. Compare it.";
}

const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/;

/** What is wrong with a normalized BIC (ISO 9362), as an instruction, or null. */
export const bicProblem = (bic: string): string | null =>
  bic === "" || BIC.test(bic) ? null : "A BIC has 8 or 11 letters and digits, such as COBADEFFXXX.";

/** In groups of four, as it is read out. */
export const formatIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");
