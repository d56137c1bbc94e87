import { asc, gt, inArray } from "drizzle-orm";
import { expect } from "vitest";
import { stockAvailability, stockBalances, stockReservations } from "@/modules/inventory/schema";
import { invoicedParts } from "@/modules/orders/invoiced/schema";
import { orderLines, orders } from "@/modules/orders/schema";
import { verifyBooks } from "@/server/verify-books";
import { ZERO } from "@/shared/quantity";
import type { ChangingShop } from "./changing-shop";

type ModelledShop = Pick<ChangingShop, "ctx" | "model" | "variantIds" | "warehouseIds">;

/** Reservations and stock of every variant equal the model's, and nobody waits for what is available. */
export async function checkReservations(shop: ModelledShop, where: string): Promise<void> {
  const { ctx, model, variantIds, warehouseIds } = shop;
  const rows = await ctx.db.select().from(stockAvailability);
  const found = new Map(rows.map((row) => [`${row.warehouseId}/${row.variantId}`, row]));
  for (const warehouseId of warehouseIds) {
    for (const variantId of variantIds) {
      const row = found.get(`${warehouseId}/${variantId}`);
      const actual = {
        onHand: row?.onHand ?? 0,
        reserved: row?.reserved ?? 0,
        waiting: row?.waiting ?? 0,
        held: row?.held ?? 0,
      };
      expect(actual, where).toEqual({
        onHand: model.onHand(warehouseId, variantId),
        reserved: model.reserved(warehouseId, variantId),
        waiting: model.waiting(warehouseId, variantId),
        held: model.held(warehouseId, variantId),
      });
    }
  }
}

/** Every bin, every order and every line equals the model, and all sums are right. */
export async function checkEverything({ ctx, model }: ModelledShop, where: string): Promise<void> {
  expect(await verifyBooks(ctx), where).toMatchObject({ isSound: true, differences: [] });
  const balances = await ctx.db.select().from(stockBalances);
  for (const row of balances) expect(row.onHand, where).toBe(model.inBin(row.locationId, row.variantId));
  const ids = model.orders.map(({ id }) => id);
  const heads = await ctx.db.select().from(orders);
  const lines = await ctx.db
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, ids))
    .orderBy(asc(orderLines.position));
  const byOrder = new Map(heads.map((row) => [row.id, row]));
  const byLine = new Map(lines.map((row) => [row.id, row]));
  expect(heads.length, where).toBe(ids.length);
  expect(lines.length, where).toBe(model.orders.reduce((sum, order) => sum + order.lines.length, 0));
  expect(new Set(heads.map(({ number }) => number)).size, where).toBe(
    Math.max(0, ...heads.map(({ number }) => number - 1000)),
  );
  const waiting = await ctx.db.select().from(stockReservations).where(gt(stockReservations.backordered, ZERO));
  const waitsOf = new Map(waiting.map((row) => [row.lineId, row.backordered]));
  const parts = await ctx.db.select().from(invoicedParts);
  const invoicedOf = new Map(parts.map((row) => [row.id, row.quantity]));
  for (const order of model.orders) {
    expect(byOrder.get(order.id)?.status, where).toBe(order.status);
    for (const { id, quantity, shipped, cancelled, waits, invoiced } of order.lines) {
      expect(byLine.get(id), where).toMatchObject({ quantity, shipped, cancelled, ...model.back(id) });
      expect(invoicedOf.get(id) ?? 0, where).toBe(invoiced);
      expect(waitsOf.get(id) ?? 0, where).toBe(waits);
    }
  }
}
