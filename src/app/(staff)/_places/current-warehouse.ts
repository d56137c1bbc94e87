import type { Warehouse } from "./locations";

type Places = { workingWarehouseId: string | null; homeWarehouseId: string | null };

/**
 * The warehouse in which a person works: chosen for today, else their home, else the only one there is. Null where
 * that is open, and then nothing is guessed.
 */
export function currentWarehouseOf(warehouses: readonly Warehouse[], me: Places): Warehouse | null {
  const known = (id: string | null) => warehouses.find((warehouse) => warehouse.id === id);
  const only = warehouses.length === 1 ? warehouses[0] : undefined;
  return known(me.workingWarehouseId) ?? known(me.homeWarehouseId) ?? only ?? null;
}

type Place = { warehouseId: string };

/** The bin that a code means: the only one that has it, or the one in a warehouse at hand. Null where that is open. */
export function binMeant<Bin extends Place>(bins: readonly Bin[], atHand: readonly (string | undefined)[]): Bin | null {
  if (bins.length === 1) return bins[0] ?? null;
  for (const warehouseId of atHand) {
    const bin = bins.find((each) => each.warehouseId === warehouseId);
    if (bin) return bin;
  }
  return null;
}
