import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { matchesCustomer } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import { locations, lots } from "@/modules/inventory/schema";
import { parseOrderNumber } from "@/modules/orders/order";
import { orderLines, orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asMoney, asQuantity } from "@/platform/database/numbers";
import type { ListReturns, ReturnRef, ReturnsOfOrder } from "./contract";
import { lotsAtCustomer } from "./received-items";
import { getRefundDue } from "./refund-due";
import { returnNotFound } from "./refusals";
import { awaited, parseReturnNumber } from "./return";
import { returnLines, returnReceipts, returns } from "./schema";

const OF_ORDER_MAX = 200;

const sumOfLines = (what: SQL) =>
  asQuantity(sql`(
  select coalesce(sum(${what}), 0) from ${returnLines} line where line.return_id = ${returns.id})`);
const credited = asMoney(sql`(
  select coalesce(sum(receipt.net + receipt.tax), 0) from ${returnReceipts} receipt
   where receipt.return_id = ${returns.id})`);

const IN_QUARANTINE = sql`receipt.disposition = 'quarantine' and receipt.released_to is null`;
const inQuarantine = asQuantity(sql`(
  select coalesce(sum(receipt.quantity), 0) from ${returnReceipts} receipt
   where receipt.return_id = ${returns.id} and ${IN_QUARANTINE})`);
const hasInQuarantine = sql`${returns.id} in (
  select receipt.return_id from ${returnReceipts} receipt where ${IN_QUARANTINE})`;

const returnRow = {
  id: returns.id,
  number: returns.number,
  status: returns.status,
  orderId: returns.orderId,
  orderNumber: orders.number,
  currency: orders.currency,
  customerId: orders.customerId,
  customerName: customers.name,
  warehouseId: returns.warehouseId,
  warehouseCode: locations.code,
  authorisedAt: returns.authorisedAt,
  authorisedByName: users.name,
  endedAt: returns.endedAt,
  quantity: sumOfLines(sql`line.quantity - line.withdrawn`),
  received: sumOfLines(sql`line.received`),
  inQuarantine,
  credited,
};

const rowsFrom = (ctx: ReadContext) =>
  ctx.db
    .select({ ...returnRow, keys: NEWEST.keys })
    .from(returns)
    .innerJoin(orders, eq(orders.id, returns.orderId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(locations, eq(locations.id, returns.warehouseId))
    .innerJoin(users, eq(users.id, returns.authorisedBy));

const NEWEST = keyset([returns.id, "uuid"]);

/** Returns of the warehouses one works in, the newest first. */
export async function listReturns(ctx: ReadContext, input: ListReturns) {
  const { search = "", status, warehouseId } = input;
  const rows = await rowsFrom(ctx)
    .where(
      and(
        warehouseScope(ctx, returns.warehouseId),
        status && eq(returns.status, status),
        input.inQuarantine ? hasInQuarantine : undefined,
        warehouseId ? eq(returns.warehouseId, warehouseId) : undefined,
        search === "" ? undefined : isFound(search),
        NEWEST.after({ ...input, descending: true }),
      ),
    )
    .orderBy(...NEWEST.order({ descending: true }))
    .limit(input.limit + 1);
  return NEWEST.toPage(rows, input);
}

const buyers = alias(customers, "buyers");
const ofOrders = (from: SQL) => sql`
  select came.id from ${from} join ${returns} came on came.order_id = bought.id`;

/** Numbers are looked for apart: each has an index of its own, and one condition on all three tables has none. */
function isFound(search: string): SQL | undefined {
  const [ofReturn, ofOrder] = [parseReturnNumber(search), parseOrderNumber(search)];
  if (ofReturn === null && ofOrder === null) return matchesCustomer(customers.searchForm, search);
  const found = [
    ofReturn === null ? undefined : sql`select id from ${returns} came where number = ${ofReturn}`,
    ofOrder === null ? undefined : ofOrders(sql`(select id from ${orders} bought where number = ${ofOrder}) bought`),
    ofOrders(sql`${customers} buyers join ${orders} bought on bought.customer_id = ${buyers.id}
      and ${matchesCustomer(buyers.searchForm, search)}`),
  ].filter((each) => each !== undefined);
  return sql`${returns.id} in (${sql.join(found, sql` union all `)})`;
}

/** What came back of an order, and what may, the newest first; and what of each line may be part of another return. */
export async function listReturnsOfOrder(ctx: ReadContext, { orderId }: ReturnsOfOrder) {
  const rows = await rowsFrom(ctx)
    .where(and(eq(returns.orderId, orderId), warehouseScope(ctx, returns.warehouseId)))
    .orderBy(...NEWEST.order({ descending: true }))
    .limit(OF_ORDER_MAX);
  return rows.map(({ keys: _, ...row }) => row);
}

/** Everything a return's page shows. @throws returnNotFound also without access to its warehouse. */
export async function getReturn(ctx: ReadContext, { returnId }: ReturnRef) {
  const [[head], lines, receipts, money] = await Promise.all([
    rowsFrom(ctx).where(and(eq(returns.id, returnId), warehouseScope(ctx, returns.warehouseId))),
    listLines(ctx, returnId),
    listReceipts(ctx, returnId),
    getRefundDue(ctx, returnId),
  ]);
  if (!head || !money) throw returnNotFound({ returnId });
  const left = await findLots(
    ctx,
    lines.map(({ orderLineId }) => orderLineId),
  );
  const { keys: _, ...row } = head;
  return {
    ...row,
    money,
    lines: lines.map((line) => ({
      ...line,
      awaited: awaited(line),
      lots: left.filter((lot) => lot.orderLineId === line.orderLineId && lot.left > 0),
    })),
    receipts,
  };
}

async function findLots(ctx: ReadContext, orderLineIds: readonly string[]) {
  const left = await lotsAtCustomer(ctx, orderLineIds);
  const ids = left.flatMap(({ lotId }) => lotId ?? []);
  const codes = ids.length === 0 ? [] : await ctx.db.select().from(lots).where(inArray(lots.id, ids));
  return left.map((row) => ({ ...row, code: codes.find(({ id }) => id === row.lotId)?.code ?? null }));
}

const listLines = (ctx: ReadContext, returnId: string) =>
  ctx.db
    .select({
      id: returnLines.id,
      orderLineId: returnLines.orderLineId,
      variantId: orderLines.variantId,
      productId: variants.productId,
      ...variantColumns,
      reason: returnLines.reason,
      quantity: returnLines.quantity,
      received: returnLines.received,
      withdrawn: returnLines.withdrawn,
      rejected: returnLines.rejected,
    })
    .from(returnLines)
    .innerJoin(orderLines, eq(orderLines.id, returnLines.orderLineId))
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(eq(returnLines.returnId, returnId))
    .orderBy(returnLines.position);

const bins = alias(locations, "bins");
const released = alias(locations, "released");
const exchanges = alias(orders, "exchanges");

const listReceipts = (ctx: ReadContext, returnId: string) =>
  ctx.db
    .select({
      id: returnReceipts.id,
      returnLineId: returnReceipts.returnLineId,
      receivingId: returnReceipts.receivingId,
      quantity: returnReceipts.quantity,
      lotCode: lots.code,
      outcome: returnReceipts.outcome,
      disposition: returnReceipts.disposition,
      locationCode: bins.code,
      net: returnReceipts.net,
      tax: returnReceipts.tax,
      fee: returnReceipts.fee,
      receivedAt: returnReceipts.receivedAt,
      receivedByName: users.name,
      releasedTo: returnReceipts.releasedTo,
      releasedLocationCode: released.code,
      exchangeOrderId: returnReceipts.exchangeOrderId,
      exchangeNumber: exchanges.number,
    })
    .from(returnReceipts)
    .innerJoin(users, eq(users.id, returnReceipts.receivedBy))
    .leftJoin(lots, eq(lots.id, returnReceipts.lotId))
    .leftJoin(bins, eq(bins.id, returnReceipts.locationId))
    .leftJoin(released, eq(released.id, returnReceipts.releasedLocationId))
    .leftJoin(exchanges, eq(exchanges.id, returnReceipts.exchangeOrderId))
    .where(eq(returnReceipts.returnId, returnId))
    .orderBy(asc(returnReceipts.id));
