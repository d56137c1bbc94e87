import { and, eq, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { ORDER_WAIT_DAYS_MAX } from "@/modules/notifications/kind";
import { orders } from "@/modules/orders/schema";
import { before } from "@/platform/database/retention";
import { arrayOf } from "@/platform/database/rows";
import { type Cause, idsIn } from "./cause";

const DAY_MS = 24 * 3_600_000;

/** Orders that were confirmed long ago and have not shipped whole. One on hold waits because somebody said so. */
export const overdueOrders: Cause = {
  kinds: ["order-overdue"],
  subjectsOf: idsIn(["orders"], "orderId"),
  find: (orderIds): SQL => sql`
    select 'order-overdue' as kind, ${orders.id}::text as cause, ${orders.warehouseId} as warehouse_id,
      ${orders.id} as subject_id, '#' || ${orders.number} as label, ${customers.name} as detail
    from ${orders} join ${customers} on ${customers.id} = ${orders.customerId}
    where ${and(
      eq(orders.status, sql`'confirmed'`),
      sql`${orders.confirmedAt} < ${before(ORDER_WAIT_DAYS_MAX * DAY_MS)}`,
      orderIds ? sql`${orders.id} = any(${arrayOf(orderIds, "uuid")})` : undefined,
    )}`,
};
