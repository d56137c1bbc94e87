import { and, eq, gte, isNotNull, sql } from "drizzle-orm";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { asCount, asMoney, asQuantity } from "@/platform/database/numbers";
import { billedNet } from "./amounts";
import type { SalesPeriod, TopSellers } from "./contract";
import { orderLines, orders } from "./schema";
import { shortOf } from "./shortages";

/** An order is a sale from its confirmation on, for what it bills: a part that was cancelled since is none. */
export const isSale = isNotNull(orders.confirmedAt);
const soldQuantity = sql`${orderLines.quantity} - ${orderLines.cancelled}`;
const soldNet = billedNet(orderLines);

const dayOf = (moment: unknown, timeZone: string) => sql`(${moment} at time zone ${timeZone})::date`;
const firstDay = (ctx: Context, days: number, timeZone: string) =>
  sql`(${dayOf(sql`${ctx.now.toISOString()}::timestamptz`, timeZone)} - ${days - 1}::integer)`;
const startOf = (day: unknown, timeZone: string) => sql`(${day}::timestamp at time zone ${timeZone})`;

/** What waits to be shipped, and since when. */
export async function getWorkload(ctx: Context) {
  const [row] = await ctx.db
    .select({
      toShip: asCount(sql`count(*) filter (where ${orders.status} = 'confirmed')`),
      drafts: asCount(sql`count(*) filter (where ${orders.status} = 'draft')`),
      onHold: asCount(sql`count(*) filter (where ${orders.status} = 'on_hold')`),
      short: asCount(sql`count(*) filter (where ${shortOf(sql`${orders}`)} > 0)`),
      oldestConfirmedAt:
        sql<Date | null>`min(${orders.confirmedAt}) filter (where ${orders.status} = 'confirmed')`.mapWith(
          orders.confirmedAt,
        ),
    })
    .from(orders)
    .where(and(sql`${orders.status} in ('draft', 'confirmed', 'on_hold')`, warehouseScope(ctx, orders.warehouseId)));
  return row ?? { toShip: 0, drafts: 0, onHold: 0, short: 0, oldestConfirmedAt: null };
}

/** Net sales of confirmed orders for each of the last days, today included, by the day they were placed in the shop. */
export async function listSalesPerDay(ctx: Context, { days }: SalesPeriod) {
  const { timeZone } = await getShopSettings(ctx);
  const first = firstDay(ctx, days, timeZone);
  const sold = ctx.db
    .select({
      day: dayOf(orders.placedAt, timeZone).as("sold_day"),
      net: sql<number>`sum(${soldNet})`.as("sold_net"),
      orders: sql<number>`count(distinct ${orders.id}) filter (where ${soldQuantity} > 0)`.as("sold_orders"),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(and(isSale, gte(orders.placedAt, startOf(first, timeZone)), warehouseScope(ctx, orders.warehouseId)))
    .groupBy(sql`1`)
    .as("sold");
  const rows = await ctx.db
    .select({
      day: sql<string>`to_char(calendar.day, 'YYYY-MM-DD')`,
      net: asMoney(sql`coalesce(${sold.net}, 0)`),
      orders: asCount(sql`coalesce(${sold.orders}, 0)`),
    })
    .from(
      sql`(select (${first} + step)::date as day from generate_series(0, ${days - 1}::integer) as step) as calendar`,
    )
    .leftJoin(sold, sql`${sold.day} = calendar.day`)
    .orderBy(sql`calendar.day`);
  return rows;
}

/** What sold best in the last days, by net. */
export async function listTopSellers(ctx: Context, { days, limit }: TopSellers) {
  const { timeZone } = await getShopSettings(ctx);
  return ctx.db
    .select({
      variantId: variants.id,
      productId: variants.productId,
      ...variantColumns,
      quantity: asQuantity(sql`sum(${soldQuantity})`),
      net: asMoney(sql`sum(${soldNet})`),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(
      and(
        isSale,
        gte(orders.placedAt, startOf(firstDay(ctx, days, timeZone), timeZone)),
        warehouseScope(ctx, orders.warehouseId),
      ),
    )
    .groupBy(variants.id, products.id)
    .having(sql`sum(${soldQuantity}) > 0`)
    .orderBy(sql`sum(${soldNet}) desc`, variants.id)
    .limit(limit);
}
