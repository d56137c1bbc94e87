import { sql } from "drizzle-orm";
import { lots } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { serialsOnHand, serialsRepeated } from "./refusals";
import type { SerialState } from "./serial";
import { listStanding, toStanding } from "./standing";

type Arriving = { serial: string | null };

/**
 * Before pieces come in: each once, and none that is there already, but for those in `known`. Their lots are locked, so
 * that of two who bring one at once the second waits, and reads where the first has put it.
 *
 * @throws serialsRepeated, serialsOnHand
 */
export async function assertArrive(
  ctx: TxContext,
  pieces: readonly Arriving[],
  lotIds: readonly (string | null)[],
  known: ReadonlySet<string | null> = new Set(),
): Promise<void> {
  const named = pieces.flatMap(({ serial }, place) => {
    const lotId = lotIds[place] ?? null;
    return serial === null || lotId === null ? [] : [{ serial, lotId }];
  });
  const seen = new Set<string>();
  const twice = named.filter(({ lotId }) => seen.size === seen.add(lotId).size);
  if (twice.length > 0) throw serialsRepeated({ serials: [...new Set(twice.map(({ serial }) => serial))] });
  await assertNotOnHand(
    ctx,
    named.map(({ lotId }) => lotId).filter((lotId) => !known.has(lotId)),
    ["on-hand", "quarantine"],
  );
}

/** Of lots of items without serial numbers it asks nothing. @throws serialsOnHand */
export async function assertNotOnHand(
  ctx: TxContext,
  lotIds: readonly (string | null)[],
  states: readonly SerialState[],
): Promise<void> {
  const ids = lotIds.filter((lotId) => lotId !== null);
  if (ids.length === 0) return;
  const isNamed = sql`${lots.id} = any(${arrayOf(ids, "uuid")})`;
  await ctx.db.select({ id: lots.id }).from(lots).where(isNamed).orderBy(lots.id).for("no key update");
  const there = (await listStanding(ctx, isNamed)).filter(({ state }) => states.includes(state));
  if (there.length > 0) throw serialsOnHand({ serials: there.map(toStanding) });
}
