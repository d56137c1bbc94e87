"use client";

import { unitOf } from "@/app/(staff)/_goods/goods";
import { findBin } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { BookedGoods, BookedSerials } from "@/app/(staff)/_posting/adjustment";
import { useSerialsIn } from "@/app/(staff)/_serials/use-serials-in";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useAllPages } from "@/client/use-endless-list";
import { formatVariant } from "@/modules/catalog/product";
import { useAdjustAddress } from "./use-adjust-address";

/**
 * What the books say of the goods in the bin that was chosen; null until both are known. A bin that never held them has
 * none.
 */
export function useBookedGoods(variant: Outputs["inventory"]["getStockedVariant"]): BookedGoods | BookedSerials | null {
  const [{ bin: binId, lot: lotId }] = useAdjustAddress();
  const { warehouses } = useWarehouses();
  const lots = useLotsIn(variant.id, variant.hasSerials ? null : binId);
  const serials = useSerialsIn(variant.id, variant.hasSerials ? binId : null);
  const bin = findBin(warehouses, binId);
  if (!bin) return null;

  const goods = {
    variantId: variant.id,
    name: formatVariant(variant.title, variant.optionValues),
    unit: unitOf(variant),
    locationId: bin.id,
    locationCode: bin.code,
  };
  if (variant.hasSerials)
    return serials.data
      ? { ...goods, lotId: null, lotCode: null, onHand: serials.data.length, serials: serials.data }
      : null;
  if (!lots.data) return null;
  const balance = lots.data.find((each) => each.lotId === lotId);
  return {
    ...goods,
    lotId: balance?.lotId ?? null,
    lotCode: balance?.lotCode ?? null,
    onHand: balance?.onHand ?? 0,
  };
}

/** The lots of an item in a bin. Asked of it alone: more bins may hold the item than any list shows. */
function useLotsIn(variantId: string, locationId: string | null) {
  const pages = trpc.inventory.listBinContents.useInfiniteQuery(
    { variantId, locationId: locationId ?? "" },
    { getNextPageParam: ENDLESS.getNextPageParam, enabled: locationId !== null },
  );
  return useAllPages(pages);
}
