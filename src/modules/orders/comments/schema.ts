import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { customers } from "@/modules/customers/schema";
import { orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { id, instant, version } from "@/platform/database/columns";

/**
 * What people who work here tell each other about an order. One that was removed keeps its place and says nothing; with
 * its customer a trigger takes the row away, whichever release erases them.
 */
export const orderComments = pgTable(
  "order_comments",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    /** Whose the order was then: a draft may become another's, and what was written is about this one. */
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    text: text("text").notNull(),
    /** The people whom it names. */
    mentions: uuid("mentions")
      .array()
      .notNull()
      .default(sql`'{}'`),
    writtenBy: uuid("written_by")
      .notNull()
      .references(() => users.id),
    writtenAt: instant("written_at").notNull(),
    editedAt: instant("edited_at"),
    removedAt: instant("removed_at"),
    removedBy: uuid("removed_by").references(() => users.id),
    version: version(),
  },
  (t) => [
    index("order_comments_of_order").on(t.orderId, t.id),
    index("order_comments_of_customer").on(t.customerId),
    check(
      "order_comments_say_something_until_removed",
      sql`case when ${t.removedAt} is null then length(trim(${t.text})) > 0 else ${t.text} = '' end`,
    ),
    check("order_comments_are_not_large", sql`length(${t.text}) <= 2000 and cardinality(${t.mentions}) <= 20`),
    check("order_comments_are_removed_by_someone", sql`(${t.removedAt} is null) = (${t.removedBy} is null)`),
  ],
);
