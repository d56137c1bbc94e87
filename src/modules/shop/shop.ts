import { oneOf } from "@/shared/one-of";
import { formatCache } from "@/shared/region";

/** The id under which the history keeps what happened to the shop itself. */
export const SHOP_ID = "00000000-0000-7000-8000-000000000021";

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** Creating a format is slow, and nearly always it is the same one. */
const dayFormat = formatCache(
  (timeZone: string) =>
    new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }),
);

/** The day of a moment in the shop's time zone, as `2026-03-10`; `daysBefore` counts back from it. */
export function shopDay(timeZone: string, moment: Date, daysBefore = 0): string {
  const noon = new Date(`${dayFormat(timeZone).format(moment)}T12:00:00Z`);
  return new Date(noon.getTime() - daysBefore * DAY_MS).toISOString().slice(0, 10);
}

/** The moment at which the day of `moment` ends in the shop's time zone, to the second. */
export function endOfShopDay(timeZone: string, moment: Date): Date {
  const today = shopDay(timeZone, moment);
  // Clocks change by rules that no arithmetic knows, so the border is searched for.
  let [before, after] = [
    Math.floor(moment.getTime() / SECOND_MS),
    Math.ceil((moment.getTime() + 2 * DAY_MS) / SECOND_MS),
  ];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (shopDay(timeZone, new Date(middle * SECOND_MS)) === today) before = middle;
    else after = middle;
  }
  return new Date(after * SECOND_MS);
}

/** The locales a shop may choose from: those whose digits are 0 to 9. */
export const LOCALES = [
  "bg-BG",
  "cs-CZ",
  "da-DK",
  "de-AT",
  "de-CH",
  "de-DE",
  "el-GR",
  "en-AU",
  "en-CA",
  "en-GB",
  "en-IE",
  "en-US",
  "es-ES",
  "et-EE",
  "fi-FI",
  "fr-BE",
  "fr-CH",
  "fr-FR",
  "hr-HR",
  "hu-HU",
  "it-CH",
  "it-IT",
  "ja-JP",
  "lt-LT",
  "lv-LV",
  "nb-NO",
  "nl-BE",
  "nl-NL",
  "pl-PL",
  "pt-BR",
  "pt-PT",
  "ro-RO",
  "sk-SK",
  "sl-SI",
  "sv-SE",
  "tr-TR",
] as const;
export type Locale = (typeof LOCALES)[number];

/** A locale of the list; the usual one for what only an operator can have written into the row. */
export const toLocale = (locale: string): Locale => oneOf(LOCALES, locale) ?? "en-GB";

/** Whether a name means a time zone to JavaScript; what the database knows, the database is asked. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** What happens when a confirmed order takes its customer above the credit limit. */
export const CREDIT_POLICIES = ["warn", "refuse"] as const;
export type CreditPolicy = (typeof CREDIT_POLICIES)[number];

/** The kinds of image a logo may be. Never SVG, which may hold scripts. */
export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type LogoType = (typeof LOGO_TYPES)[number];
export const LOGO_BYTES_MAX = 500_000;
export const LOGO_PIXELS_MAX = 2_000;

/** What documents for customers may be written in. */
export const DOCUMENT_LANGUAGES = ["en", "de"] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];
/** What people call them. */
export const LANGUAGE_NAMES = { en: "English", de: "German" } as const satisfies Record<DocumentLanguage, string>;

/** The number series of the shop, and how people call what they number. */
export const NUMBER_SERIES = { orders: "orders" } as const;
export type NumberSeries = keyof typeof NUMBER_SERIES;
/** Numbers stay short enough to be read out. */
export const NUMBER_MAX = 1_000_000_000_000;
