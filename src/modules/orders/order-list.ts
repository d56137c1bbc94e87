import { and, eq, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { shopToday } from "@/modules/shop/shop-today";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { PLANNED_ANEW } from "@/platform/database/dialect";
import { existsForEach } from "@/platform/database/exists-for-each";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { searchWords } from "@/shared/search-form";
import { amountsOf, billedTotal, storedAmounts } from "./amounts";
import type { ListOrders } from "./contract";
import { holdsStock, heldUntilOf } from "./holds/conditions";
import { toInvoiceOf } from "./invoiced/to-invoice";
import { hasTags } from "./list-tags";
import type { Fulfilment, OrderStatus } from "./order";
import { asOrders, type OrderQuery, type Place, readPage } from "./order-places";
import { foundBy, matchesOrder } from "./order-search";
import { isOpenDue, isPaidBy, paymentFilters } from "./payments/conditions";
import { standingOf } from "./payments/payment";
import { isPromisedFor } from "./promised-orders";
import { orderLines, orders } from "./schema";
import { backorderedOf, isBackorderedOrder, isShortOrder, shortOf } from "./shortages";

const sortsOf = (locale: string): Record<ListOrders["sort"], ReturnType<typeof keyset>> => ({
  placedAt: keyset([orders.placedAt, "timestamptz"], [orders.id, "uuid"]),
  number: keyset([orders.number, "bigint"], [orders.id, "uuid"]),
  total: keyset([billedTotal(orders), "bigint"], [orders.id, "uuid"]),
  customer: keyset([inLetters(customers.name, locale), "text"], [orders.id, "uuid"]),
  due: keyset([orders.dueOn, "date"], [orders.id, "uuid"]),
});

type Sums = { asked: number; shipped: number; open: number; short: number; backordered: number; toInvoice: number };
/** `promisedOn` is the first day for which something that is left to ship was promised. */
type Progress = Sums & { promisedOn: string | null };

const isOpen = sql`line.quantity > line.shipped + line.cancelled`;

/** Computed for the rows of the page only: Postgres evaluates a sub-query of the select list after the limit. */
const progress = sql<Progress & { lines: number }>`(
  select json_build_object(
           'lines', count(*),
           'asked', coalesce(sum(line.quantity), 0),
           'shipped', coalesce(sum(line.shipped), 0),
           'open', coalesce(sum(line.quantity - line.shipped - line.cancelled), 0),
           'promisedOn', min(line.promised_on) filter (where ${isOpen}),
           'short', ${shortOf(sql`${orders}`)},
           'backordered', ${backorderedOf(sql`${orders}`)},
           'toInvoice', ${toInvoiceOf(sql`${orders}`)})
    from ${orderLines} line where line.order_id = ${orders.id})`;

/** A page of orders: found by a search, filtered, sorted, and continued by key. */
export async function listOrders(ctx: ReadContext, input: ListOrders) {
  const { locale, timeZone } = await getShopSettings(ctx);
  const sorted = sortsOf(locale)[input.sort];
  // A search of nothing that anybody sees finds all.
  const search = searchWords(input.search ?? "").length > 0 ? input.search : undefined;
  const query: OrderQuery = {
    scope: warehouseScope(ctx, orders.warehouseId),
    warehouseIds: warehousesOf(ctx, input),
    filters: filtersOf(input, timeZone),
    after: sorted.after(input),
    order: sorted.order(input),
    isOfFew: isOfFew(input),
    // What there is to pay stands in an index of its own, wherever it stands in time.
    isByTime: input.sort === "placedAt" && !isOfFewPaid(input),
  };
  const pageRows = input.limit + 1;
  const found = search ? await matchesOrder(ctx, search, query, pageRows) : undefined;
  const read = (place: Pick<Place, "rows" | "where">) =>
    ctx.db
      .select({
        id: orders.id,
        number: orders.number,
        status: orders.status,
        holdReason: orders.holdReason,
        customerId: orders.customerId,
        customerName: customers.name,
        customerReference: orders.customerReference,
        tags: orders.tags,
        warehouseId: orders.warehouseId,
        warehouseCode: locations.code,
        currency: orders.currency,
        stored: storedAmounts(orders),
        discountAmount: orders.discountAmount,
        shippingNet: orders.shippingNet,
        paid: orders.paid,
        refunded: orders.refunded,
        dueOn: orders.dueOn,
        placedAt: orders.placedAt,
        version: orders.version,
        holdsUntil: heldUntilOf(sql`${orders}`),
        progress,
        ...foundBy(search),
        keys: sorted.keys,
      })
      .from(asOrders(place))
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .innerJoin(locations, eq(locations.id, orders.warehouseId))
      .where(and(found, place.where))
      .orderBy(...query.order)
      .limit(pageRows);
  // Of orders found by their ids there are few, wherever they stand in the list.
  const rows = found
    ? await read({ rows: sql`select * from ${orders}`, where: and(query.scope, ...query.filters, query.after) })
    : await readPage(query, pageRows, read);
  const page = sorted.toPage(rows, input);
  return {
    ...page,
    rows: page.rows.map(({ progress: { lines, ...sums }, stored, ...row }) => {
      const amounts = amountsOf(stored);
      return {
        ...row,
        amounts,
        lineCount: lines,
        ...sums,
        waiting: sums.short + sums.backordered,
        fulfilment: fulfilmentOfSums(sums),
        payment: standingOf({ ...row, billed: amounts.billed.total }),
      };
    }),
  };
}

/** Those whose orders are asked for, where they are some of all. */
function warehousesOf({ actor }: ReadContext, { warehouseId }: ListOrders): readonly string[] | null {
  if (warehouseId) return [warehouseId];
  return actor.kind === "system" || actor.kind === "anyone" || actor.warehouses === "all" ? null : actor.warehouses;
}

const fulfilmentOfSums = ({ shipped, asked }: Sums): Fulfilment =>
  shipped === 0 ? "none" : shipped === asked ? "full" : "partial";

const linesOf = (condition: SQL) => sql`from ${orderLines} line where line.order_id = ${orders.id} and ${condition}`;
const someLine = (condition: SQL) => existsForEach(linesOf(condition));

/**
 * By what stands in the order alone: one of which everything has shipped is completed, and one of which nothing has is
 * not. `verify-ledger` holds orders to that.
 */
const FULFILMENT_FILTERS: Record<Fulfilment, SQL> = {
  none: sql`(${orders.status} in ('draft', 'confirmed', 'on_hold', 'cancelled') and not ${orders.partlyShipped})`,
  partial: sql`${orders.partlyShipped}`,
  full: sql`(${orders.status} = 'completed' and not ${orders.partlyShipped})`,
};

const OPEN: readonly (OrderStatus | undefined)[] = ["draft", "confirmed", "on_hold"];
/** Of which there are few however many orders there were, and an index has them. */
const isOfFew = (input: ListOrders): boolean =>
  isOfFewPaid(input) ||
  OPEN.includes(input.status) ||
  input.toShip === true ||
  input.isShort === true ||
  input.isBackordered === true ||
  input.holdsStock === true ||
  input.fulfilment === "partial" ||
  input.promised !== undefined ||
  input.customerId !== undefined ||
  input.orderIds !== undefined;

const isOfFewPaid = ({ payment, sort }: ListOrders): boolean =>
  sort === "due" || (payment !== undefined && payment !== "paid");

/** Midnight of a day of the shop's calendar. */
const startOfDay = (timeZone: string, day: string, plusDays = 0) =>
  sql`((${day}::date + ${plusDays}::integer)::timestamp at time zone ${timeZone})`;

/** A status stands in the text, so that a kept plan is one for it: of some there are few, and most have one. */
const isOfStatus = (status: OrderStatus): SQL => sql`${orders.status} = ${sql`${status}`.inlineParams()}`;

const filtersOf = (input: ListOrders, timeZone: string): SQL[] =>
  [
    input.status && isOfStatus(input.status),
    input.toShip ? and(isOfStatus("confirmed"), someLine(isOpen)) : undefined,
    input.isShort ? isShortOrder : undefined,
    input.isBackordered ? isBackorderedOrder : undefined,
    input.holdsStock ? holdsStock : undefined,
    input.toInvoice ? sql`${orders.toInvoice}` : undefined,
    input.fulfilment && FULFILMENT_FILTERS[input.fulfilment],
    input.promised && isPromisedFor(input.promised),
    input.payment && paymentFilters(orders, shopToday)[input.payment],
    input.method ? isPaidBy(orders.id, input.method) : undefined,
    input.sort === "due" ? isOpenDue(orders) : undefined,
    input.carrierId ? eq(orders.carrierId, input.carrierId) : undefined,
    input.warehouseId ? eq(orders.warehouseId, input.warehouseId) : undefined,
    input.customerId ? eq(orders.customerId, input.customerId) : undefined,
    input.tag ? sql`${PLANNED_ANEW} (${hasTags} and ${orders.tags} @> ${arrayOf([input.tag], "text")})` : undefined,
    input.orderIds ? sql`${orders.id} = any(${arrayOf(input.orderIds, "uuid")})` : undefined,
    input.variantId ? sql`exists (select ${linesOf(sql`line.variant_id = ${input.variantId}::uuid`)})` : undefined,
    input.placedFrom ? sql`${orders.placedAt} >= ${startOfDay(timeZone, input.placedFrom)}` : undefined,
    input.placedTo ? sql`${orders.placedAt} < ${startOfDay(timeZone, input.placedTo, 1)}` : undefined,
  ].filter((filter) => filter !== undefined);
