"use client";

import { useShop } from "@/client/shop";
import { type Outputs, trpc } from "@/client/trpc";
import { hasParts } from "@/shared/guard";
import type { SavedAddresses } from "./address-choice";
import type { OpenOrder } from "./order-change";
import { type Draft, withDefaultTax } from "./order-draft";

type Taxes = Outputs["orders"]["listTaxes"];
/** By what the draft will be taxed, and each of its products. */
export type DraftTaxes = {
  basis: Taxes["basis"];
  lines: ReadonlyMap<string, Taxes["lines"][number]>;
  /** It keeps what it was confirmed with. */
  isKept: boolean;
  /** Which by now would be another. */
  isOutdated: boolean;
};

type Of = { open: OpenOrder | null; saved: SavedAddresses | undefined };

/**
 * The draft with the tax of each line where nobody typed another, as the server will write it: by where its goods go,
 * to whom, and today. An open order keeps its own until it is for somebody else, goes elsewhere, leaves from another
 * country, or is asked to.
 */
export function useDefaultTax(draft: Draft, { open, saved }: Of): { draft: Draft; taxes: DraftTaxes } {
  const shop = useShop();
  const customerId = draft.customer?.id ?? null;
  const { deliveryAddressId, warehouseId } = draft;
  const isSaved = saved !== undefined && saved.customerId === customerId;
  const to = isSaved && { country: saved.deliveryAddress.country, postcode: saved.deliveryAddress.postcode };
  const variantIds = [
    ...new Set(draft.lines.filter((line) => line.takesDefaultTax).map((line) => line.goods.variantId)),
  ].sort();
  // While another product is looked up the taxes of the others stay, but never those of another place.
  const isSamePlace = hasParts({
    customerId: (found): found is typeof customerId => found === customerId,
    deliveryAddressId: (found): found is typeof deliveryAddressId => found === deliveryAddressId,
    warehouseId: (found): found is typeof warehouseId => found === warehouseId,
  });
  const found = trpc.orders.listTaxes.useQuery(
    {
      customerId,
      variantIds,
      ...(warehouseId && { warehouseId }),
      ...(deliveryAddressId && { deliveryAddressId }),
      ...(to && { to }),
    },
    {
      enabled: variantIds.length > 0,
      placeholderData: (known, asked) => (isSamePlace(asked?.queryKey[1]?.input) ? known : undefined),
    },
  );
  const lines = new Map(found.data?.lines.map((line) => [line.variantId, line]));
  const isMoved = open !== null && warehouseId !== open.warehouseId;
  const basis = found.data?.basis ?? null;
  const leavesElsewhere = isMoved && basis !== null && basis.from !== open.taxedFrom;
  const isKept = open !== null && isSaved && deliveryAddressId === undefined && !draft.retax && !leavesElsewhere;
  const keeps = ({ key }: Draft["lines"][number]) => isKept || (open?.shipped.get(key) ?? 0) > 0;
  const { pricesIncludeTax = shop.pricesIncludeTax, roundsTaxOnce = shop.roundsTaxOnce } = draft;
  const isOutdated = (line: Draft["lines"][number]): boolean => {
    const now = lines.get(line.goods.variantId);
    const hasShipped = (open?.shipped.get(line.key) ?? 0) > 0;
    return line.takesDefaultTax === true && !hasShipped && line.taxRate !== null && now !== undefined
      ? now.taxRate !== line.taxRate
      : false;
  };
  return {
    draft: { ...withDefaultTax(draft, lines, keeps), pricesIncludeTax, roundsTaxOnce },
    taxes: { basis, lines, isKept, isOutdated: isKept && draft.lines.some(isOutdated) },
  };
}
