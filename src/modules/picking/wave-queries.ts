import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { customers } from "@/modules/customers/schema";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { locations, stockReservations } from "@/modules/inventory/schema";
import { orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { asQuantity } from "@/platform/database/numbers";
import { type ListStillPicked, type WaveRef, waveNotFound } from "./contract";
import { headsOf } from "./queries";
import { pickLists, pickWaves } from "./schema";

/** Of a hundred orders, each in so many zones. */
const PARTS_MAX = 5_000;
const LISTS_MAX = 500;

const zones = alias(locations, "zones");
const pickers = alias(users, "pickers");

/** A wave with its lists, and how far each of its orders has come in each zone, or on no list. @throws waveNotFound */
export async function getWave(ctx: ReadContext, { waveId }: WaveRef) {
  const [[wave], lists, parts] = await Promise.all([
    ctx.db
      .select({
        waveId: pickWaves.id,
        number: pickWaves.number,
        warehouseName: locations.name,
        createdByName: users.name,
        createdAt: pickWaves.createdAt,
      })
      .from(pickWaves)
      .innerJoin(locations, eq(locations.id, pickWaves.warehouseId))
      .innerJoin(users, eq(users.id, pickWaves.createdBy))
      .where(and(eq(pickWaves.id, waveId), warehouseScope(ctx, pickWaves.warehouseId))),
    headsOf(ctx)
      .where(and(eq(pickLists.waveId, waveId), warehouseScope(ctx, pickLists.warehouseId)))
      .orderBy(asc(pickLists.number))
      .limit(LISTS_MAX),
    listParts(ctx, waveId),
  ]);
  if (!wave) throw waveNotFound({});
  return { ...wave, lists: lists.map(({ keys: _, ...list }) => list), orders: byOrder(parts) };
}

const listParts = (ctx: ReadContext, waveId: string) =>
  ctx.db
    .select({
      orderId: orders.id,
      number: orders.number,
      status: orders.status,
      customerName: customers.name,
      /** Reserved and on no pick list: a short pick found nothing more of it, or it was ordered since. */
      unlisted: asQuantity(sql`coalesce((
        select sum(${stockReservations.quantity} - ${stockReservations.allocated}) from ${stockReservations}
        where ${stockReservations.documentId} = ${orders.id} and ${stockReservations.status} = 'active'), 0)`),
      listId: pickLists.id,
      zoneOfList: zones.code,
      quantity: asQuantity(sql`sum(${stockAllocations.quantity})`),
      picked: asQuantity(sql`sum(${stockAllocations.picked})`),
      shipped: asQuantity(sql`sum(${stockAllocations.shipped})`),
    })
    .from(pickLists)
    .innerJoin(stockAllocations, eq(stockAllocations.listId, pickLists.id))
    .innerJoin(orders, eq(orders.id, stockAllocations.documentId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .leftJoin(zones, eq(zones.id, pickLists.zoneId))
    .where(and(eq(pickLists.waveId, waveId), warehouseScope(ctx, pickLists.warehouseId)))
    .groupBy(orders.id, customers.name, pickLists.id, zones.code)
    .orderBy(asc(orders.number), asc(pickLists.number))
    .limit(PARTS_MAX);

type Part = Awaited<ReturnType<typeof listParts>>[number];

function byOrder(parts: readonly Part[]) {
  const heads = new Map(
    parts.map(({ orderId, number, status, customerName, unlisted }) => [
      orderId,
      { number, status, customerName, unlisted },
    ]),
  );
  return [...heads].map(([orderId, head]) => ({
    orderId,
    ...head,
    parts: parts
      .filter((part) => part.orderId === orderId)
      .map(({ listId, zoneOfList, quantity, picked, shipped }) => ({ listId, zoneOfList, quantity, picked, shipped })),
  }));
}

/** Of orders that are about to be shipped, the lists on which something of them is still to be picked. */
export const listStillPicked = (ctx: ReadContext, { orderIds }: ListStillPicked) =>
  ctx.db
    .select({
      orderId: stockAllocations.documentId,
      listId: pickLists.id,
      number: pickLists.number,
      waveId: pickLists.waveId,
      zoneOfList: zones.code,
      takenByName: pickers.name,
      quantity: asQuantity(sql`sum(${stockAllocations.quantity})`),
      picked: asQuantity(sql`sum(${stockAllocations.picked})`),
    })
    .from(stockAllocations)
    .innerJoin(pickLists, eq(pickLists.id, stockAllocations.listId))
    .leftJoin(zones, eq(zones.id, pickLists.zoneId))
    .leftJoin(pickers, eq(pickers.id, pickLists.takenBy))
    .where(
      and(
        inArray(stockAllocations.documentId, orderIds),
        gt(stockAllocations.quantity, stockAllocations.picked),
        warehouseScope(ctx, pickLists.warehouseId),
      ),
    )
    .groupBy(stockAllocations.documentId, pickLists.id, zones.code, pickers.name)
    .orderBy(asc(stockAllocations.documentId), inLetters(zones.code), asc(pickLists.id))
    .limit(PARTS_MAX);
