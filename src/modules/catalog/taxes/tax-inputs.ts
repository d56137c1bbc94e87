import * as z from "zod";
import { CalendarDay } from "@/shared/calendar-day";
import { isCountry } from "@/shared/countries";
import { defineError } from "@/shared/error";
import { Id } from "@/shared/given-id";
import { RATE_SCALE, toRate } from "@/shared/money";
import { oneLine } from "@/shared/one-line";
import { formatCount } from "@/shared/plural";
import { FIRST_DAY, GOODS_TAX_CODES, postcodeForm } from "./tax";

const NAME_CHARACTERS_MAX = 60;
const REASON_CHARACTERS_MAX = 200;
const POSTCODE_CHARACTERS_MAX = 20;

/** Of the list that electronic invoices take; empty where none fits. */
export const ReasonCode = z.string().regex(/^(VATEX-[A-Z0-9-]{2,30})?$/, "Choose a reason of the list.");

export const CreateTaxCategory = z.strictObject({
  name: z.string().overwrite(oneLine).min(1, "Enter a name.").max(NAME_CHARACTERS_MAX),
  code: z.enum(GOODS_TAX_CODES, "Choose how it is taxed."),
  /** Why there is no tax on it, as documents say it. */
  reason: z.string().overwrite(oneLine).max(REASON_CHARACTERS_MAX).default(""),
  /** The same as a code, of what is exempt. Left out, it stays with its reason. */
  reasonCode: ReasonCode.optional(),
});
export type CreateTaxCategory = z.input<typeof CreateTaxCategory>;

/** The whole category after the edit. `version` is the one the person saw. */
export const EditTaxCategory = CreateTaxCategory.extend({ taxCategoryId: Id, version: z.number().int().min(1) });
export type EditTaxCategory = z.infer<typeof EditTaxCategory>;

export const RemoveTaxCategory = z.strictObject({ taxCategoryId: Id });
export type RemoveTaxCategory = z.infer<typeof RemoveTaxCategory>;

/** How products of a category are taxed, and those within it; null is as the category above. */
export const SetCategoryTax = z.strictObject({ categoryId: Id, taxCategoryId: Id.nullable() });
export type SetCategoryTax = z.infer<typeof SetCategoryTax>;

/** A rate from a day on, which takes the place of the one that began on that day. Null takes it away. */
export const SetTaxRate = z
  .strictObject({
    taxCategoryId: Id,
    /** Where the goods go; null is every country. */
    country: z.string().refine(isCountry, "Choose a country.").nullable(),
    /** How postcodes begin, for a region of the country. */
    region: z
      .string()
      .max(POSTCODE_CHARACTERS_MAX)
      .overwrite(postcodeForm)
      .regex(/^[A-Z0-9]{0,10}$/, "Enter the first letters and digits of the postcodes, for example 35.")
      .default(""),
    /** Null is always, until another rate begins. */
    validFrom: CalendarDay.nullable()
      .default(null)
      .transform((day) => day ?? FIRST_DAY),
    rate: z
      .number()
      .int()
      .min(0, "A tax rate must not be negative.")
      .max(RATE_SCALE, "Enter a rate of at most 100%.")
      .transform(toRate)
      .nullable(),
  })
  .refine(({ country, region }) => region === "" || country !== null, {
    message: "Choose the country of these postcodes.",
    path: ["country"],
  });
export type SetTaxRate = z.infer<typeof SetTaxRate>;

export const taxCategoryNotFound = defineError<{ taxCategoryId: string }>(
  "catalog.tax-category-not-found",
  "not-found",
  () => "This tax category doesn't exist any more. Choose another. Nothing was changed.",
);
export const taxCategoryNameTaken = defineError<{ name: string }>(
  "catalog.tax-category-name-taken",
  "conflict",
  ({ name }) => `There is already a tax category ${name}. Enter another name.`,
);
export const taxCategoryChangedMeanwhile = defineError<{ version: number; name: string }>(
  "catalog.tax-category-changed-meanwhile",
  "conflict",
  ({ name }) =>
    `Someone else saved the tax category ${name} meanwhile. Your entries are kept: save again to replace theirs.`,
);
export const taxCategoryInUse = defineError<{ name: string; products: number; categories: number }>(
  "catalog.tax-category-in-use",
  "conflict",
  ({ name, products, categories }) =>
    `${formatCount(products, "product")} and ${formatCount(categories, "category", "categories")} are taxed as ` +
    `${name}. Choose another tax for them first. Nothing was changed.`,
);
export const reasonCodeUnknown = defineError<{ code: string }>(
  "catalog.reason-code-unknown",
  "invalid",
  ({ code }) => `${code} is no reason of the VATEX list. Choose one of the list, or none. Nothing was changed.`,
);
export const standardTaxStays = defineError<Record<string, never>>(
  "catalog.standard-tax-stays",
  "conflict",
  () => "What has no other tax is taxed as standard, so this tax category stays, and has rates. Nothing was changed.",
);
