import { type SQL, sql } from "drizzle-orm";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import type { ListSoldLines } from "./contract";
import { NO_CATEGORY, type Period, type ReportDimension } from "./report";
import { soldIn, withinDays } from "./sold";

export type Narrowed = Omit<ListSoldLines, "cursor" | "limit" | "direction">;

type Columns = { variant: SQL; customer: SQL; warehouse: SQL };
const OF_LINES: Columns = { variant: sql`l.variant_id`, customer: sql`o.customer_id`, warehouse: sql`o.warehouse_id` };
const OF_KEPT: Columns = { variant: sql`k.variant_id`, customer: sql`k.customer_id`, warehouse: sql`k.warehouse_id` };

const categoryOf = (variant: SQL): SQL =>
  sql`(select p.category_id from variants v join products p on p.id = v.product_id where v.id = ${variant})`;

function isAsked(ctx: ReadContext, { variantId, categoryId, customerId, warehouseId }: Narrowed, of: Columns): SQL {
  const isOfCategory = categoryId === NO_CATEGORY ? sql`is null` : sql`= ${categoryId}`;
  const conditions = [
    warehouseScope(ctx, of.warehouse),
    variantId && sql`${of.variant} = ${variantId}`,
    categoryId && sql`${categoryOf(of.variant)} ${isOfCategory}`,
    customerId && sql`${of.customer} = ${customerId}`,
    warehouseId && sql`${of.warehouse} = ${warehouseId}`,
  ];
  return sql.join(
    conditions.flatMap((condition) => (condition ? [condition] : [])),
    sql` and `,
  );
}

const day = (on: string): SQL => sql`${on}::date`;
const spanOf = ({ from, to }: Period, timeZone: string) => ({
  from: day(from),
  to: day(to),
  timeZone: sql`${timeZone}::text`,
});

/** The lines of a period that are asked for, in the warehouses of the person who asks: a subquery. */
export const linesOf = (ctx: ReadContext, asked: Narrowed, timeZone: string): SQL =>
  soldIn({ condition: isAsked(ctx, asked, OF_LINES), within: withinDays(spanOf(asked, timeZone)) });

const KEPT = {
  sold_by_variant: sql`k.variant_id, null::uuid as customer_id`,
  sold_by_customer: sql`null::uuid as variant_id, k.customer_id`,
} as const;

/** Where what is asked for is kept by day: by variant, or by customer. Nothing is kept by both. */
function keptTable(by: ReportDimension, { variantId, categoryId, customerId }: Narrowed): keyof typeof KEPT | null {
  const isOfCustomers = by === "customer" || customerId !== undefined;
  const isOfGoods = by === "item" || by === "category" || variantId !== undefined || categoryId !== undefined;
  if (isOfCustomers && isOfGoods) return null;
  return isOfCustomers ? "sold_by_customer" : "sold_by_variant";
}

/** The sums of a period as they are kept, and lines of the days that are not kept, in one form: a subquery. */
export function keptOrCounted(ctx: ReadContext, by: ReportDimension, asked: Narrowed, timeZone: string): SQL {
  const table = keptTable(by, asked);
  if (table === null) return linesOf(ctx, asked, timeZone);
  const { from, to, timeZone: zone } = spanOf(asked, timeZone);
  const counted = soldIn({
    condition: isAsked(ctx, asked, OF_LINES),
    within: withinDays({ from: sql`calendar.day`, to: sql`calendar.day`, timeZone: zone }),
  });
  return sql`(
    select ${KEPT[table]}, k.warehouse_id, k.quantity, k.net, k.known_net, k.cost
      from ${sql.identifier(table)} k join sold_days d on d.day = k.day
     where d.is_kept and k.day between ${from} and ${to} and ${isAsked(ctx, asked, OF_KEPT)}
    union all
    select sold.variant_id, sold.customer_id, sold.warehouse_id, sold.quantity, sold.net, sold.known_net, sold.cost
      from (select step::date as day from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') step
             where not exists (select from sold_days d where d.day = step::date and d.is_kept)) as calendar
           cross join lateral ${counted} sold)`;
}
