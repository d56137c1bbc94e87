import type { Outputs } from "@/client/trpc";
import { countryName } from "@/shared/countries";

type Basis = NonNullable<Outputs["orders"]["get"]["taxBasis"]>;

/** Why an order is taxed as it is; null where it is as at home. */
export function whyTaxed({ treatment, country, reason, number }: Basis, home: string): string | null {
  const where = countryName(country);
  switch (treatment) {
    case "eu-supply":
      return `Sold without tax to ${where}, an EU supply${number && ` to the VAT number ${number}`}.`;
    case "export":
      return `Sold without tax to ${where}, an export.`;
    case "exempt":
      return `Sold without tax: ${[reason, number].filter(Boolean).join(", ")}.`;
    case "taxed":
      return country === home || country === "" ? null : `Taxed for ${where}, where the goods go.`;
  }
}
