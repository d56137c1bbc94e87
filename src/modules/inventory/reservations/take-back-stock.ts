import { eq, sql } from "drizzle-orm";
import { transactionNotFound } from "@/modules/inventory/refusals";
import { postMirrorImage } from "@/modules/inventory/reverse-transaction";
import { stockReservations, stockTransactions } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { negate, type Quantity } from "@/shared/quantity";
import { postingKeyOf } from "./ship-stock";

/** A shipment that did not leave after all. `reserve` are the lines of its document that need their stock again. */
type Return = {
  documentId: string;
  shipmentId: string;
  warehouseId: string;
  note: string;
  reserve: readonly { lineId: string; variantId: string; quantity: Quantity }[];
};

/**
 * The opposite of `shipStock`: puts every item back into the bin and lot it came from by the mirror image of the
 * posting, and reserves it for its lines again in the same statement, so that nobody else can reserve it in between.
 *
 * @throws locationUnusable where a bin is archived; alreadyReversed for the second of two at once
 */
export async function takeBackStock(ctx: TxContext, taken: Return): Promise<void> {
  const [original] = await ctx.db
    .select()
    .from(stockTransactions)
    .where(eq(stockTransactions.postingKey, postingKeyOf(taken.shipmentId)));
  if (!original) throw transactionNotFound({ transactionId: taken.shipmentId });
  await postMirrorImage(ctx, original, {
    note: taken.note,
    fulfilled: taken.reserve.map(({ variantId, quantity }) => ({
      warehouseId: taken.warehouseId,
      variantId,
      quantity: negate(quantity),
    })),
  });
  await restoreReservations(ctx, taken);
}

/** Rows are locked in key order, and after those of the posting, as in `shipStock`. */
async function restoreReservations(ctx: TxContext, { documentId, warehouseId, reserve }: Return): Promise<void> {
  if (reserve.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${stockReservations} as r (
      line_id, document_id, warehouse_id, variant_id, quantity, status, created_at
    )
    select "lineId", ${documentId}::uuid, ${warehouseId}::uuid, "variantId", quantity, 'active',
      ${ctx.now.toISOString()}::timestamptz
    from ${rowsOf("line", { lineId: "uuid", variantId: "uuid", quantity: "bigint" }, reserve)}
    order by "lineId"
    on conflict (line_id) do update set quantity = r.quantity + excluded.quantity, status = 'active'`);
}
