import { eq, sql } from "drizzle-orm";
import { findLosses, takeLosses } from "@/modules/inventory/holds/find-losses";
import { findOver } from "@/modules/inventory/holds/find-over";
import { giveUpHolds } from "@/modules/inventory/holds/give-up-holds";
import { stockHolds } from "@/modules/inventory/holds/schema";
import { orders } from "@/modules/orders/schema";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { orderHoldEnded, orderHoldShrunk } from "./hold";
import { recordHold } from "./record-hold";

/** Orders that are left for later, and what becomes of one that fails: the others are looked after all the same. */
type Watch = { putOff: readonly string[]; onFailure: (orderId: string, error: unknown) => void };

const UNWATCHED: Watch = {
  putOff: [],
  onFailure: (_, error) => {
    throw error;
  },
};

/**
 * Takes holds away whose time is over. Nobody is refused anything meanwhile, since they count for nothing by the
 * clock: this is for those who wait for stock, for the screens, and for whoever is told. Returns how many it found.
 */
export const endHolds = async (ctx: Context, watch: Watch = UNWATCHED): Promise<number> =>
  eachOf(ctx, await findOver(ctx, watch.putOff), endHold, watch.onFailure);

/** Tells of drafts that hold less since items were lost, moved away or counted. Returns how many it found. */
export const tellLosses = async (ctx: Context, watch: Watch = UNWATCHED): Promise<number> =>
  eachOf(ctx, await findLosses(ctx, watch.putOff), tellLoss, watch.onFailure);

/** Each in a transaction of its own. */
async function eachOf(
  ctx: Context,
  orderIds: readonly string[],
  work: (ctx: TxContext, orderId: string) => Promise<void>,
  onFailure: Watch["onFailure"],
): Promise<number> {
  for (const orderId of orderIds)
    try {
      await inTransaction(ctx, (ctx) => work(ctx, orderId));
    } catch (error) {
      onFailure(orderId, error);
    }
  return orderIds.length;
}

/** Under the lock of its order, as everything that changes what it holds: it may have been prolonged meanwhile. */
async function endHold(ctx: TxContext, orderId: string): Promise<void> {
  const order = await lockDraft(ctx, orderId);
  const isOver = await ctx.db.$count(
    stockHolds,
    sql`${stockHolds.documentId} = ${orderId}::uuid and ${stockHolds.heldUntil} <= now()`,
  );
  if (isOver === 0) return;
  await giveUpHolds(ctx, orderId);
  if (order) recordHold(ctx, order, { holds: "until its time was over", event: orderHoldEnded });
}

async function tellLoss(ctx: TxContext, orderId: string): Promise<void> {
  const order = await lockDraft(ctx, orderId);
  const { lost, left } = await takeLosses(ctx, orderId);
  if (!order || lost === 0) return;
  recordHold(ctx, order, { holds: `${left}`, heldLess: lost, event: orderHoldShrunk });
}

async function lockDraft(ctx: TxContext, orderId: string) {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, orderId)).for("update");
  return order;
}
