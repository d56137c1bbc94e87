/**
 * The member states of the European Union by ISO 3166-1, since when and until when: by the treaties of accession, and
 * for the United Kingdom by the end of the transition (Withdrawal Agreement, Art. 126).
 */
const MEMBERS: readonly { countries: string; since: string; until?: string }[] = [
  { countries: "BE DE FR IT LU NL", since: "1958-01-01" },
  { countries: "DK IE", since: "1973-01-01" },
  { countries: "GB", since: "1973-01-01", until: "2020-12-31" },
  { countries: "GR", since: "1981-01-01" },
  { countries: "ES PT", since: "1986-01-01" },
  { countries: "AT FI SE", since: "1995-01-01" },
  { countries: "CY CZ EE HU LT LV MT PL SI SK", since: "2004-05-01" },
  { countries: "BG RO", since: "2007-01-01" },
  { countries: "HR", since: "2013-07-01" },
];

/** For goods Northern Ireland is as a member state, under the prefix XI (Windsor Framework, Art. 8), since this day. */
const NORTHERN_IRELAND_SINCE = "2021-01-01";

/** Taken as a part of another state (Directive 2006/112/EC, Art. 7): Monaco and the Isle of Man. */
const AS_PART_OF: Readonly<Record<string, string>> = { MC: "FR", IM: "GB" };

/** VAT numbers begin with the country's letters, but for Greece (Directive 2006/112/EC, Art. 215). */
const PREFIXES: Readonly<Record<string, string>> = { EL: "GR" };

/**
 * Territories of member states that are no part of the EU's VAT area, by how their postcodes begin (Directive
 * 2006/112/EC, Art. 6, and 355 TFEU): Büsingen and Helgoland; Greenland; the Canary Islands, Ceuta and Melilla; Livigno
 * and Campione d'Italia; the French overseas departments and territories; Mount Athos; Åland. Those that have a country
 * code of their own are no member by that.
 */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  DE: ["78266", "27498"],
  DK: ["39"],
  ES: ["35", "38", "51", "52"],
  IT: ["23041", "22061"],
  FR: ["97", "986", "987", "988"],
  GR: ["63086"],
  FI: ["22"],
};

export type VatArea = { area: string; isEu: boolean };

/** Two areas of one tax: whoever sells between them owes it to one state (UK: Value Added Tax Act 1994, Sch. 9ZB). */
const OF_ONE_TAX = ["GB", "XI"];

/** Whether what goes from one to the other is sold at home. */
export const isSoldAtHome = ({ area: left }: VatArea, { area: into }: VatArea): boolean =>
  left === into || (OF_ONE_TAX.includes(left) && OF_ONE_TAX.includes(into));

/** Whether it is a member on a day as `YYYY-MM-DD`. */
const isMember = (country: string, day: string): boolean =>
  MEMBERS.some(
    ({ countries, since, until }) =>
      countries.split(" ").includes(country) && day >= since && (until === undefined || day <= until),
  );

/** Where goods leave or go, as the law of VAT sees it on a day. `postcode` in capitals without blanks. */
export function vatAreaOf(country: string, postcode: string, day: string): VatArea {
  if (OUTSIDE[country]?.some((begin) => postcode.startsWith(begin)))
    return { area: `${country}, outside`, isEu: false };
  const area = AS_PART_OF[country] ?? country;
  if (area === "GB" && postcode.startsWith("BT") && day >= NORTHERN_IRELAND_SINCE) return { area: "XI", isEu: true };
  return { area, isEu: isMember(area, day) };
}

/** The member state that gave a VAT number, by its first two letters, or null where it is none on that day. */
export function countryOfVatNumber(number: string, day: string): string | null {
  const prefix = number.slice(0, 2);
  const country = PREFIXES[prefix] ?? prefix;
  if (country === "XI") return day >= NORTHERN_IRELAND_SINCE ? country : null;
  return isMember(country, day) ? country : null;
}
