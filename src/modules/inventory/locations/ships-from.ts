import * as z from "zod";
import { defineError } from "@/shared/error";

const POSTCODE_CHARACTERS_MAX = 20;

/** Where the goods of a warehouse leave, which decides their tax: ISO 3166-1; empty for the shop's country. */
export const ShipsFrom = z.strictObject({
  country: z
    .string()
    .regex(/^([A-Z]{2})?$/, "Choose a country.")
    .optional(),
  postcode: z.string().trim().max(POSTCODE_CHARACTERS_MAX).optional(),
});
export type ShipsFrom = z.infer<typeof ShipsFrom>;

export const countryUnknown = defineError<{ country: string }>(
  "inventory.country-unknown",
  "invalid",
  ({ country }) => `There is no country ${country}. Choose one of the list. Nothing was changed.`,
);

export const postcodeOfNoCountry = defineError<{ postcode: string }>(
  "inventory.postcode-of-no-country",
  "invalid",
  ({ postcode }) =>
    `Choose the country that ${postcode} is a postcode of, or leave the postcode empty. Nothing was changed.`,
);
