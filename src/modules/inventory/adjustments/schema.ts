import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { id, money, quantity, safeIntegerCheck } from "@/platform/database/columns";
import { ROLES } from "@/shared/access";

/** How much a person of a role may adjust at once, and of an item in a bin in a day. Null, or no row: no limit. */
export const adjustmentLimits = pgTable(
  "adjustment_limits",
  {
    id: id(),
    role: text("role", { enum: ROLES }).notNull().unique("adjustment_limits_role_is_single"),
    quantityMax: quantity("quantity_max"),
    /** At the catalog's cost, in minor units. */
    valueMax: money("value_max"),
  },
  (t) => [
    check("adjustment_limits_role_is_known", sql`${t.role} in ('admin', 'manager', 'staff')`),
    check("adjustment_limits_are_not_negative", sql`${t.quantityMax} >= 0 and ${t.valueMax} >= 0`),
    safeIntegerCheck("adjustment_limits", t.quantityMax),
    safeIntegerCheck("adjustment_limits", t.valueMax),
  ],
);
