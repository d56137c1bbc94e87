import { and, eq, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { existsForEach } from "@/platform/database/exists-for-each";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { searchWords } from "@/shared/search-form";
import { amountsOf, billedTotal, storedAmounts } from "./amounts";
import type { ListOrders } from "./contract";
import type { Fulfilment } from "./order";
import { foundBy, matchesOrder } from "./order-search";
import { orderLines, orders } from "./schema";
import { isShortOrder, shortOf } from "./shortages";

const sortsOf = (locale: string): Record<ListOrders["sort"], ReturnType<typeof keyset>> => ({
  placedAt: keyset([orders.placedAt, "timestamptz"], [orders.id, "uuid"]),
  number: keyset([orders.number, "bigint"], [orders.id, "uuid"]),
  total: keyset([billedTotal(orders), "bigint"], [orders.id, "uuid"]),
  customer: keyset([inLetters(customers.name, locale), "text"], [orders.id, "uuid"]),
});

type Progress = { asked: number; shipped: number; open: number; short: number };

/** Computed for the rows of the page only: Postgres evaluates a sub-query of the select list after the limit. */
const progress = sql<Progress & { lines: number }>`(
  select json_build_object(
           'lines', count(*),
           'asked', coalesce(sum(line.quantity), 0),
           'shipped', coalesce(sum(line.shipped), 0),
           'open', coalesce(sum(line.quantity - line.shipped - line.cancelled), 0),
           'short', ${shortOf(sql`${orders}`)})
    from ${orderLines} line where line.order_id = ${orders.id})`;

/** What a list may be sorted by without an index. */
const SORTED_AS_READ = "customer";

/** A page of orders: found by a search, filtered, sorted, and continued by key. */
export async function listOrders(ctx: ReadContext, input: ListOrders) {
  const { locale, timeZone } = await getShopSettings(ctx);
  const sorted = sortsOf(locale)[input.sort];
  // A search of nothing that anybody sees finds all.
  const search = searchWords(input.search ?? "").length > 0 ? input.search : undefined;
  const where = and(warehouseScope(ctx, orders.warehouseId), ...filtersOf(input, timeZone), sorted.after(input));
  const next = input.sort === SORTED_AS_READ ? null : { where, order: sorted.order(input), pageRows: input.limit + 1 };
  const found = search ? await matchesOrder(ctx, search, next) : undefined;
  const rows = await ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      holdReason: orders.holdReason,
      customerId: orders.customerId,
      customerName: customers.name,
      warehouseId: orders.warehouseId,
      warehouseCode: locations.code,
      currency: orders.currency,
      stored: storedAmounts(orders),
      placedAt: orders.placedAt,
      version: orders.version,
      progress,
      ...foundBy(search),
      keys: sorted.keys,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(locations, eq(locations.id, orders.warehouseId))
    .where(and(found, where))
    .orderBy(...sorted.order(input))
    .limit(input.limit + 1);
  const page = sorted.toPage(rows, input);
  return {
    ...page,
    rows: page.rows.map(({ progress: { lines, ...sums }, stored, ...row }) => ({
      ...row,
      amounts: amountsOf(stored),
      lineCount: lines,
      ...sums,
      fulfilment: fulfilmentOfSums(sums),
    })),
  };
}

const fulfilmentOfSums = ({ shipped, asked }: Progress): Fulfilment =>
  shipped === 0 ? "none" : shipped === asked ? "full" : "partial";

const linesOf = (condition: SQL) => sql`from ${orderLines} line where line.order_id = ${orders.id} and ${condition}`;
const someLine = (condition: SQL) => existsForEach(linesOf(condition));
const isShipped = sql`line.shipped > 0`;
const isShort = sql`line.shipped < line.quantity`;
const isOpen = sql`line.quantity > line.shipped + line.cancelled`;

const FULFILMENT_FILTERS: Record<Fulfilment, SQL> = {
  none: sql`not ${someLine(isShipped)}`,
  partial: sql`${orders.partlyShipped}`,
  full: sql`${someLine(isShipped)} and not ${someLine(isShort)}`,
};

/** Midnight of a day of the shop's calendar. */
const startOfDay = (timeZone: string, day: string, plusDays = 0) =>
  sql`((${day}::date + ${plusDays}::integer)::timestamp at time zone ${timeZone})`;

const filtersOf = (input: ListOrders, timeZone: string): (SQL | undefined)[] => [
  input.status && eq(orders.status, input.status),
  input.toShip ? and(eq(orders.status, "confirmed"), someLine(isOpen)) : undefined,
  input.isShort ? isShortOrder : undefined,
  input.fulfilment && FULFILMENT_FILTERS[input.fulfilment],
  input.warehouseId ? eq(orders.warehouseId, input.warehouseId) : undefined,
  input.customerId ? eq(orders.customerId, input.customerId) : undefined,
  input.variantId ? sql`exists (select ${linesOf(sql`line.variant_id = ${input.variantId}::uuid`)})` : undefined,
  input.placedFrom ? sql`${orders.placedAt} >= ${startOfDay(timeZone, input.placedFrom)}` : undefined,
  input.placedTo ? sql`${orders.placedAt} < ${startOfDay(timeZone, input.placedTo, 1)}` : undefined,
];
