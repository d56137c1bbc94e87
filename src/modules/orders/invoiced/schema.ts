import { sql } from "drizzle-orm";
import { check, index, pgTable, uuid } from "drizzle-orm/pg-core";
import { orders } from "@/modules/orders/schema";
import { id, money, quantity, safeIntegerCheck } from "@/platform/database/columns";

/**
 * What invoices bill of an order by now, less what credit notes took back: of a line under the line's id, of shipping
 * under the order's. A trigger keeps it as invoices are issued, and never lets it be more than was ordered.
 */
export const invoicedParts = pgTable(
  "invoiced_parts",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    quantity: quantity("quantity").notNull(),
    net: money("net").notNull(),
    tax: money("tax").notNull(),
  },
  (t) => [
    index("invoiced_parts_of_order").on(t.orderId),
    check(
      "invoiced_parts_are_credited_no_further_than_to_nothing",
      sql`${t.quantity} >= 0 and ${t.net} >= 0 and ${t.tax} >= 0`,
    ),
    safeIntegerCheck("invoiced_parts", t.quantity),
    safeIntegerCheck("invoiced_parts", t.net),
    safeIntegerCheck("invoiced_parts", t.tax),
  ],
);
