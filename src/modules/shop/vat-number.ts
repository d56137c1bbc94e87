/** What follows the two letters, by the format that the VIES service of the European Union publishes. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{1,2})$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** An example of each, for the refusal. */
const EXAMPLES: Readonly<Record<string, string>> = {
  AT: "ATU12345678",
  BE: "BE0123456789",
  BG: "BG123456789",
  CY: "CY12345678X",
  CZ: "CZ12345678",
  DE: "DE123456789",
  DK: "DK12345678",
  EE: "EE123456789",
  EL: "EL123456789",
  ES: "ESX1234567X",
  FI: "FI12345678",
  FR: "FRXX123456789",
  HR: "HR12345678901",
  HU: "HU12345678",
  IE: "IE1234567WA",
  IT: "IT12345678901",
  LT: "LT123456789",
  LU: "LU12345678",
  LV: "LV12345678901",
  MT: "MT12345678",
  NL: "NL123456789B01",
  PL: "PL1234567890",
  PT: "PT123456789",
  RO: "RO1234567890",
  SE: "SE123456789001",
  SI: "SI12345678",
  SK: "SK1234567890",
  XI: "XI123456789",
};

/** As it is stored: in capitals, without the blanks, dots and dashes that people put in to read it. */
export const normalizeVatNumber = (text: string): string => text.toUpperCase().replace(/[\s.\-\u2010-\u2015]/g, "");

/**
 * What is wrong with a normalized VAT number, as an instruction, or null. One that begins with the letters of a country
 * of the European Union (Greece: EL; Northern Ireland: XI) must have its format; any other is taken as it is.
 */
export function vatNumberProblem(number: string): string | null {
  if (number === "") return null;
  if (!/^[A-Z0-9+*]{2,20}$/.test(number)) return "Enter a VAT number of 2 to 20 letters and digits.";
  const prefix = number.slice(0, 2);
  if (prefix === "GR") return "Greek VAT numbers begin with EL, such as EL123456789.";
  const format = FORMATS[prefix];
  if (!format || format.test(number.slice(2))) return null;
  return `A VAT number that begins with ${prefix} looks like ${EXAMPLES[prefix]}.`;
}
