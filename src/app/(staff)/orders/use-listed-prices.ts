"use client";

import { trpc } from "@/client/trpc";
import { type ListedPrice, listedPrice } from "@/modules/pricing/price";
import { hasParts } from "@/shared/guard";
import type { Draft } from "./order-draft";

/** What each line costs by lists and the catalog, by its key. */
export type DraftPrices = ReadonlyMap<string, ListedPrice>;

/**
 * The draft with the price of each line where nobody typed another, as the server will write it: by the customer's
 * lists, today, for so many. It moves with the quantity as that is typed.
 */
export function useListedPrices(draft: Draft): { draft: Draft; prices: DraftPrices } {
  const customerId = draft.customer?.id ?? null;
  const variantIds = [...new Set(draft.lines.map(({ goods }) => goods.variantId))].sort();
  // While another product is looked up the prices of the others stay, but never those of another customer.
  const isSameCustomer = hasParts({ customerId: (found): found is typeof customerId => found === customerId });
  const { data } = trpc.pricing.listPrices.useQuery(
    { customerId, variantIds },
    {
      enabled: variantIds.length > 0,
      placeholderData: (known, asked) => (isSameCustomer(asked?.queryKey[1]?.input) ? known : undefined),
    },
  );
  const known = new Map(data?.map((priced) => [priced.variantId, priced]));
  const prices = new Map(
    draft.lines.flatMap(({ key, goods, quantity }) => {
      const priced = known.get(goods.variantId);
      return priced ? [[key, listedPrice(priced, quantity ?? 1)] as const] : [];
    }),
  );
  const lines = draft.lines.map((line) =>
    line.takesListedPrice ? { ...line, unitPrice: prices.get(line.key)?.price ?? line.unitPrice } : line,
  );
  return { draft: { ...draft, lines }, prices };
}
