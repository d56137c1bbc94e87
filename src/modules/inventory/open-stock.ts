import { and, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { post } from "@/modules/inventory/ledger/ledger";
import type { Posting } from "@/modules/inventory/ledger/posting";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import type { Quantity } from "@/shared/quantity";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { ensureLots } from "./lots/ensure-lots";
import { stockMovements } from "./schema";
import { assertArrive } from "./serials/arriving-pieces";
import { asLot, splitIntoPieces } from "./serials/pieces";

export type OpenStock = {
  binId: string;
  /** Posting twice under one key posts once. */
  postingKey: string;
  document: NonNullable<Posting["document"]>;
  /** With a serial number for each item, where its item has them. */
  lines: readonly { variantId: string; quantity: Quantity; serials?: readonly string[] }[];
};

/**
 * Posts the opening stock of variants into a bin. A variant that has any movement gets none, so opening stock that is
 * stated twice is posted once.
 *
 * @throws locationUnusable, warehouseNotGranted, what `splitIntoPieces` and `assertArrive` do
 */
export async function openStock(ctx: Context, { binId, lines, ...posting }: OpenStock): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await getUsableBin(ctx, binId);
    const costOf = await lockUnmovedVariants(
      ctx,
      lines.map(({ variantId }) => variantId),
    );
    const unmoved = lines.filter(({ variantId }) => costOf.has(variantId));
    const pieces = await splitIntoPieces(ctx, unmoved);
    const lotIds = await ensureLots(ctx, pieces.map(asLot));
    await assertArrive(ctx, pieces, lotIds);
    const movements = pieces.map(({ variantId, quantity }, place) => ({
      variantId,
      lotId: lotIds[place] ?? null,
      fromLocationId: VIRTUAL_LOCATION_IDS.adjustment,
      toLocationId: binId,
      quantity,
      unitCost: costOf.get(variantId) ?? null,
    }));
    if (movements.length > 0) await post(ctx, { kind: "open", ...posting, movements });
  });
}

/**
 * The variants without movements, with their costs. A movement share-locks its variant's row, so none can start between
 * this row lock and the posting. The select comes after the lock, since a statement that waits keeps its old snapshot.
 */
async function lockUnmovedVariants(ctx: TxContext, variantIds: readonly string[]) {
  const isNamed = sql`${variants.id} = any(${arrayOf(variantIds, "uuid")})`;
  await ctx.db.select({ id: variants.id }).from(variants).where(isNamed).orderBy(variants.id).for("update");
  const hasMoved = sql`exists (select from ${stockMovements} where ${stockMovements.variantId} = ${variants.id})`;
  const rows = await ctx.db
    .select({ id: variants.id, cost: variants.cost })
    .from(variants)
    .where(and(isNamed, sql`not ${hasMoved}`));
  return new Map(rows.map(({ id, cost }) => [id, cost]));
}
