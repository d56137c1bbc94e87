"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { findBin, firstBinOf, type Warehouse } from "@/app/(staff)/_places/locations";
import { useCurrentWarehouse } from "@/app/(staff)/_places/use-current-warehouse";
import { asText } from "@/client/address";
import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { isText, orNull } from "@/shared/guard";
import { newId } from "@/shared/id";
import { usePersistentState } from "@/ui/use-persistent-state";
import { EMPTY_RECEIPT, ensureGoods, isReceiveDraft, type ReceiveDraft } from "./receive-draft";

const isBinId = orNull(isText);

/** What is being received: kept by this tab until it is posted, each person's apart. */
export function useReceipt() {
  const { userId } = usePerson();
  const [draft, change] = usePersistentState({
    key: `quartermaster.receipt.${userId}`,
    storage: "session",
    is: isReceiveDraft,
    empty: EMPTY_RECEIPT,
  });
  useAskedGoods(change);
  return { draft, change };
}

/** A link such as "Receive" on a stock card names goods: they go on the list, and out of the address. */
function useAskedGoods(change: (next: (draft: ReceiveDraft) => ReceiveDraft) => void) {
  const [{ variant: variantId }, setAsked] = useAddress({ variant: asText(null) });
  const { data: variant } = trpc.inventory.getStockedVariant.useQuery(
    { variantId: variantId ?? "" },
    { enabled: variantId !== null },
  );
  const add = useEffectEvent((goods: NonNullable<typeof variant>) => {
    change((draft) => ensureGoods(draft, { ...goods, variantId: goods.id }, newId()));
    setAsked({ variant: null });
  });
  useEffect(() => {
    if (variant) add(variant);
  }, [variant]);
}

/**
 * The bin to receive into: the one in the address, else the last one used in this browser if it is where the person
 * works now, else where items come in there.
 */
export function useReceivingBin(warehouses: readonly Warehouse[]) {
  const { userId } = usePerson();
  const [{ bin: asked }, setAsked] = useAddress({ bin: asText(null) });
  const [remembered, remember] = usePersistentState({
    key: `quartermaster.receiving-bin.${userId}`,
    storage: "local",
    is: isBinId,
    empty: null,
  });
  const current = useCurrentWarehouse();
  const currentId = current?.id ?? null;
  // What was chosen here counts until the person works elsewhere.
  const [chosen, setChosen] = useState<{ binId: string; whileIn: string | null } | null>(null);
  const last = findBin(warehouses, remembered);
  const isHere = current === null || last?.warehouseId === current.id;
  const bin =
    findBin(warehouses, asked) ??
    findBin(warehouses, chosen?.whileIn === currentId ? (chosen?.binId ?? null) : null) ??
    (isHere ? last : firstBinOf(current));
  const setBin = (binId: string) => {
    setChosen({ binId, whileIn: currentId });
    remember(() => binId);
    setAsked({ bin: null });
  };
  return { bin, setBin };
}
