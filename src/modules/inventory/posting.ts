import { type AdjustmentReason, type TransactionKind, VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import type { UnitCost } from "@/shared/money";
import { negate, type Quantity, toQuantity } from "@/shared/quantity";

export type Movement = {
  variantId: string;
  lotId: string | null;
  fromLocationId: string;
  toLocationId: string;
  quantity: Quantity;
  unitCost: UnitCost | null;
};

export type Posting = {
  kind: TransactionKind;
  /** Posting twice under one key posts once. */
  postingKey: string;
  movements: readonly Movement[];
  occurredAt?: Date;
  reason?: AdjustmentReason;
  note?: string;
  document?: { kind: string; id: string; label: string };
  reversesId?: string;
  /** Promises that these goods fulfil as they leave: taken off what is reserved in the same stroke. */
  fulfilled?: readonly { warehouseId: string; variantId: string; quantity: Quantity }[];
};

const VIRTUAL_IDS: ReadonlySet<string> = new Set(Object.values(VIRTUAL_LOCATION_IDS));

/** What a bin gains or loses. */
export type Place = { locationId: string; variantId: string; lotId: string | null; delta: Quantity };

export const placeKey = ({ locationId, variantId, lotId }: Omit<Place, "delta">): string => [locationId, variantId, lotId ?? ""].join("/");

/** Summed per bin, variant and lot. Virtual places keep no balance. */
export function sumPlaces(movements: readonly Movement[]): Place[] {
  const places = new Map<string, Place>();
  const add = ({ variantId, lotId }: Movement, locationId: string, delta: Quantity) => {
    if (VIRTUAL_IDS.has(locationId)) return;
    const key = placeKey({ locationId, variantId, lotId });
    places.set(key, { locationId, variantId, lotId, delta: toQuantity((places.get(key)?.delta ?? 0) + delta) });
  };
  for (const movement of movements) {
    add(movement, movement.fromLocationId, negate(movement.quantity));
    add(movement, movement.toLocationId, movement.quantity);
  }
  return [...places.values()].filter(({ delta }) => delta !== 0);
}
