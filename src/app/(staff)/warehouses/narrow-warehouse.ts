import type { Bin, Warehouse } from "@/app/(staff)/_places/locations";
import { holdsEachWord } from "@/shared/search-form";

/** A warehouse with only those of its bins that hold each word of the search in their code, name or zone. */
export function narrowWarehouse(warehouse: Warehouse, search: string): Warehouse {
  const isMatch = ({ code, name, zone }: Bin) =>
    holdsEachWord([code, name, zone?.code, zone?.name].filter(Boolean).join(" "), search);
  return {
    ...warehouse,
    bins: warehouse.bins.filter(isMatch),
    looseBins: warehouse.looseBins.filter(isMatch),
    zones: warehouse.zones
      .map((zone) => ({ ...zone, bins: zone.bins.filter(isMatch) }))
      .filter(({ bins }) => bins.length > 0),
  };
}
