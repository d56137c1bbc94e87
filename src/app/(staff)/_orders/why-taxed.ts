import type { Outputs } from "@/client/trpc";
import { countryName } from "@/shared/countries";

type Basis = NonNullable<Outputs["orders"]["get"]["taxBasis"]>;

/** Why an order is taxed as it is; null where it is as at home. */
export function whyTaxed({ treatment, country, reason, number, code, from }: Basis, home: string): string | null {
  const where = from === undefined ? countryName(country) : `${countryName(country)}, from ${countryName(from)}`;
  switch (treatment) {
    case "eu-supply":
      return `Sold without tax to ${where}, an EU supply${number && ` to the VAT number ${number}`}.`;
    case "export":
      return `Sold without tax to ${where}, an export.`;
    case "exempt":
      return `Sold without tax: ${[reason, code, number].filter(Boolean).join(", ")}.`;
    case "taxed":
      return country === home || country === "" ? null : `Taxed for ${where}, where the goods go.`;
  }
}

/** Why the customer owes the tax of some of the goods; null where they owe none of it. */
export const whyReversed = ({ number }: Basis, lines: readonly { taxCategory: string | null }[]): string | null =>
  lines.some(({ taxCategory }) => taxCategory === "AE")
    ? `Reverse charge: the customer owes the tax of these goods${number && `, by the VAT number ${number}`}.`
    : null;
