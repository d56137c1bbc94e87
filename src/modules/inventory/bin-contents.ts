import { and, eq, gt, sql } from "drizzle-orm";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { asQuantity } from "@/platform/database/numbers";
import { ZERO } from "@/shared/quantity";
import { lotState } from "./available";
import { isInLot } from "./lots/in-lot";
import { lots, stockBalances } from "./schema";
import type { ListBinContents } from "./serials/serial-input";

/** No code is empty, so that what is in no lot stands before the lots of its item. */
const BY_NAME = keyset(
  [inLetters(products.title), "text"],
  [inLetters(variants.sku), "text"],
  [inLetters(sql`coalesce(${lots.code}, '')`), "text"],
);

/**
 * What is in a bin, by item and lot. Items with serial numbers are a row each, however many of them there are: one by
 * one they are told by `listPieces`, or where a single one is asked for.
 */
export async function listBinContents(ctx: ReadContext, input: ListBinContents) {
  const held = heldIn(ctx, input);
  const rows = await ctx.db
    .select({
      variantId: held.variantId,
      ...variantColumns,
      lotId: held.lotId,
      lotCode: lots.code,
      ...lotState,
      onHand: held.onHand,
      keys: BY_NAME.keys,
    })
    .from(held)
    .innerJoin(variants, eq(variants.id, held.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(lots, eq(lots.id, held.lotId))
    .where(BY_NAME.after(input))
    .orderBy(...BY_NAME.order())
    .limit(input.limit + 1);
  return BY_NAME.toPage(rows, input);
}

/** Added up before anything is joined: of thousands with serial numbers nothing is read but their balances. */
function heldIn(ctx: ReadContext, { locationId, variantId, lot }: ListBinContents) {
  const isOne = lot !== undefined;
  const lotId = isOne
    ? sql<string | null>`${stockBalances.lotId}`
    : sql<string | null>`case when ${stockBalances.hasSerials} then null else ${stockBalances.lotId} end`;
  return ctx.db
    .select({
      variantId: stockBalances.variantId,
      lotId: lotId.as("lot_id"),
      onHand: asQuantity(sql`sum(${stockBalances.onHand})`).as("on_hand"),
    })
    .from(stockBalances)
    .where(
      and(
        eq(stockBalances.locationId, locationId),
        gt(stockBalances.onHand, ZERO),
        warehouseScope(ctx, stockBalances.warehouseId),
        variantId === undefined ? undefined : eq(stockBalances.variantId, variantId),
        isOne ? isInLot(ctx, lot) : undefined,
      ),
    )
    .groupBy(stockBalances.variantId, lotId)
    .as("held");
}
