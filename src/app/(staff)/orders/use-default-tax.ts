"use client";

import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { type Draft, withDefaultTax } from "./order-draft";

/** The draft with the tax of each product in the customer's country where nobody typed another. */
export function useDefaultTax(draft: Draft): Draft {
  const shop = useShop();
  const customerId = draft.customer?.id ?? "";
  const customer = trpc.customers.get.useQuery({ customerId }, { enabled: customerId !== "" });
  const variantIds = [
    ...new Set(draft.lines.filter((line) => line.takesDefaultTax).map((line) => line.goods.variantId)),
  ].sort();
  const rates = trpc.catalog.listDefaultTaxRates.useQuery(
    { country: customer.data?.country ?? "", variantIds },
    { enabled: variantIds.length > 0, placeholderData: (before) => before },
  );
  const known = new Map(rates.data?.map((row) => [row.variantId, row.rate]));
  const { pricesIncludeTax = shop.pricesIncludeTax } = draft;
  return { ...withDefaultTax(draft, known, shop.taxRate), pricesIncludeTax };
}
