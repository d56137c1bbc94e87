import { and, eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import type { TxContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { isExpired } from "./available";
import { type ExpiredLot, shipsExpired } from "./refusals";
import { lots } from "./schema";

/** Those of these lots that are expired. A lot keeps its date, so nothing needs to be locked. */
export async function findExpiredLots(ctx: TxContext, lotIds: readonly (string | null)[]): Promise<ExpiredLot[]> {
  const named = lotIds.filter((lotId) => lotId !== null);
  if (named.length === 0) return [];
  const rows = await ctx.db
    .select({ lotCode: lots.code, expiresOn: lots.expiresOn, sku: variants.sku })
    .from(lots)
    .innerJoin(variants, eq(variants.id, lots.variantId))
    .where(and(sql`${lots.id} = any(${arrayOf(named, "uuid")})`, isExpired))
    .orderBy(lots.expiresOn, inLetters(lots.code));
  return rows.flatMap(({ expiresOn, ...lot }) => (expiresOn === null ? [] : [{ ...lot, expiresOn }]));
}

/** @throws shipsExpired */
export async function assertNotExpired(ctx: TxContext, lines: readonly { lotId: string | null }[]): Promise<void> {
  const expired = await findExpiredLots(
    ctx,
    lines.map(({ lotId }) => lotId),
  );
  if (expired.length > 0) throw shipsExpired({ lots: expired });
}
