/** The member states of the European Union. */
const MEMBERS: ReadonlySet<string> = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

/**
 * Territories of member states that are no part of the EU's VAT area, by how their postcodes begin (Directive
 * 2006/112/EC, Art. 6): Büsingen and Helgoland; the Canary Islands, Ceuta and Melilla; Livigno; the overseas
 * departments; Mount Athos; Åland, which has a country code of its own too.
 */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  DE: ["78266", "27498"],
  ES: ["35", "38", "51", "52"],
  IT: ["23041"],
  FR: ["97"],
  GR: ["63086"],
  FI: ["22"],
};

export type VatArea = { area: string; isEu: boolean };

/** Where goods go, as the law of VAT sees it. `postcode` in capitals without blanks. */
export function vatAreaOf(country: string, postcode: string): VatArea {
  // For goods Northern Ireland is as a member state, under the prefix XI (Windsor Framework), and Monaco is as France.
  if (country === "GB" && postcode.startsWith("BT")) return { area: "XI", isEu: true };
  if (country === "MC") return { area: "FR", isEu: true };
  if (OUTSIDE[country]?.some((begin) => postcode.startsWith(begin)))
    return { area: `${country}, outside`, isEu: false };
  return { area: country, isEu: MEMBERS.has(country) };
}

/** The member state that gave a VAT number, by its first two letters, or null: Greece writes EL. */
export function countryOfVatNumber(number: string): string | null {
  const prefix = number.slice(0, 2);
  const country = prefix === "EL" ? "GR" : prefix;
  return country === "XI" || MEMBERS.has(country) ? country : null;
}
