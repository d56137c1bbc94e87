import { type AnyColumn, sql } from "drizzle-orm";
import { check } from "drizzle-orm/pg-core";
import { money, quantity, safeIntegerCheck } from "@/platform/database/columns";

const none = sql`0`;

/** What returns ask of a line and bring back of it. `claim-lines.ts` and `take-back-lines.ts` alone write it. */
export const returnedColumns = () => ({
  /** How much of what shipped returns are about: it may come back, or has. */
  claimed: quantity("claimed").notNull().default(none),
  /** How much came back and was taken in. */
  returned: quantity("returned").notNull().default(none),
  /** How much of that is not billed any more; the rest is replaced. */
  credited: quantity("credited").notNull().default(none),
  /** How much of what that comes to is billed all the same, tax included: for opening, testing, packing again. */
  returnFee: money("return_fee").notNull().default(none),
});

type Returned = Record<"shipped" | keyof ReturnType<typeof returnedColumns>, AnyColumn>;

export const returnedChecks = (t: Returned) => [
  check(
    "order_lines_never_returned_beyond_shipped",
    sql`0 <= ${t.credited} and ${t.credited} <= ${t.returned} and ${t.returned} <= ${t.claimed}
      and ${t.claimed} <= ${t.shipped}`,
  ),
  check(
    "order_lines_fee_is_part_of_what_is_credited",
    sql`0 <= ${t.returnFee} and (${t.returnFee} = 0 or ${t.credited} > 0)`,
  ),
  safeIntegerCheck("order_lines", t.returnFee),
];
