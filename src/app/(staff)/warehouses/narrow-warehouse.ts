import type { Bin, Warehouse } from "@/app/(staff)/_places/locations";

/** A warehouse with only those of its bins that hold each word of the search in their code, name or zone. */
export function narrowWarehouse(warehouse: Warehouse, search: string): Warehouse {
  const words = search.toLowerCase().split(/\s+/);
  const isMatch = ({ code, name, zone }: Bin) =>
    words.every((word) => `${code} ${name} ${zone?.code ?? ""} ${zone?.name ?? ""}`.toLowerCase().includes(word));
  return {
    ...warehouse,
    bins: warehouse.bins.filter(isMatch),
    looseBins: warehouse.looseBins.filter(isMatch),
    zones: warehouse.zones
      .map((zone) => ({ ...zone, bins: zone.bins.filter(isMatch) }))
      .filter(({ bins }) => bins.length > 0),
  };
}
