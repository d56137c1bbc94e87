import { eq } from "drizzle-orm";
import type { List, ListsOf } from "@/modules/inventory/allocations/allocate-stock";
import { requireActorId, type TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import { pickListName, waveName, zoneName } from "./pick-list";
import { recordList } from "./record-list";
import { pickLists } from "./schema";
import { zonesOfBins } from "./zones-of-bins";

type Wave = { id: string; number: number; warehouseId: string };
type Zone = { zoneId: string | null; zoneCode: string | null };

/**
 * Of a wave, for the bins of each zone the list of that zone: the one that is there, or a new one. Whoever asks for
 * more than the first lists holds the wave. `zones` are those of the lists that something was bound for, once it was.
 */
export function listsByZone(wave: Wave) {
  const made: string[] = [];
  const zones = new Map<string, string | null>();
  const listsOf: ListsOf = async (ctx, locationIds) => {
    const zoneOf = await zonesOfBins(ctx, locationIds);
    const known = await ctx.db
      .select({ listId: pickLists.id, number: pickLists.number, zoneId: pickLists.zoneId })
      .from(pickLists)
      .where(eq(pickLists.waveId, wave.id));
    const byZone = new Map(known.map(({ zoneId, ...list }) => [zoneId, named(list)]));
    const wanted = [...new Map([...zoneOf.values()].map((zone) => [zone.zoneId, zone])).values()].toSorted(byCode);
    for (const zone of wanted) {
      if (byZone.has(zone.zoneId)) continue;
      const list = await insertList(ctx, wave, zone);
      made.push(list.listId);
      byZone.set(zone.zoneId, list);
    }
    for (const { zoneId, zoneCode } of wanted) zones.set(byZone.get(zoneId)?.listId ?? "", zoneCode);
    return (locationId) => {
      const list = byZone.get(zoneOf.get(locationId)?.zoneId ?? null);
      if (list === undefined) throw new Error("A bin has no list.");
      return list;
    };
  };
  return { listsOf, made, zones };
}

const codes = new Intl.Collator("en", { numeric: true });
const byCode = (one: Zone, other: Zone): number => codes.compare(one.zoneCode ?? "", other.zoneCode ?? "");

const named = ({ listId, number }: { listId: string; number: number }): List => ({
  listId,
  listLabel: pickListName(number),
});

async function insertList(ctx: TxContext, wave: Wave, { zoneId, zoneCode }: Zone): Promise<List> {
  const listId = newId();
  const { warehouseId } = wave;
  const [created] = await ctx.db
    .insert(pickLists)
    .values({ id: listId, warehouseId, waveId: wave.id, zoneId, createdBy: requireActorId(ctx), createdAt: ctx.now })
    .returning({ number: pickLists.number });
  if (!created) throw new Error("A pick list was not written.");
  recordList(ctx, { id: listId, number: created.number, warehouseId }, null, {
    wave: waveName(wave.number),
    zone: zoneName(zoneCode),
  });
  return named({ listId, number: created.number });
}
