import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { locations } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { createdAt, id, instant } from "@/platform/database/columns";

/** One walk of one picker through a warehouse. What it fetches are the allocations that name it. */
export const pickLists = pgTable(
  "pick_lists",
  {
    id: id(),
    /** What people call it. */
    number: bigint("number", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    /** Who picks it, or has picked it; null while anybody may take it. */
    takenBy: uuid("taken_by").references(() => users.id),
    takenAt: instant("taken_at"),
  },
  (t) => [
    unique("pick_lists_number_is_single").on(t.number),
    index("pick_lists_of_picker").on(t.takenBy, t.id),
    check("pick_lists_are_taken_by_someone", sql`(${t.takenBy} is null) = (${t.takenAt} is null)`),
  ],
);
