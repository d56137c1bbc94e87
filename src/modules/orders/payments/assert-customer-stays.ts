import { eq } from "drizzle-orm";
import type { LockedOrder } from "@/modules/orders/lock-order";
import type { TxContext } from "@/platform/context";
import { paidOrderKeepsCustomer } from "./refusals";
import { payments } from "./schema";

/**
 * Money belongs to whoever paid it, and so does what was written of it: an order for which any was recorded, voided or
 * not, becomes nobody else's. @throws paidOrderKeepsCustomer
 */
export async function assertCustomerStays(ctx: TxContext, order: LockedOrder, customerId: string): Promise<void> {
  if (customerId === order.customerId) return;
  const [found] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.orderId, order.id))
    .limit(1);
  if (found) throw paidOrderKeepsCustomer({ number: order.number });
}
