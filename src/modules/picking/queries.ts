import { and, asc, eq, gt, or, Subquery, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { customers } from "@/modules/customers/schema";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { lotState } from "@/modules/inventory/available";
import { locations, lots } from "@/modules/inventory/schema";
import type { OrderRef } from "@/modules/orders/contract";
import { orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { asCount, asQuantity } from "@/platform/database/numbers";
import { ZERO } from "@/shared/quantity";
import { type ListPickLists, pickListNotFound, type PickListRef } from "./contract";
import { ROWS_OF_LIST_MAX } from "./pick-list";
import { pickLists, pickWaves } from "./schema";

const LISTS_OF_ORDER_MAX = 50;

const BY_AGE = keyset([pickLists.id, "uuid"]);
const pickers = alias(users, "pickers");
const zones = alias(locations, "zones");
const zonesOfLists = alias(locations, "zones_of_lists");

/** Somebody still has to go for it. */
const hasWork = sql`exists (select from ${stockAllocations} work where work.list_id = ${pickLists}.id
  and (work.quantity > work.picked or work.to_put_back > 0))`;
const sumOf = (what: "quantity" | "picked" | "to_put_back" | "shipped") =>
  asQuantity(sql`coalesce((select sum(each.${sql.identifier(what)}) from ${stockAllocations} each
    where each.list_id = ${pickLists}.id), 0)`);

const listRow = {
  listId: pickLists.id,
  number: pickLists.number,
  /** Of a list that is a part of a wave; null where one walks for all of it. */
  waveId: pickLists.waveId,
  waveNumber: pickWaves.number,
  zoneOfList: zonesOfLists.code,
  warehouseId: pickLists.warehouseId,
  warehouseName: locations.name,
  createdByName: users.name,
  createdAt: pickLists.createdAt,
  takenBy: pickLists.takenBy,
  takenByName: pickers.name,
  takenAt: pickLists.takenAt,
};

export const headsOf = (ctx: ReadContext) =>
  ctx.db
    .select({
      ...listRow,
      quantity: sumOf("quantity"),
      picked: sumOf("picked"),
      toPutBack: sumOf("to_put_back"),
      shipped: sumOf("shipped"),
      orders: asCount(sql`(select count(distinct each.document_id) from ${stockAllocations} each
        where each.list_id = ${pickLists}.id)`),
      keys: BY_AGE.keys,
    })
    .from(pickLists)
    .innerJoin(locations, eq(locations.id, pickLists.warehouseId))
    .innerJoin(users, eq(users.id, pickLists.createdBy))
    .leftJoin(pickWaves, eq(pickWaves.id, pickLists.waveId))
    .leftJoin(zonesOfLists, eq(zonesOfLists.id, pickLists.zoneId))
    .leftJoin(pickers, eq(pickers.id, pickLists.takenBy));

/** Lists of the warehouses one works in: those with work left, the oldest first, or those that are done. */
export async function listPickLists(ctx: ReadContext, input: ListPickLists) {
  const isDone = input.view === "done";
  const rows = await headsOf(ctx)
    .where(
      and(
        warehouseScope(ctx, pickLists.warehouseId),
        isDone ? sql`not ${hasWork}` : hasWork,
        input.view === "mine" ? eq(pickLists.takenBy, actorId(ctx) ?? sql`null`) : undefined,
        BY_AGE.after({ ...input, descending: isDone }),
      ),
    )
    .orderBy(...BY_AGE.order({ descending: isDone }))
    .limit(input.limit + 1);
  return BY_AGE.toPage(rows, input);
}

/**
 * A list with what it fetches, in the order in which one walks past it; of more rows than asked for those that are done
 * are left out first. @throws pickListNotFound
 */
export async function getPickList(ctx: ReadContext, { listId }: PickListRef, rowsMax = ROWS_OF_LIST_MAX) {
  const [[head], rows] = await Promise.all([
    headsOf(ctx).where(and(eq(pickLists.id, listId), warehouseScope(ctx, pickLists.warehouseId))),
    listPicks(ctx, listId, rowsMax),
  ]);
  if (!head) throw pickListNotFound({});
  const { keys: _, ...list } = head;
  return { ...list, picks: rows };
}

const isDone = sql`${stockAllocations.picked} >= ${stockAllocations.quantity} and ${stockAllocations.toPutBack} = 0`;

/** In the place of the table: by their ids they would be looked for when all that was ever picked is joined. */
const rowsShown = (listId: string, rowsMax: number): Subquery<"stock_allocations"> =>
  new Subquery(
    sql`select * from ${stockAllocations} where ${eq(stockAllocations.listId, listId)}
      order by (${isDone}), ${stockAllocations.id} ${atMost(rowsMax)}`,
    {},
    "stock_allocations",
  );

const listPicks = (ctx: ReadContext, listId: string, rowsMax: number) =>
  ctx.db
    .select({
      allocationId: stockAllocations.id,
      orderId: orders.id,
      orderNumber: orders.number,
      orderStatus: orders.status,
      customerName: customers.name,
      variantId: stockAllocations.variantId,
      ...variantColumns,
      locationId: stockAllocations.locationId,
      locationCode: locations.code,
      zoneCode: sql<string | null>`case when ${zones.kind} = 'zone' then ${zones.code} end`,
      lotId: stockAllocations.lotId,
      lotCode: lots.code,
      ...lotState,
      quantity: stockAllocations.quantity,
      picked: stockAllocations.picked,
      toPutBack: stockAllocations.toPutBack,
      shipped: stockAllocations.shipped,
      short: stockAllocations.short,
    })
    .from(rowsShown(listId, rowsMax))
    .innerJoin(orders, eq(orders.id, stockAllocations.documentId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(variants, eq(variants.id, stockAllocations.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .innerJoin(locations, eq(locations.id, stockAllocations.locationId))
    .leftJoin(zones, eq(zones.id, locations.parentId))
    .leftJoin(lots, eq(lots.id, stockAllocations.lotId))
    .where(warehouseScope(ctx, orders.warehouseId))
    .orderBy(
      inLetters(sql`case when ${zones.kind} = 'zone' then ${zones.code} else '' end`),
      inLetters(locations.code),
      inLetters(variants.sku),
      asc(orders.number),
      asc(stockAllocations.id),
    );

/** The lists on which items of an order are, each with what it has of them: who picks it, and how far they are. */
export const listListsOfOrder = (ctx: ReadContext, { orderId }: OrderRef) =>
  ctx.db
    .select({
      listId: pickLists.id,
      number: pickLists.number,
      waveId: pickLists.waveId,
      waveNumber: pickWaves.number,
      zoneOfList: zonesOfLists.code,
      takenByName: pickers.name,
      quantity: asQuantity(sql`sum(${stockAllocations.quantity})`),
      picked: asQuantity(sql`sum(${stockAllocations.picked})`),
      toPutBack: asQuantity(sql`sum(${stockAllocations.toPutBack})`),
    })
    .from(stockAllocations)
    .innerJoin(pickLists, eq(pickLists.id, stockAllocations.listId))
    .leftJoin(pickWaves, eq(pickWaves.id, pickLists.waveId))
    .leftJoin(zonesOfLists, eq(zonesOfLists.id, pickLists.zoneId))
    .leftJoin(pickers, eq(pickers.id, pickLists.takenBy))
    .where(
      and(
        eq(stockAllocations.documentId, orderId),
        or(gt(stockAllocations.quantity, ZERO), gt(stockAllocations.toPutBack, ZERO)),
        warehouseScope(ctx, pickLists.warehouseId),
      ),
    )
    .groupBy(pickLists.id, pickWaves.number, zonesOfLists.code, pickers.name)
    .orderBy(asc(pickLists.id))
    .limit(LISTS_OF_ORDER_MAX);
