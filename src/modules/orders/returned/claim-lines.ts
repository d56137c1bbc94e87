import { sql } from "drizzle-orm";
import { orderLinesClaimed } from "@/modules/orders/contract";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { lineNotOfOrder } from "@/modules/orders/refusals";
import { orderLines } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import type { Quantity } from "@/shared/quantity";
import { returnsTooMuch } from "./refusals";

/** So much of a line that a return is about from now on; below zero, is not about any more. */
type Claim = { orderLineId: string; quantity: Quantity };

/**
 * Holds what shipped of a locked order for a return, so that no other return is about the same items, and no shipment
 * that they left with is voided.
 *
 * @throws lineNotOfOrder; returnsTooMuch with every line that has less left
 */
export async function claimLines(ctx: TxContext, order: LockedOrder, claims: readonly Claim[]): Promise<void> {
  const { number } = order;
  const foreign = claims.filter(({ orderLineId }) => !order.lines.some(({ id }) => id === orderLineId));
  if (foreign.length > 0) throw lineNotOfOrder({ number, orderLineIds: foreign.map(({ orderLineId }) => orderLineId) });
  const tooMuch = order.lines.flatMap(({ id, sku, shipped, claimed }) => {
    const asked = claims.reduce((sum, claim) => sum + (claim.orderLineId === id ? claim.quantity : 0), 0);
    const left = shipped - claimed;
    return asked > left ? [{ orderLineId: id, sku, asked, left }] : [];
  });
  if (tooMuch.length > 0) throw returnsTooMuch({ number, lines: tooMuch });
  await ctx.db.execute(sql`
    update ${orderLines} as line set claimed = line.claimed + claim.quantity
      from ${rowsOf("claim", { orderLineId: "uuid", quantity: "bigint" }, claims)}
     where line.id = claim."orderLineId" and line.order_id = ${order.id}`);
  emit(ctx, orderLinesClaimed, { orderId: order.id, customerId: order.customerId });
}
