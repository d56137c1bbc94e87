"use client";

import { trpc } from "@/client/trpc";
import { describeStanding } from "@/modules/inventory/serials/serial";
import { isSerial, serialKey } from "./serials";

/** The last so many are looked up while they are entered; the rest of a long list is checked when it is posted. */
const LOOKED_UP_MAX = 50;

/** What keeps serial numbers from coming in, by `serialKey`: they are on hand already, or kept apart after a return. */
export function useArrivalFaults(variantId: string, serials: readonly string[]): ReadonlyMap<string, string> {
  const asked = serials.slice(-LOOKED_UP_MAX).filter(isSerial);
  const answers = trpc.useQueries((t) => asked.map((serial) => t.inventory.findSerial({ serial })));
  const faults = new Map<string, string>();
  for (const { data } of answers)
    for (const piece of data ?? []) {
      if (piece.variantId !== variantId || (piece.state !== "on-hand" && piece.state !== "quarantine")) continue;
      const locationCode = piece.place?.locationCode ?? null;
      faults.set(serialKey(piece.serial), `${describeStanding({ ...piece, sku: null, locationCode })} already.`);
    }
  return faults;
}
