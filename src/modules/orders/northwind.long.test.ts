import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockAvailability } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { cell, dayOf, makeCustomers, makeProducts, moneyOf, rateOf, wholeOf } from "@/testing/northwind";
import { hasRealData, readRealRows } from "@/testing/real-data";
import { receiveStock } from "@/testing/stock";
import { confirmOrder } from "./confirm-order";
import { placeOrder } from "./place-order";
import { orderLines, orders } from "./schema";
import { shipOrder } from "./ship-order";

/* Some of them, placed, shipped and much more, are in `northwind-life.long.test.ts`. */

const SHIFTS = 6;
const TIMEOUT_MS = 300_000;

const database = testDatabase({ keepRows: true });

/** Receives all that was ever ordered, plus what Northwind lists as left in stock. */
async function receiveEnough(
  ctx: Context,
  variantOf: ReadonlyMap<string, string>,
  locationId: string,
  details: Record<string, string>[],
): Promise<void> {
  const lines = readRealRows("northwind/products.csv").map((row) => {
    const productId = cell(row, "ProductID");
    const ordered = details
      .filter((line) => cell(line, "ProductID") === productId)
      .reduce((sum, line) => sum + wholeOf(line, "Quantity"), 0);
    return { variantId: variantOf.get(productId) ?? "", locationId, quantity: wholeOf(row, "UnitsInStock") + ordered };
  });
  await receiveStock(ctx, { lines });
}

describe.runIf(hasRealData("northwind"))("Northwind", () => {
  test(
    "all 830 orders are placed, confirmed and shipped, and come to the totals of the data's own account",
    { timeout: TIMEOUT_MS },
    async () => {
      const ctx = await testContext(database.db);
      const { warehouseId, binId } = await createWarehouse(ctx, { code: "NW", name: "Northwind" });
      const [variantOf, customerOf] = [await makeProducts(ctx), await makeCustomers(ctx)];
      const details = readRealRows("northwind/order_details.csv");
      await receiveEnough(ctx, variantOf, binId, details);

      const waiting = readRealRows("northwind/orders.csv");
      const carryOut = async (row: Record<string, string>) => {
        const onTheDay = { ...ctx, now: dayOf(row, "OrderDate") };
        const lines = details
          .filter((line) => cell(line, "OrderID") === cell(row, "OrderID"))
          .map((line) => ({
            variantId: variantOf.get(cell(line, "ProductID")) ?? "",
            quantity: wholeOf(line, "Quantity"),
            unitPrice: moneyOf(line, "UnitPrice"),
            discountRate: rateOf(line, "Discount"),
          }));
        const { orderId } = await placeOrder(onTheDay, {
          customerId: customerOf.get(cell(row, "CustomerID")) ?? "",
          warehouseId,
          lines,
        });
        await confirmOrder(onTheDay, { orderId });
        await shipOrder(onTheDay, { orderId });
      };
      const work = async () => {
        for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await carryOut(row);
      };
      await Promise.all(Array.from({ length: SHIFTS }, work));

      expect(await controlTotals()).toEqual({
        gross: "135445859",
        quantity: "51317",
        net_unrounded: "126579303950000",
      });
      expect(await database.db.$count(orders, sql`${orders.status} = 'completed'`)).toBe(830);
      expect(await database.db.$count(orderLines, sql`${orderLines.shipped} = ${orderLines.quantity}`)).toBe(2155);
      const [left] = await database.db.execute(
        sql`select sum(on_hand)::text as on_hand, sum(reserved)::text as reserved from ${stockAvailability}`,
      );
      expect(left).toEqual({ on_hand: "3119", reserved: "0" });
      expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
    },
  );
});

/** From the whole numbers that are stored: cents, items, and cents x 10^6 before any rounding. */
async function controlTotals() {
  const [totals] = await database.db.execute(sql`
    select sum(quantity * unit_price)::text as gross, sum(quantity)::text as quantity,
           sum(quantity * unit_price * (1000000 - discount_rate))::text as net_unrounded
      from ${orderLines}`);
  return totals;
}
