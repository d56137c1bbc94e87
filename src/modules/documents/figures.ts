import { formatMoney, formatRate, type Money, type Rate } from "@/shared/money";
import { formatQuantity, type Quantity } from "@/shared/quantity";
import { formatCache } from "@/shared/region";

export type Region = { locale: string; currency: string; timeZone: string };

/** As DIN 5008 writes days: 27.11.2026. */
const IN_DIGITS = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
/** Where a day in digits could be read in two ways. */
const IN_WORDS = { day: "numeric", month: "long", year: "numeric" } as const;

const dayFormat = formatCache(
  (locale: string, timeZone: string) =>
    new Intl.DateTimeFormat(locale, { ...(locale.startsWith("de-") ? IN_DIGITS : IN_WORDS), timeZone }),
);
const momentFormat = formatCache(
  (locale: string, timeZone: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }),
);
const countryNames = formatCache((locale: string) => new Intl.DisplayNames(locale, { type: "region" }));

/** How a document writes amounts, days and names of countries: by its own language, whatever the screens are in. */
export const figuresOf = ({ locale, currency, timeZone }: Region) => ({
  money: (amount: Money) => formatMoney(amount, currency, locale),
  quantity: (quantity: Quantity, unit: string) => formatQuantity(quantity, unit === "each" ? "" : unit, locale),
  rate: (rate: Rate) => formatRate(rate, locale),
  dayOf: (moment: Date) => dayFormat(locale, timeZone).format(moment),
  /** A day of the calendar, as `2027-03-10`. */
  day: (day: string) => dayFormat(locale, "UTC").format(new Date(`${day}T00:00:00Z`)),
  moment: (moment: Date) => momentFormat(locale, timeZone).format(moment),
  country: (code: string) => (code === "" ? "" : (countryNames(locale).of(code) ?? code)),
});
export type Figures = ReturnType<typeof figuresOf>;
