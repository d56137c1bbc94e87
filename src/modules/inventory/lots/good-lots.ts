import { and, eq, not, type SQL, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { isExpired, isGood } from "@/modules/inventory/available";
import { type BlockedLot, type ExpiredLot, shipsBlocked, shipsExpired } from "@/modules/inventory/refusals";
import { lots } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";

/** Those of these lots that are so. */
async function findLots(ctx: TxContext, lotIds: readonly (string | null)[], areSo: SQL) {
  const named = lotIds.filter((lotId) => lotId !== null);
  if (named.length === 0) return [];
  return ctx.db
    .select({
      lotCode: lots.code,
      sku: variants.sku,
      expiresOn: lots.expiresOn,
      reason: lots.blockReason,
    })
    .from(lots)
    .innerJoin(variants, eq(variants.id, lots.variantId))
    .where(and(sql`${lots.id} = any(${arrayOf(named, "uuid")})`, areSo))
    .orderBy(lots.expiresOn, inLetters(lots.code));
}

type FoundLots = Awaited<ReturnType<typeof findLots>>;

/** Those of these lots that are expired. A lot keeps its date, so nothing needs to be locked. */
export const findExpiredLots = async (ctx: TxContext, lotIds: readonly (string | null)[]): Promise<ExpiredLot[]> =>
  expiredOf(await findLots(ctx, lotIds, isExpired));

/**
 * That items of these lots may leave. A lot may be blocked at any moment: whoever ships asks once more when they hold
 * the stock of its item, which whoever blocks a lot waits for.
 *
 * @throws shipsBlocked, shipsExpired
 */
export async function assertGoodLots(ctx: TxContext, lines: readonly { lotId: string | null }[]): Promise<void> {
  const found = await findLots(
    ctx,
    lines.map(({ lotId }) => lotId),
    not(isGood),
  );
  const blocked = found.flatMap(({ lotCode, sku, reason }): BlockedLot[] =>
    reason === null ? [] : [{ lotCode, sku, reason }],
  );
  if (blocked.length > 0) throw shipsBlocked({ lots: blocked });
  const expired = expiredOf(found);
  if (expired.length > 0) throw shipsExpired({ lots: expired });
}

const expiredOf = (found: FoundLots): ExpiredLot[] =>
  found.flatMap(({ lotCode, sku, expiresOn }) => (expiresOn === null ? [] : [{ lotCode, sku, expiresOn }]));
