"use client";

import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { hasParts } from "@/shared/guard";
import { type Draft, withDefaultTax } from "./order-draft";

/** The draft with the tax of each product in the customer's country where nobody typed another, once it is known. */
export function useDefaultTax(draft: Draft): Draft {
  const shop = useShop();
  const customerId = draft.customer?.id ?? "";
  const customer = trpc.customers.get.useQuery({ customerId }, { enabled: customerId !== "" });
  const country = customerId === "" ? "" : customer.data?.country;
  const variantIds = [
    ...new Set(draft.lines.filter((line) => line.takesDefaultTax).map((line) => line.goods.variantId)),
  ].sort();
  // While another product is looked up the rates of the others stay, but never those of another country.
  const isOfCountry = hasParts({ country: (found): found is typeof country => found === country });
  const rates = trpc.catalog.listDefaultTaxRates.useQuery(
    { country: country ?? "", variantIds },
    {
      enabled: variantIds.length > 0 && country !== undefined,
      placeholderData: (known, asked) => (isOfCountry(asked?.queryKey[1]?.input) ? known : undefined),
    },
  );
  const known = new Map(rates.data?.map((row) => [row.variantId, row.rate]));
  const { pricesIncludeTax = shop.pricesIncludeTax, roundsTaxOnce = shop.roundsTaxOnce } = draft;
  return { ...withDefaultTax(draft, country === undefined ? new Map() : known), pricesIncludeTax, roundsTaxOnce };
}
