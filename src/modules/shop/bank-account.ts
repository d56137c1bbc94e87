import { isCountry } from "@/shared/countries";

/** As it is stored: in capitals, without the blanks that people put in to read it. */
export const normalizeCode = (text: string): string => text.toUpperCase().replaceAll(/\s/g, "");

/** Kosovo has no code of ISO 3166-1; banks call it so. */
const isBankCountry = (code: string): boolean => code === "XK" || isCountry(code);

/** How long an IBAN of each country is, by the IBAN Registry that SWIFT keeps for ISO 13616, release 97 (May 2024). */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 " +
    "EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 " +
    "IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 " +
    "NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 " +
    "SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
/** ISO 13616, for countries that have joined since. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/** ISO 7064: the number that an IBAN stands for leaves 1. */
const MODULUS = 97n;

/** What is wrong with a normalized IBAN, as an instruction, or null. */
export function ibanProblem(iban: string): string | null {
  if (iban === "") return null;
  if (!IBAN.test(iban) || !isBankCountry(iban.slice(0, 2)))
    return "An IBAN begins with the two letters of a country and two digits, such as DE89 3704 0044 0532 0130 00.";
  const length = IBAN_LENGTHS.get(iban.slice(0, 2)) ?? iban.length;
  if (iban.length !== length)
    return `An IBAN of ${iban.slice(0, 2)} has ${length} letters and digits, and this one ${iban.length}. Compare it.`;
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join("");
  return BigInt(digits) % MODULUS === 1n ? null : "This IBAN is mistyped: its check digits don't fit. Compare it.";
}

/**
 * ISO 9362 since 2014, as ISO 20022 writes it down (BICFIDec2014Identifier): who it is, whose first four may be digits
 * too, the country, two more signs, and perhaps three of a branch.
 */
const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/;

/** What is wrong with a normalized BIC, as an instruction, or null. */
export function bicProblem(bic: string): string | null {
  if (bic === "") return null;
  if (!BIC.test(bic)) return "A BIC has 8 or 11 letters and digits, such as COBADEFFXXX.";
  return isBankCountry(bic.slice(4, 6))
    ? null
    : `A BIC names its country fifth and sixth, and ${bic.slice(4, 6)} is none.`;
}

/** In groups of four, as it is read out. */
export const formatIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");
