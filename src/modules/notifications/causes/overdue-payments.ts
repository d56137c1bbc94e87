import { and, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { isOverdue } from "@/modules/orders/payments/conditions";
import { orders } from "@/modules/orders/schema";
import { shopToday } from "@/modules/shop/shop-today";
import { arrayOf } from "@/platform/database/rows";
import { type Cause, idsIn } from "./cause";

/** Orders whose due day is over, and of which something is left to pay. */
export const overduePayments: Cause = {
  kinds: ["payment-overdue"],
  subjectsOf: idsIn(["orders"], "orderId"),
  find: (orderIds): SQL => sql`
    select 'payment-overdue' as kind, ${orders.id}::text as cause, ${orders.warehouseId} as warehouse_id,
      ${orders.id} as subject_id, '#' || ${orders.number} as label, ${customers.name} as detail
    from ${orders} join ${customers} on ${customers.id} = ${orders.customerId}
    where ${and(
      isOverdue(orders, shopToday),
      orderIds ? sql`${orders.id} = any(${arrayOf(orderIds, "uuid")})` : undefined,
    )}`,
};
