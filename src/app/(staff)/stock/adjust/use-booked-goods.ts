"use client";

import { unitOf } from "@/app/(staff)/_goods/goods";
import { findBin } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { BookedGoods, BookedSerials } from "@/app/(staff)/_posting/adjustment";
import { type Outputs, trpc } from "@/client/trpc";
import { formatVariant } from "@/modules/catalog/product";
import { useAdjustAddress } from "./use-adjust-address";

/**
 * What the books say of the goods in the bin that was chosen; null until both are known. A bin that never held them has
 * none.
 */
export function useBookedGoods(variant: Outputs["inventory"]["getStockedVariant"]): BookedGoods | BookedSerials | null {
  const [{ bin: binId, lot: lotId }] = useAdjustAddress();
  const { warehouses } = useWarehouses();
  const balances = trpc.inventory.listBalances.useQuery({ variantId: variant.id });
  const bin = findBin(warehouses, binId);
  if (!bin || !balances.data) return null;

  const here = balances.data.filter((each) => each.locationId === bin.id);
  const balance = here.find((each) => each.lotId === lotId);
  const goods = {
    variantId: variant.id,
    name: formatVariant(variant.title, variant.optionValues),
    unit: unitOf(variant),
    locationId: bin.id,
    locationCode: bin.code,
  };
  if (variant.hasSerials)
    return { ...goods, lotId: null, lotCode: null, onHand: here.length, serials: serialsOf(here) };
  return {
    ...goods,
    lotId: balance?.lotId ?? null,
    lotCode: balance?.lotCode ?? null,
    onHand: balance?.onHand ?? 0,
  };
}

/** Each is a lot of one. */
const serialsOf = (balances: readonly { lotCode: string | null }[]): string[] =>
  balances.flatMap(({ lotCode }) => lotCode ?? []);
