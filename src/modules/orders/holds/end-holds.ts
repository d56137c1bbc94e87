import { sql } from "drizzle-orm";
import { findOver } from "@/modules/inventory/holds/find-over";
import { giveUpHolds } from "@/modules/inventory/holds/give-up-holds";
import { stockHolds } from "@/modules/inventory/holds/schema";
import { orders } from "@/modules/orders/schema";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { orderHoldEnded } from "./hold";
import { recordHold } from "./record-hold";

/**
 * Takes holds away whose time is over. Nobody is refused anything meanwhile, since they count for nothing by the
 * clock: this is for those who wait for stock, for the screens, and for whoever is told. Returns how many it found.
 */
export async function endHolds(ctx: Context): Promise<number> {
  const found = await findOver(ctx);
  for (const orderId of found) await inTransaction(ctx, (ctx) => endHold(ctx, orderId));
  return found.length;
}

/** Under the lock of its order, as everything that changes what it holds: it may have been prolonged meanwhile. */
async function endHold(ctx: TxContext, orderId: string): Promise<void> {
  const [order] = await ctx.db
    .select()
    .from(orders)
    .where(sql`${orders.id} = ${orderId}::uuid`)
    .for("update");
  const isOver = await ctx.db.$count(
    stockHolds,
    sql`${stockHolds.documentId} = ${orderId}::uuid and ${stockHolds.heldUntil} <= now()`,
  );
  if (isOver === 0) return;
  await giveUpHolds(ctx, orderId);
  if (order) recordHold(ctx, order, { holds: "until its time was over", event: orderHoldEnded });
}
