"use client";

import { findBin, type Warehouse } from "@/app/(staff)/_places/locations";
import { asText } from "@/client/address";
import { usePerson } from "@/client/person";
import { useAddress } from "@/client/use-address";
import { usePersistentState } from "@/ui/use-persistent-state";
import { EMPTY_MOVE, isMoveDraft } from "./move-draft";

/** What is being carried, and between which bins: the goods are kept by this tab, the bins stand in the address. */
export function useMove(warehouses: readonly Warehouse[]) {
  const { userId } = usePerson();
  const [draft, change] = usePersistentState({
    key: `quartermaster.move.${userId}`,
    storage: "session",
    is: isMoveDraft,
    empty: EMPTY_MOVE,
  });
  const [asked, setAsked] = useAddress({ from: asText(null), to: asText(null) });
  return {
    draft,
    change,
    from: findBin(warehouses, asked.from),
    to: findBin(warehouses, asked.to),
    setFrom: (from: string) => setAsked({ from }),
    setTo: (to: string | null) => setAsked({ to }),
  };
}

export type Move = ReturnType<typeof useMove>;
