import { after, MINUTE_MS } from "./calendar";
import type { Ids } from "./ids";
import type { Article } from "./make-catalog";
import type { Random } from "./random";
import type { LocationRow } from "./rows";

export type Warehouse = {
  id: string;
  code: string;
  receivingId: string;
  /** What it keeps, by variant: the bin where it belongs. */
  homes: ReadonlyMap<string, string>;
  bins: readonly LocationRow[];
  /** Its part of the orders that the customer's country sends nowhere in particular. */
  share: number;
  articles: readonly Article[];
};

type Site = { code: string; name: string; share: number; keeps: number };

const SITES: readonly Site[] = [
  { code: "HAM", name: "Hamburg", share: 0.56, keeps: 1 },
  { code: "LYS", name: "Lyon", share: 0.25, keeps: 0.74 },
  { code: "VIE", name: "Vienna", share: 0.19, keeps: 0.62 },
];

const ZONES: readonly { code: string; name: string; holds: readonly string[] }[] = [
  { code: "A", name: "Clothing", holds: ["Clothing"] },
  { code: "B", name: "Camping, packs and tools", holds: ["Camping", "Packs", "Tools", "Light"] },
  { code: "C", name: "Home", holds: ["Home"] },
  { code: "D", name: "Pantry, care and garden", holds: ["Pantry", "Care", "Garden"] },
];
const RACKS_PER_ZONE = 5;
const LEVELS_PER_RACK = 2;

export function makeWarehouses(ids: Ids, random: Random, opened: Date, articles: readonly Article[]) {
  const locations: LocationRow[] = [];
  const warehouses = SITES.map((site, place) =>
    makeWarehouse(ids, random, after(opened, place * MINUTE_MS), articles, site, locations),
  );
  return { warehouses, locations };
}

function makeWarehouse(
  ids: Ids,
  random: Random,
  createdAt: Date,
  articles: readonly Article[],
  site: Site,
  locations: LocationRow[],
): Warehouse {
  const warehouseId = ids.at(createdAt);
  const put = (row: Pick<LocationRow, "kind" | "parentId" | "code" | "name">): LocationRow => {
    const location: LocationRow = {
      id: row.kind === "warehouse" ? warehouseId : ids.at(createdAt),
      warehouseId,
      country: "",
      postcode: "",
      archivedAt: null,
      createdAt,
      ...row,
    };
    locations.push(location);
    return location;
  };
  put({ kind: "warehouse", parentId: null, code: site.code, name: site.name });
  const receiving = put({ kind: "bin", parentId: warehouseId, code: "RECEIVING", name: "Receiving" });
  const binsOf = new Map(
    ZONES.map((zone) => {
      const { id } = put({ kind: "zone", parentId: warehouseId, code: zone.code, name: zone.name });
      return [
        zone.code,
        binCodes(zone.code).map((code) => put({ kind: "bin", parentId: id, code, name: code })),
      ] as const;
    }),
  );

  const kept = articles.filter(() => random.chance(site.keeps));
  const homes = new Map(kept.map((article) => [article.variant.id, random.pick(binsOf.get(zoneOf(article)) ?? []).id]));
  return {
    id: warehouseId,
    code: site.code,
    receivingId: receiving.id,
    homes,
    bins: [...binsOf.values()].flat(),
    share: site.share,
    articles: kept,
  };
}

const binCodes = (zone: string): string[] =>
  Array.from({ length: RACKS_PER_ZONE * LEVELS_PER_RACK }, (_, place) => {
    const [rack, level] = [Math.floor(place / LEVELS_PER_RACK) + 1, (place % LEVELS_PER_RACK) + 1];
    return `${zone}-${String(rack).padStart(2, "0")}-${level}`;
  });

function zoneOf({ goods }: Article): string {
  const [root = ""] = goods.category.split(" / ");
  const zone = ZONES.find(({ holds }) => holds.includes(root));
  if (!zone) throw new Error(`No zone of the sample shop holds ${root}.`);
  return zone.code;
}
