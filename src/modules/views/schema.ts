import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "@/modules/users/schema";
import { createdAt, id, version } from "@/platform/database/columns";
import { VIEWED_LISTS } from "./view";

/** Filters, order and columns of a list under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: id(),
    list: text("list", { enum: VIEWED_LISTS }).notNull(),
    name: text("name").notNull(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id),
    /** Everyone sees it. */
    isShared: boolean("is_shared").notNull(),
    /** What stands in the address of the list, without what is searched. */
    query: text("query").notNull(),
    hiddenColumns: text("hidden_columns").array().notNull(),
    version: version(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("saved_views_name_is_taken").on(t.ownerId, t.list, sql`lower(${t.name})`),
    index("saved_views_shared")
      .on(t.list)
      .where(sql`${t.isShared}`),
    check("saved_views_list_is_known", sql`${t.list} in ('orders', 'products', 'stock', 'customers')`),
    check("saved_views_have_a_name", sql`length(trim(${t.name})) > 0`),
    check("saved_views_hold_no_search", sql`${t.query} ~ '^([?].+)?$' and ${t.query} !~ '[?&](search|customer)='`),
  ],
);

/** With which view a list opens for a person. */
export const defaultViews = pgTable(
  "default_views",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    list: text("list", { enum: VIEWED_LISTS }).notNull(),
    viewId: uuid("view_id")
      .notNull()
      .references(() => savedViews.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.userId, t.list] }), index("default_views_of_view").on(t.viewId)],
);
