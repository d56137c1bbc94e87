import { and, type SQL, Subquery, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { atMost } from "@/platform/database/dialect";
import { arrayOf } from "@/platform/database/rows";
import { orders } from "./schema";

/** Whose orders a list shows, narrowed by what, and from where in which order. */
export type OrderQuery = {
  scope: SQL;
  /** The warehouses that orders are of; null for all. */
  warehouseIds: readonly string[] | null;
  filters: readonly SQL[];
  /** Whether a filter has an index of its own that leaves few orders, as those of a customer or those that are open. */
  isOfFew: boolean;
  after: SQL | undefined;
  order: readonly SQL[];
  isByTime: boolean;
};

/**
 * Rows in the place of all orders, what is still to be asked of them, and whether those are the very next of the list,
 * so that there are no others where they are fewer than was asked for.
 */
export type Place = { rows: SQL; where: SQL | undefined; isWhole: boolean };

/** As the table that a statement selects from. */
export const asOrders = ({ rows }: Pick<Place, "rows">): Subquery<"orders"> => new Subquery(rows, {}, "orders");

const ordersIn = (where: SQL | undefined): SQL => sql`select * from ${orders} where ${where ?? sql`true`}`;
const inOrder = ({ order }: OrderQuery, rowsMax: number): SQL =>
  sql`order by ${sql.join([...order], sql`, `)} ${atMost(rowsMax)}`;

/** With customers beside them, by whose names they may be sorted. */
const next = (from: SQL, query: OrderQuery, rowsMax: number): SQL => sql`
  select ${orders}.* from ${from} as "orders" join ${customers} on ${customers.id} = ${orders.customerId}
  where ${query.after ?? sql`true`} ${inOrder(query, rowsMax)}`;

/**
 * The next orders of each warehouse, merged. An index has those of one warehouse in the order of the list, and none has
 * those of several: by the index of all orders, every newer one of other warehouses would be read before the first of
 * theirs.
 */
const nextOfEach = (warehouseIds: readonly string[], query: OrderQuery, rowsMax: number): SQL => sql`
  select ${orders}.* from unnest(${arrayOf(warehouseIds, "uuid")}) as place (id) cross join lateral (
    ${ordersIn(and(sql`${orders.warehouseId} = place.id`, ...query.filters, query.after))}
    ${inOrder(query, rowsMax)}) as "orders"
  ${inOrder(query, rowsMax)}`;

/** By time each filter has an index in the order of the list, and the planner finds the page by it. */
function nextByTime(query: OrderQuery, rowsMax: number): SQL {
  const { scope, warehouseIds, filters, after } = query;
  return warehouseIds !== null && warehouseIds.length > 1
    ? nextOfEach(warehouseIds, query, rowsMax)
    : sql`${ordersIn(and(scope, ...filters, after))} ${inOrder(query, rowsMax)}`;
}

/** All that are asked for, by the index that leaves the fewest, and sorted. The offset keeps it from walking a list. */
const nextOfSet = (query: OrderQuery, rowsMax: number): SQL =>
  next(sql`(${ordersIn(and(query.scope, ...query.filters))} offset 0)`, query, rowsMax);

/** In another order than that of time a page of what is not rare is among so many that come next, asked for or not. */
const WALK_MAX = 20_000;

/** Where the next `rowsMax` orders of a list are: in the first place, or, where that has fewer, in the second. */
export function placesOf(query: OrderQuery, rowsMax: number): Place[] {
  const { scope, warehouseIds, filters, isOfFew, isByTime } = query;
  const whole = (rows: SQL): Place => ({ rows, where: undefined, isWhole: true });
  if (isByTime) return [whole(nextByTime(query, rowsMax))];
  if (isOfFew) return [whole(nextOfSet(query, rowsMax))];
  if (warehouseIds === null && filters.length === 0) return [whole(next(sql`${orders}`, query, rowsMax))];
  const walked = { rows: next(sql`${orders}`, query, WALK_MAX), where: and(scope, ...filters), isWhole: false };
  return [walked, whole(nextOfSet(query, rowsMax))];
}

/** Reads a page where it is. */
export async function readPage<Row>(
  query: OrderQuery,
  pageRows: number,
  read: (place: Place) => PromiseLike<Row[]>,
): Promise<Row[]> {
  for (const place of placesOf(query, pageRows)) {
    const rows = await read(place);
    if (place.isWhole || rows.length === pageRows) return rows;
  }
  return [];
}
