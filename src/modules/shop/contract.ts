import * as z from "zod";
import { isCountry } from "@/shared/countries";
import { isCurrency } from "@/shared/currencies";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { defineJob } from "@/shared/job";
import { RATE_SCALE, toRate } from "@/shared/money";
import type { Staleness } from "@/shared/staleness";
import { bicProblem, ibanProblem, normalizeCode } from "./bank-account";
import {
  CREDIT_POLICIES,
  DOCUMENT_LANGUAGES,
  isTimeZone,
  LOCALES,
  LOGO_BYTES_MAX,
  NUMBER_MAX,
  NUMBER_SERIES,
  type NumberSeries,
} from "./shop";
import { normalizeVatNumber, vatNumberProblem } from "./vat-number";

const NAME_CHARACTERS_MAX = 200;
const ADDRESS_CHARACTERS_MAX = 1_000;
const VAT_NUMBER_CHARACTERS_MAX = 40;
const REGISTRATION_CHARACTERS_MAX = 60;
const BANK_CODE_CHARACTERS_MAX = 50;
const FOOTER_CHARACTERS_MAX = 400;
const FOOTER_LINES_MAX = 10;
const TIME_ZONE_CHARACTERS_MAX = 60;
const PAYMENT_TERMS_DAYS_MAX = 365;
/** Ninety days. */
const QUOTE_HOLD_HOURS_MAX = 2_160;

const isSeries = (name: string): name is NumberSeries => Object.hasOwn(NUMBER_SERIES, name);

export const VatNumber = z
  .string()
  .max(VAT_NUMBER_CHARACTERS_MAX)
  .transform((text, check) => {
    const number = normalizeVatNumber(text);
    const problem = vatNumberProblem(number);
    if (problem !== null) check.addIssue({ code: "custom", message: problem });
    return number;
  });

export const PaymentTermsDays = z
  .number("Enter a whole number of days.")
  .int("Enter a whole number of days.")
  .min(0, "Enter 0 days or more.")
  .max(PAYMENT_TERMS_DAYS_MAX, `Enter at most ${PAYMENT_TERMS_DAYS_MAX} days.`);

/** A code of a bank as it is stored: in capitals and without blanks. */
const bankCode = (problemOf: (code: string) => string | null) =>
  z
    .string()
    .max(BANK_CODE_CHARACTERS_MAX)
    .transform((text, check) => {
      const code = normalizeCode(text);
      const problem = problemOf(code);
      if (problem !== null) check.addIssue({ code: "custom", message: problem });
      return code;
    });

export const EditSettings = z.strictObject({
  /** Optimistic version: the second of two administrators is refused. */
  version: z.number().int().min(1),
  companyName: z.string().trim().min(1, "Enter the name of your company.").max(NAME_CHARACTERS_MAX),
  address: z.string().trim().max(ADDRESS_CHARACTERS_MAX),
  country: z.string().refine(isCountry, "Choose a country."),
  vatNumber: VatNumber,
  /** Of the register of companies. Left out, it stays. */
  registrationNumber: z.string().trim().max(REGISTRATION_CHARACTERS_MAX).optional(),
  locale: z.enum(LOCALES, "Choose a number format."),
  currency: z.string().refine(isCurrency, "Choose a currency."),
  timeZone: z.string().max(TIME_ZONE_CHARACTERS_MAX).refine(isTimeZone, "Choose a time zone."),
  pricesIncludeTax: z.boolean(),
  /** Left out, it stays: so for whoever has not heard of it. */
  roundsTaxOnce: z.boolean().optional(),
  /** Without tax to companies in other member states of the EU, and out of it. Left out, it stays. */
  taxFreeAbroad: z.boolean().optional(),
  /** Where no other rate is set for the item's category or the customer's country. */
  taxRate: z
    .number()
    .int()
    .min(0, "A tax rate must not be negative.")
    .max(RATE_SCALE, "Enter a rate of at most 100%.")
    .transform(toRate),
  /** Within how many days of shipping an order is to be paid; null where nobody follows that here. */
  paymentTermsDays: PaymentTermsDays.nullable(),
  /** What happens above a credit limit, for customers for whom nothing else is set. Left out, it stays. */
  creditPolicy: z.enum(CREDIT_POLICIES, "Choose what happens.").optional(),
  /** For how many hours drafts hold what is available of their items; null is not at all. Left out, it stays. */
  quoteHoldHours: z
    .number("Enter a whole number of hours.")
    .int("Enter a whole number of hours.")
    .min(1, "Enter 1 hour or more.")
    .max(QUOTE_HOLD_HOURS_MAX, `Enter at most ${QUOTE_HOLD_HOURS_MAX} hours, which are 90 days.`)
    .nullable()
    .optional(),
  /** What documents say beside the address. What is left out stays. */
  iban: bankCode(ibanProblem).optional(),
  bic: bankCode(bicProblem).optional(),
  /** At the foot of documents: the register, who manages the company. */
  documentFooter: z
    .string()
    .trim()
    .max(FOOTER_CHARACTERS_MAX)
    .refine((text) => text.split("\n").length <= FOOTER_LINES_MAX, `Enter at most ${FOOTER_LINES_MAX} lines.`)
    .optional(),
  documentLanguage: z.enum(DOCUMENT_LANGUAGES, "Choose a language.").optional(),
  /** Where new orders ship from unless the person works elsewhere. */
  defaultWarehouseId: Id.nullable(),
});
export type EditSettings = z.infer<typeof EditSettings>;

/** The file itself as base64, small enough for the body of a request; null takes the logo away. */
export const SetLogo = z.strictObject({
  image: z
    .string()
    .max(Math.ceil(LOGO_BYTES_MAX / 3) * 4, `Choose an image of at most ${LOGO_BYTES_MAX / 1_000} kB.`)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "Choose an image file.")
    .nullable(),
});
export type SetLogo = z.infer<typeof SetLogo>;

export const ContinueNumbers = z.strictObject({
  /** Why, for the history. */
  note: z.string().trim().max(NAME_CHARACTERS_MAX).default(""),
  series: z.string().refine(isSeries),
  next: z.number().int().min(1, "Enter a number of 1 or more.").max(NUMBER_MAX),
});
export type ContinueNumbers = z.infer<typeof ContinueNumbers>;

export const shopSettingsChanged = defineEvent("shop.settings-changed", z.object({ shopId: Id }));

/** The file of a logo that another one has replaced. */
export const removeLogoFile = defineJob("shop.remove-logo-file", z.object({ fileKey: z.string() }));

export const SHOP_STALENESS = {
  getSettings: [{ facts: ["shop"] }],
  getSettingsState: [{ facts: ["shop"] }],
  listTimeZones: [],
  listPaymentMethods: [{ facts: ["shop"] }],
} as const satisfies Staleness;

/** The settings as a form holds them. */
export type SettingsValues = Omit<EditSettings, "version">;

export const currencyIsBooked = defineError<{ currency: string }>(
  "shop.currency-is-booked",
  "conflict",
  ({ currency }) =>
    `Orders or costs are recorded in ${currency} already, so the currency can't be changed any more. ` +
    "Nothing was changed.",
);

export const pricesDoNotFit = defineError<{ currency: string }>(
  "shop.prices-do-not-fit",
  "conflict",
  ({ currency }) =>
    `${currency} has a different number of decimals, so the prices of your products would change with it. ` +
    "Set their prices to 0 first, then choose the currency and enter them again. Nothing was changed.",
);

export const timeZoneUnknown = defineError<{ timeZone: string }>(
  "shop.time-zone-unknown",
  "invalid",
  ({ timeZone }) => `The database doesn't know the time zone ${timeZone}. Choose another. Nothing was changed.`,
);

export const warehouseUnknown = defineError<{ warehouseId: string }>(
  "shop.warehouse-unknown",
  "invalid",
  () => "This warehouse doesn't exist. Choose one from the list. Nothing was changed.",
);

export const numberAlreadyDrawn = defineError<{ next: number }>(
  "shop.number-already-drawn",
  "conflict",
  ({ next }) =>
    `The next number is ${next} already, and numbers only go up: an earlier one could be given twice. ` +
    "Enter a higher number. Nothing was changed.",
);

export const logoRefused = defineError<{ problem: string }>("shop.logo-refused", "invalid", ({ problem }) => problem);
