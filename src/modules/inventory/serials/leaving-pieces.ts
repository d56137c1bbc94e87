import { sql } from "drizzle-orm";
import * as z from "zod";
import { lots } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { serialsNotHere, serialsRepeated } from "./refusals";
import { listStanding, toStanding } from "./standing";

type Named = { variantId: string; serial: string };
const Found = z.array(z.object({ ordinal: z.number(), lotId: z.string() }));

/** The lot of each of these serial numbers, null where there is none. Letters are compared by the database alone. */
async function findLots(ctx: Pick<Context, "db">, named: readonly Named[]): Promise<(string | null)[]> {
  const lines = named.map(({ variantId, serial }, ordinal) => ({ ordinal, variantId, serial }));
  const found = Found.parse(
    await ctx.db.execute(sql`
      select named.ordinal, ${lots.id} as "lotId"
      from ${rowsOf("named", { ordinal: "integer", variantId: "uuid", serial: "text" }, lines)}
      join ${lots} on ${lots.variantId} = named."variantId" and lower(${lots.code}) = lower(named.serial)`),
  );
  const lotOf = new Map(found.map(({ ordinal, lotId }) => [ordinal, lotId]));
  return named.map((_, ordinal) => lotOf.get(ordinal) ?? null);
}

/**
 * The lots of pieces that are to leave their bins, in the order in which they are named. What leaves meanwhile is
 * refused by the posting. @throws serialsRepeated, serialsNotHere
 */
export async function findLeaving(
  ctx: Pick<Context, "db" | "actor">,
  pieces: readonly (Named & { locationId: string })[],
): Promise<string[]> {
  if (pieces.length === 0) return [];
  const lotIds = await findLots(ctx, pieces);
  const twice = pieces.filter((_, place) => lotIds[place] && lotIds.indexOf(lotIds[place]) < place);
  if (twice.length > 0) throw serialsRepeated({ serials: [...new Set(twice.map(({ serial }) => serial))] });
  const known = lotIds.filter((lotId) => lotId !== null);
  const standing = await listStanding(ctx, sql`${lots.id} = any(${arrayOf(known, "uuid")})`);
  const at = new Map(standing.map((piece) => [piece.lotId, piece]));
  const missing = pieces.flatMap(({ locationId, serial }, place) => {
    const piece = at.get(lotIds[place] ?? "");
    if (!piece) return [{ serial, sku: null, state: "new" as const, locationCode: null }];
    return piece.locationId === locationId ? [] : [toStanding(piece)];
  });
  if (missing.length > 0) throw serialsNotHere({ serials: missing });
  return known;
}
