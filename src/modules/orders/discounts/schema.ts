import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { id, rate } from "@/platform/database/columns";
import { ROLES } from "@/shared/access";

/** The greatest discount with which a person of a role may confirm an order. Null, or no row: no limit. */
export const discountLimits = pgTable(
  "discount_limits",
  {
    id: id(),
    role: text("role", { enum: ROLES }).notNull().unique("discount_limits_role_is_single"),
    /** Of the catalog's price. */
    rateMax: rate("rate_max"),
  },
  (t) => [
    check("discount_limits_role_is_known", sql`${t.role} in ('admin', 'manager', 'staff')`),
    check("discount_limits_are_parts_of_a_whole", sql`${t.rateMax} between 0 and 1000000`),
  ],
);
