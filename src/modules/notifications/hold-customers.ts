import { inArray } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { orders } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";

/**
 * Whoever is erased meanwhile is not named in what is told, and nothing that was written of them is read. In a
 * statement of its own: the one that waits for a lock reads what it joins as it was before.
 */
export const holdCustomers = (ctx: TxContext, orderIds: readonly string[]) =>
  ctx.db
    .select({ id: customers.id })
    .from(customers)
    .where(
      inArray(
        customers.id,
        ctx.db
          .select({ id: orders.customerId })
          .from(orders)
          .where(inArray(orders.id, [...orderIds])),
      ),
    )
    .orderBy(customers.id)
    .for("key share");
