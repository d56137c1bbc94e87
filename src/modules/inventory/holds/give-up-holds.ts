import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockReleased } from "@/modules/inventory/contract";
import { fillFirst, fillWaiting, isOverdue, LockedStock } from "@/modules/inventory/reservations/fill-waiting";
import type { Stock } from "@/modules/inventory/reservations/reservation-change";
import { stockAvailability } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { stockHolds } from "./schema";

const Dropped = z.array(z.object({ warehouseId: z.string(), variantId: z.string() }));

/**
 * Takes away what a document holds, and returns of what that was. First it locks the availability of that and of what
 * the document `needs` next, in key order: until the transaction ends nobody but the caller is given any of it, and
 * those who wait for what other holds have left.
 */
export async function dropHolds(ctx: TxContext, documentId: string, needs: readonly Stock[]): Promise<Stock[]> {
  const locked = await ctx.db.execute(sql`
    select a.warehouse_id as "warehouseId", a.variant_id as "variantId", ${isOverdue} as "isOverdue"
    from ${stockAvailability} a
    where (a.warehouse_id, a.variant_id) in (
      select hold.warehouse_id, hold.variant_id from ${stockHolds} hold where hold.document_id = ${documentId}
      union all
      select "warehouseId", "variantId" from ${rowsOf("needed", { warehouseId: "uuid", variantId: "uuid" }, needs)})
    order by a.warehouse_id, a.variant_id for update of a`);
  await fillFirst(ctx, LockedStock.parse(locked));
  return Dropped.parse(
    await ctx.db.execute(sql`
      delete from ${stockHolds} hold where hold.document_id = ${documentId}
      returning hold.warehouse_id as "warehouseId", hold.variant_id as "variantId"`),
  );
}

/** Takes away what a document holds. It goes to those who wait for it. */
export async function giveUpHolds(ctx: TxContext, documentId: string): Promise<void> {
  const dropped = await dropHolds(ctx, documentId, []);
  if (dropped.length === 0) return;
  emit(ctx, stockReleased, { documentId, variantIds: [...new Set(dropped.map(({ variantId }) => variantId))] });
  await fillWaiting(ctx, dropped);
}
