import type { Outputs } from "@/client/trpc";

export type Place = Outputs["inventory"]["locations"][number];
export type NamedPlace = { id: string; code: string; name: string };
export type Bin = NamedPlace & { zone: Place | null; warehouseId: string; warehouseName: string };
export type Zone = Place & { bins: Bin[] };
/** `bins` are all of the warehouse; `looseBins` those that stand in no zone. */
export type Warehouse = Place & { zones: Zone[]; looseBins: Bin[]; bins: Bin[] };

/** The flat list of places as the tree that people walk through: warehouses, their zones, their bins. */
export function arrangePlaces(places: readonly Place[]): Warehouse[] {
  const warehouses = places
    .filter((place) => place.kind === "warehouse")
    .map(toWarehouse)
    .sort(byName);
  const zones = places.filter((place) => place.kind === "zone").map((zone): Zone => ({ ...zone, bins: [] }));
  for (const zone of zones) warehouses.find((warehouse) => warehouse.id === zone.warehouseId)?.zones.push(zone);

  for (const place of places) {
    const warehouse = place.kind === "bin" ? warehouses.find(({ id }) => id === place.warehouseId) : undefined;
    if (!warehouse) continue;
    const zone = zones.find(({ id }) => id === place.parentId);
    const bin: Bin = {
      id: place.id,
      code: place.code,
      name: place.name,
      zone: zone ?? null,
      warehouseId: warehouse.id,
      warehouseName: warehouse.name,
    };
    warehouse.bins.push(bin);
    (zone?.bins ?? warehouse.looseBins).push(bin);
  }
  return warehouses;
}

const toWarehouse = (place: Place): Warehouse => ({ ...place, zones: [], looseBins: [], bins: [] });
const byName = (one: Place, other: Place) => one.name.localeCompare(other.name);

export const findBin = (warehouses: readonly Warehouse[], binId: string | null): Bin | null =>
  warehouses.flatMap(({ bins }) => bins).find(({ id }) => id === binId) ?? null;

const FIRST_BIN_CODE = "RECEIVING";

/** Where goods that come in are put down unless someone says otherwise. */
export const firstBinOf = (warehouse: Warehouse): Bin | null =>
  warehouse.bins.find(({ code }) => code === FIRST_BIN_CODE) ?? warehouse.bins[0] ?? null;

/** `A-01-02, Upper shelf`: the name is told where it says more than the code. */
export const sayBin = ({ code, name }: Pick<Bin, "code" | "name">): string =>
  name && name.toLowerCase() !== code.toLowerCase() ? `${code}, ${name}` : code;
