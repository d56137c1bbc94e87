import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { asCount, asMoney, asQuantity } from "@/platform/database/numbers";
import { billedNet } from "./amounts";
import type { SalesPeriod, TopSellers } from "./sales/sales-input";
import { salesByVariant, salesByWarehouse, salesDays } from "./sales/schema";
import { orderLines, orders } from "./schema";
import { backorderedOf, shortOf } from "./shortages";

/** An order is a sale from its confirmation on, for what it bills: what was cancelled since, or came back, is none. */
export const isSale = isNotNull(orders.confirmedAt);
const soldQuantity = sql`${orderLines.quantity} - ${orderLines.cancelled} - ${orderLines.returned}`;
const soldNet = billedNet(orderLines);

const dayOf = (moment: unknown, timeZone: string | SQL) => sql`(${moment} at time zone ${timeZone})::date`;
const firstDay = (ctx: ReadContext, days: number, timeZone: string) =>
  sql`(${dayOf(sql`${ctx.now.toISOString()}::timestamptz`, timeZone)} - ${days - 1}::integer)`;
const startOf = (day: unknown, timeZone: string | SQL) => sql`(${day}::timestamp at time zone ${timeZone})`;

/** What waits to be shipped, and since when. */
export async function getWorkload(ctx: ReadContext) {
  const [row] = await ctx.db
    .select({
      toShip: asCount(sql`count(*) filter (where ${orders.status} = 'confirmed')`),
      drafts: asCount(sql`count(*) filter (where ${orders.status} = 'draft')`),
      onHold: asCount(sql`count(*) filter (where ${orders.status} = 'on_hold')`),
      short: asCount(sql`count(*) filter (where ${shortOf(sql`${orders}`)} > 0)`),
      backordered: asCount(sql`count(*) filter (where ${backorderedOf(sql`${orders}`)} > 0)`),
      oldestConfirmedAt:
        sql<Date | null>`min(${orders.confirmedAt}) filter (where ${orders.status} = 'confirmed')`.mapWith(
          orders.confirmedAt,
        ),
    })
    .from(orders)
    .where(and(sql`${orders.status} in ('draft', 'confirmed', 'on_hold')`, warehouseScope(ctx, orders.warehouseId)));
  return row ?? { toShip: 0, drafts: 0, onHold: 0, short: 0, backordered: 0, oldestConfirmedAt: null };
}

type Period = { first: SQL; days: number };

/** Each day of the period, and whether its sales are kept. */
const calendarOf = ({ first, days }: Period): SQL => sql`(
  select (${first} + step)::date as day, coalesce(${salesDays.isKept}, false) as is_kept
  from generate_series(0, ${days - 1}::integer) as step
  left join ${salesDays} on ${salesDays.day} = (${first} + step)::date) as calendar`;

/**
 * Whether an order was placed on the `day` of `calendar`. The date decides, as in the triggers: where clocks go back at
 * midnight, an hour occurs twice. The bounds are for the index, and wider by that hour.
 */
export const isOfDay = (timeZone: string | SQL): SQL =>
  sql`${orders.placedAt} >= ${startOf(sql`calendar.day`, timeZone)} - interval '1 hour'
    and ${orders.placedAt} < ${startOf(sql`(calendar.day + 1)`, timeZone)} + interval '1 hour'
    and ${dayOf(orders.placedAt, timeZone)} = calendar.day`;

/** What was sold on a day that is not kept, counted from its lines: `of` are the figures and how they are grouped. */
export const countSales = (scope: SQL, timeZone: string | SQL, of: { select: SQL; groupBy: SQL }): SQL => sql`
  select ${of.select}
  from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
  where ${isSale} and ${isOfDay(timeZone)} and ${scope}
  group by ${of.groupBy}`;

export const SALES_OF_WAREHOUSE = {
  select: sql`${orders.warehouseId} as warehouse_id, sum(${soldNet})::bigint as net,
    count(distinct ${orders.id}) filter (where ${soldQuantity} > 0) as orders`,
  groupBy: sql`${orders.warehouseId}`,
};
export const SALES_OF_VARIANT = {
  select: sql`${orders.warehouseId} as warehouse_id, ${orderLines.variantId} as variant_id,
    sum(${soldQuantity})::bigint as quantity, sum(${soldNet})::bigint as net`,
  groupBy: sql`${orders.warehouseId}, ${orderLines.variantId}`,
};

type Sold = {
  figures: SQL;
  table: typeof salesByWarehouse | typeof salesByVariant;
  of: typeof SALES_OF_WAREHOUSE;
};

/** What was sold on the `day` of `calendar`, in the warehouses in scope: as it is kept, or else counted. */
const keptOrCounted = (ctx: ReadContext, timeZone: string, { figures, table, of }: Sold): SQL => sql`(
    select ${figures} from ${table}
    where calendar.is_kept and ${table.day} = calendar.day and ${warehouseScope(ctx, table.warehouseId)}
    union all
    select ${figures} from (${countSales(warehouseScope(ctx, orders.warehouseId), timeZone, of)}) counted
    where not calendar.is_kept) as sold`;

const periodOf = (ctx: ReadContext, days: number, timeZone: string): Period => ({
  first: firstDay(ctx, days, timeZone),
  days,
});

/** Net sales of confirmed orders for each of the last days, today included, by the day they were placed in the shop. */
export async function listSalesPerDay(ctx: ReadContext, { days }: SalesPeriod) {
  const { timeZone } = await getShopSettings(ctx);
  const sold = keptOrCounted(ctx, timeZone, {
    figures: sql`net, orders`,
    table: salesByWarehouse,
    of: SALES_OF_WAREHOUSE,
  });
  return ctx.db
    .select({
      day: sql<string>`to_char(calendar.day, 'YYYY-MM-DD')`,
      net: asMoney(sql`coalesce(sum(sold.net), 0)`),
      orders: asCount(sql`coalesce(sum(sold.orders), 0)`),
    })
    .from(calendarOf(periodOf(ctx, days, timeZone)))
    .leftJoin(sql`lateral ${sold}`, sql`true`)
    .groupBy(sql`calendar.day`)
    .orderBy(sql`calendar.day`);
}

/** What sold best in the last days, by net. */
export async function listTopSellers(ctx: ReadContext, { days, limit }: TopSellers) {
  const { timeZone } = await getShopSettings(ctx);
  const figures = sql`variant_id, quantity, net`;
  const sold = keptOrCounted(ctx, timeZone, { figures, table: salesByVariant, of: SALES_OF_VARIANT });
  const best = sql`(
    select sold.variant_id, sum(sold.quantity) as quantity, sum(sold.net) as net
    from ${calendarOf(periodOf(ctx, days, timeZone))} cross join lateral ${sold}
    group by sold.variant_id having sum(sold.quantity) > 0
    order by 3 desc, 1 ${atMost(limit)}) as best`;
  return ctx.db
    .select({
      variantId: variants.id,
      productId: variants.productId,
      ...variantColumns,
      quantity: asQuantity(sql`best.quantity`),
      net: asMoney(sql`best.net`),
    })
    .from(best)
    .innerJoin(variants, sql`${variants.id} = best.variant_id`)
    .innerJoin(products, eq(products.id, variants.productId))
    .orderBy(sql`best.net desc`, variants.id);
}
