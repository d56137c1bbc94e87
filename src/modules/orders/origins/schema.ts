import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { orders } from "@/modules/orders/schema";
import { ORIGIN_KINDS } from "./origin";

/** Which order another came of. Apart from the orders, so that placing one writes nothing for it. */
export const orderOrigins = pgTable(
  "order_origins",
  {
    orderId: uuid("order_id")
      .primaryKey()
      .references(() => orders.id),
    fromId: uuid("from_id")
      .notNull()
      .references(() => orders.id),
    kind: text("kind", { enum: ORIGIN_KINDS }).notNull(),
  },
  (t) => [
    index("order_origins_of_order").on(t.fromId, t.orderId),
    uniqueIndex("orders_are_reopened_once")
      .on(t.fromId)
      .where(sql`${t.kind} = 'reopened'`),
    check("order_origins_kind_is_known", sql`${t.kind} in ('duplicate', 'reopened', 'split', 'exchange')`),
    check("order_origins_are_others", sql`${t.orderId} <> ${t.fromId}`),
  ],
);
