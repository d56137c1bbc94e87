import type { Outputs } from "@/client/trpc";

export type StockLocation = Outputs["inventory"]["listLocations"]["rows"][number];
export type NamedLocation = { id: string; code: string; name: string };
export type Bin = NamedLocation & { zone: StockLocation | null; warehouseId: string; warehouseName: string };
/** What a code of a bin stands for, in each warehouse that has one of it. */
export type FoundBin = Outputs["inventory"]["findBinsByCode"][number];
type Zone = StockLocation & { bins: Bin[] };
/** `bins` are all of the warehouse; `looseBins` those that stand in no zone. */
export type Warehouse = StockLocation & { zones: Zone[]; looseBins: Bin[]; bins: Bin[] };

/** The list of locations, in its order, as the tree that people walk through: warehouses, their zones, their bins. */
export function buildLocationTree(locations: readonly StockLocation[]): Warehouse[] {
  const warehouses = locations.filter((location) => location.kind === "warehouse").map(toWarehouse);
  const zones = locations.filter((location) => location.kind === "zone").map((zone): Zone => ({ ...zone, bins: [] }));
  for (const zone of zones) warehouses.find((warehouse) => warehouse.id === zone.warehouseId)?.zones.push(zone);

  for (const location of locations) {
    const warehouse = location.kind === "bin" ? warehouses.find(({ id }) => id === location.warehouseId) : undefined;
    if (!warehouse) continue;
    const zone = zones.find(({ id }) => id === location.parentId);
    const bin: Bin = {
      id: location.id,
      code: location.code,
      name: location.name,
      zone: zone ?? null,
      warehouseId: warehouse.id,
      warehouseName: warehouse.name,
    };
    warehouse.bins.push(bin);
    (zone?.bins ?? warehouse.looseBins).push(bin);
  }
  return warehouses;
}

const toWarehouse = (location: StockLocation): Warehouse => ({ ...location, zones: [], looseBins: [], bins: [] });

export const findBin = (warehouses: readonly Warehouse[], binId: string | null): Bin | null =>
  warehouses.flatMap(({ bins }) => bins).find(({ id }) => id === binId) ?? null;

const FIRST_BIN_CODE = "RECEIVING";

/** Where goods that come in are put down by default. */
export const firstBinOf = (warehouse: Warehouse): Bin | null =>
  warehouse.bins.find(({ code }) => code === FIRST_BIN_CODE) ?? warehouse.bins[0] ?? null;

/** `A-01-02, Upper shelf`: the name is left out where it repeats the code. */
export const binLabel = ({ code, name }: Pick<Bin, "code" | "name">): string =>
  name && name.toLowerCase() !== code.toLowerCase() ? `${code}, ${name}` : code;
