import { and, asc, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { variants } from "@/modules/catalog/schema";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import { containsEachWord } from "@/platform/database/search";
import type { ListOrders, ORDER_SORTS } from "./contract";
import { type Fulfilment, parseOrderNumber, SHOP_TIME_ZONE } from "./order";
import { orderLines, orders } from "./schema";

type OrderSort = (typeof ORDER_SORTS)[number];

/** What a list may be sorted by, and how the value travels in a cursor and comes back. */
const SORTS = {
  placedAt: { by: sql`${orders.placedAt}`, value: z.iso.datetime(), type: sql`timestamptz` },
  number: { by: sql`${orders.number}`, value: z.number().int(), type: sql`bigint` },
  total: { by: sql`(${orders.netTotal} + ${orders.taxTotal})`, value: z.number().int(), type: sql`bigint` },
  customer: { by: sql`${customers.name}`, value: z.string(), type: sql`text` },
} as const satisfies Record<OrderSort, { by: SQL; value: z.ZodType<string | number>; type: SQL }>;

type Progress = { lines: number; asked: number; shipped: number; open: number };

/** Counted for the rows of the page alone: Postgres works out a sub-query of the answer after the limit. */
const progress = sql<Progress>`(
  select json_build_object('lines', count(*), 'asked', coalesce(sum(line.quantity), 0), 'shipped', coalesce(sum(line.shipped), 0),
                           'open', coalesce(sum(line.quantity - line.shipped - line.cancelled), 0))
    from ${orderLines} line where line.order_id = ${orders.id})`;

/** A page of orders in one statement: found by number, customer or SKU, filtered, sorted, and continued by key. */
export async function listOrders(ctx: Context, input: ListOrders) {
  const { by } = SORTS[input.sort];
  const inDirection = input.descending ? desc : asc;
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
      netTotal: orders.netTotal,
      taxTotal: orders.taxTotal,
      placedAt: orders.placedAt,
      version: orders.version,
      progress,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(locations, eq(locations.id, orders.warehouseId))
    .where(and(warehouseScope(ctx, orders.warehouseId), ...filtersOf(input), afterCursor(input)))
    .orderBy(inDirection(by), inDirection(orders.id))
    .limit(input.limit + 1);
  const sortValue = (row: (typeof rows)[number]): string | number =>
    ({
      placedAt: row.placedAt.toISOString(),
      number: row.number,
      total: row.netTotal + row.taxTotal,
      customer: row.customerName,
    })[input.sort];
  const page = toPage(rows, input.limit, (row) => [sortValue(row), row.id]);
  return {
    ...page,
    rows: page.rows.map(({ progress: { lines, ...sums }, ...row }) => ({
      ...row,
      lineCount: lines,
      ...sums,
      fulfilment: fulfilmentOfSums(sums),
    })),
  };
}

const fulfilmentOfSums = ({ shipped, open }: { shipped: number; open: number }): Fulfilment =>
  shipped === 0 ? "none" : open === 0 ? "full" : "partial";

function afterCursor({ cursor, sort, descending }: ListOrders): SQL | undefined {
  if (!cursor) return undefined;
  const { by, value, type } = SORTS[sort];
  const [from, id] = decodeCursor<[string | number, string]>(cursor, z.tuple([value, z.uuid()]));
  const beyond = descending ? sql`<` : sql`>`;
  return sql`(${by}, ${orders.id}) ${beyond} (${from}::${type}, ${id}::uuid)`;
}

const someLine = (condition: SQL) =>
  sql`exists (select from ${orderLines} line where line.order_id = ${orders.id} and ${condition})`;
const isShipped = sql`line.shipped > 0`;
const isOpen = sql`line.quantity > line.shipped + line.cancelled`;

const FULFILMENT_FILTERS: Record<Fulfilment, SQL> = {
  none: sql`not ${someLine(isShipped)}`,
  partial: sql`${someLine(isShipped)} and ${someLine(isOpen)}`,
  full: sql`${someLine(isShipped)} and not ${someLine(isOpen)}`,
};

/** Midnight of a day of the shop's calendar. */
const startOfDay = (day: string, plusDays = 0) =>
  sql`((${day}::date + ${plusDays}::integer)::timestamp at time zone ${SHOP_TIME_ZONE})`;

const filtersOf = (input: ListOrders): (SQL | undefined)[] => [
  input.search ? matches(input.search) : undefined,
  input.status && eq(orders.status, input.status),
  input.toShip ? and(eq(orders.status, "confirmed"), someLine(isOpen)) : undefined,
  input.fulfilment && FULFILMENT_FILTERS[input.fulfilment],
  input.warehouseId ? eq(orders.warehouseId, input.warehouseId) : undefined,
  input.customerId ? eq(orders.customerId, input.customerId) : undefined,
  input.variantId ? someLine(sql`line.variant_id = ${input.variantId}::uuid`) : undefined,
  input.placedFrom ? sql`${orders.placedAt} >= ${startOfDay(input.placedFrom)}` : undefined,
  input.placedTo ? sql`${orders.placedAt} < ${startOfDay(input.placedTo, 1)}` : undefined,
];

/** Text that begins so, where the signs that mean "anything" mean only themselves. */
const startingWith = (text: string) => `${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

const found = alias(customers, "found");

/** An order by its number; or the orders of a customer, or with a SKU, that fits. Each half has its index. */
function matches(search: string): SQL | undefined {
  const number = parseOrderNumber(search);
  return or(
    number === null ? undefined : eq(orders.number, number),
    sql`${orders.customerId} in (select ${found.id} from ${customers} "found" where ${containsEachWord(found.searchText, search)})`,
    sql`${orders.id} in (
      select line.order_id from ${orderLines} line join ${variants} variant on variant.id = line.variant_id
       where lower(variant.sku) like ${startingWith(search)})`,
  );
}
