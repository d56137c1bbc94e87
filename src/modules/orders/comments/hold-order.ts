import { and, eq } from "drizzle-orm";
import { customerErased } from "@/modules/customers/contract";
import { customers } from "@/modules/customers/schema";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { TxContext } from "@/platform/context";

export type CommentedOrder = Awaited<ReturnType<typeof holdOrderOf>>;

/**
 * What a comment has to know of its order. The customer is held, so that nothing is written of one who is erased
 * meanwhile, and not the order: whoever ships it does not wait for words.
 * @throws orderNotFound, customerErased
 */
export async function holdOrderOf(ctx: TxContext, orderId: string) {
  const [order] = await ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      warehouseId: orders.warehouseId,
      customerId: orders.customerId,
    })
    .from(orders)
    .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId)));
  if (!order) throw orderNotFound({ orderId });
  const [customer] = await ctx.db
    .select({ name: customers.name, erasedAt: customers.erasedAt })
    .from(customers)
    .where(eq(customers.id, order.customerId))
    .for("key share");
  if (customer?.erasedAt) throw customerErased({ name: customer.name });
  return order;
}
