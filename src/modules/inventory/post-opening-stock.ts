import { and, between, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import type { openingStockStated } from "@/modules/catalog/contract";
import { openingStock, productImports, variants } from "@/modules/catalog/schema";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { post } from "./ledger";
import { stockMovements } from "./schema";

type Stated = z.infer<(typeof openingStockStated)["payload"]>;

/**
 * Puts what a file says new variants begin with into the bin that the import named. Once for each variant: goods that
 * have moved before have no opening any more, so the same rows stated twice, or in two files, are posted once.
 */
export async function postOpeningStock(ctx: Context, stated: Stated): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await lockVariants(ctx, stated);
    const lines = await findUnopened(ctx, stated);
    const [first] = lines;
    if (!first?.binId) return;
    const { binId, fileName } = first;
    await post(ctx, {
      kind: "open",
      postingKey: `opening:${stated.importId}:${stated.fromRow}`,
      document: { kind: "import", id: stated.importId, label: fileName },
      movements: lines.map(({ variantId, quantity, cost }) => ({
        variantId,
        lotId: null,
        fromLocationId: VIRTUAL_LOCATION_IDS.adjustment,
        toLocationId: binId,
        quantity,
        unitCost: cost,
      })),
    });
  });
}

/** A movement takes a share of its variant's row, so none can begin between the question below and the posting. */
async function lockVariants(ctx: TxContext, stated: Stated): Promise<void> {
  const named = ctx.db.select({ id: openingStock.variantId }).from(openingStock).where(statedBy(stated));
  await ctx.db
    .select({ id: variants.id })
    .from(variants)
    .where(inArray(variants.id, named))
    .orderBy(variants.id)
    .for("update");
}

async function findUnopened(ctx: TxContext, stated: Stated) {
  return ctx.db
    .select({
      variantId: openingStock.variantId,
      quantity: openingStock.quantity,
      cost: variants.cost,
      binId: productImports.openingBinId,
      fileName: productImports.fileName,
    })
    .from(openingStock)
    .innerJoin(productImports, eq(productImports.id, openingStock.importId))
    .innerJoin(variants, eq(variants.id, openingStock.variantId))
    .where(
      and(
        statedBy(stated),
        sql`not exists (select 1 from ${stockMovements} where ${stockMovements.variantId} = ${openingStock.variantId})`,
      ),
    )
    .orderBy(openingStock.variantId);
}

const statedBy = (stated: Stated) =>
  and(eq(openingStock.importId, stated.importId), between(openingStock.row, stated.fromRow, stated.toRow));
