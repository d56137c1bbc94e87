import { LOCALES } from "@/modules/shop/shop";
import { COUNTRIES, countryName, currencyName } from "@/shared/countries";
import { CURRENCIES } from "@/shared/currencies";
import type { Choice } from "@/ui/choice-field";

const byLabel = (one: Choice, other: Choice) => one.label.localeCompare(other.label, "en");

export const COUNTRY_CHOICES: readonly Choice[] = COUNTRIES.map((code) => ({
  value: code,
  label: countryName(code),
  hint: code,
})).sort(byLabel);

export const CURRENCY_CHOICES: readonly Choice[] = CURRENCIES.map((code) => ({
  value: code,
  label: `${code}, ${currencyName(code)}`,
}));

const EXAMPLE = 1_234.56;
const exampleIn = (locale: string) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(EXAMPLE);
const languages = new Intl.DisplayNames("en-GB", { type: "language", languageDisplay: "standard" });

/** A number format by example, then by whose it is: `1.234,56 · German (Germany)`. */
export const LOCALE_OPTIONS = LOCALES.map((locale) => ({
  value: locale,
  label: `${exampleIn(locale)} · ${languages.of(locale) ?? locale}`,
})).sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en"));

function nameOf({ label }: { label: string }): string {
  return label.split(" · ")[1] ?? label;
}

/** The zones that the server offers, and the one that is set, whatever its name. */
export const zoneChoices = (zones: readonly string[] | undefined, current: unknown): Choice[] =>
  [...new Set([...(zones ?? []), ...(typeof current === "string" && current !== "" ? [current] : [])])].map((name) => ({
    value: name,
    label: name.replaceAll("_", " "),
  }));
