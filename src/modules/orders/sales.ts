import { and, eq, gte, isNotNull, sql } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { toMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import type { SalesPeriod, TopSellers } from "./contract";
import { SHOP_TIME_ZONE } from "./order";
import { orderLines, orders } from "./schema";

const asNumber = (value: unknown) => Number(value);
const asMoney = (value: unknown) => toMoney(Number(value));
const asQuantity = (value: unknown) => toQuantity(Number(value));

/** What a line has sold for: its net, less the share of what was cancelled later. */
const soldNet = sql`case when ${orderLines.cancelled} = 0 then ${orderLines.netTotal}
  else round(${orderLines.netTotal}::numeric * (${orderLines.quantity} - ${orderLines.cancelled}) / ${orderLines.quantity}) end`;
const soldQuantity = sql`${orderLines.quantity} - ${orderLines.cancelled}`;

const dayOf = (moment: unknown) => sql`(${moment} at time zone ${SHOP_TIME_ZONE})::date`;
const firstDay = (ctx: Context, days: number) =>
  sql`(${dayOf(sql`${ctx.now.toISOString()}::timestamptz`)} - ${days - 1}::integer)`;
const startOf = (day: unknown) => sql`(${day}::timestamp at time zone ${SHOP_TIME_ZONE})`;

/** What waits to be shipped, and since when: the one figure the floor works down. */
export async function getWorkload(ctx: Context) {
  const [row] = await ctx.db
    .select({
      toShip: sql<number>`count(*) filter (where ${orders.status} = 'confirmed')`.mapWith(asNumber),
      drafts: sql<number>`count(*) filter (where ${orders.status} = 'draft')`.mapWith(asNumber),
      onHold: sql<number>`count(*) filter (where ${orders.status} = 'on_hold')`.mapWith(asNumber),
      oldestConfirmedAt:
        sql<Date | null>`min(${orders.confirmedAt}) filter (where ${orders.status} = 'confirmed')`.mapWith(
          orders.confirmedAt,
        ),
    })
    .from(orders)
    .where(and(sql`${orders.status} in ('draft', 'confirmed', 'on_hold')`, warehouseScope(ctx, orders.warehouseId)));
  return row ?? { toShip: 0, drafts: 0, onHold: 0, oldestConfirmedAt: null };
}

/** Net sales of confirmed orders for each of the last days, today included, by the day they were placed in the shop. */
export async function listSalesPerDay(ctx: Context, { days }: SalesPeriod) {
  const first = firstDay(ctx, days);
  const sold = ctx.db
    .select({
      day: dayOf(orders.placedAt).as("sold_day"),
      net: sql<number>`sum(${soldNet})`.as("sold_net"),
      orders: sql<number>`count(distinct ${orders.id}) filter (where ${soldQuantity} > 0)`.as("sold_orders"),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(
      and(isNotNull(orders.confirmedAt), gte(orders.placedAt, startOf(first)), warehouseScope(ctx, orders.warehouseId)),
    )
    .groupBy(sql`1`)
    .as("sold");
  const rows = await ctx.db
    .select({
      day: sql<string>`to_char(calendar.day, 'YYYY-MM-DD')`,
      net: sql<number>`coalesce(${sold.net}, 0)`.mapWith(asMoney),
      orders: sql<number>`coalesce(${sold.orders}, 0)`.mapWith(asNumber),
    })
    .from(
      sql`(select (${first} + step)::date as day from generate_series(0, ${days - 1}::integer) as step) as calendar`,
    )
    .leftJoin(sold, sql`${sold.day} = calendar.day`)
    .orderBy(sql`calendar.day`);
  return rows;
}

/** What sold best in the last days, by net. */
export const listTopSellers = (ctx: Context, { days, limit }: TopSellers) =>
  ctx.db
    .select({
      variantId: variants.id,
      productId: variants.productId,
      sku: variants.sku,
      title: products.title,
      optionValues: variants.optionValues,
      quantity: sql<number>`sum(${soldQuantity})`.mapWith(asQuantity),
      net: sql<number>`sum(${soldNet})`.mapWith(asMoney),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(
      and(
        isNotNull(orders.confirmedAt),
        gte(orders.placedAt, startOf(firstDay(ctx, days))),
        warehouseScope(ctx, orders.warehouseId),
      ),
    )
    .groupBy(variants.id, products.id)
    .having(sql`sum(${soldQuantity}) > 0`)
    .orderBy(sql`sum(${soldNet}) desc`, variants.id)
    .limit(limit);
