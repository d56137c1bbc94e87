import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockAvailability } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { parseDecimal, parseMoney } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { hasRealData, readRealRows } from "@/testing/real-data";
import { receiveStock } from "@/testing/stock";
import { confirmOrder } from "./confirm-order";
import { placeOrder } from "./place-order";
import { orderLines, orders } from "./schema";
import { shipOrder } from "./ship-order";

const SHIFTS = 6;
const TIMEOUT_MS = 180_000;

const database = testDatabase({ keepRows: true });

const cell = (row: Record<string, string>, column: string): string => {
  const text = row[column];
  if (text === undefined) throw new Error(`The file has no column ${column}.`);
  return text;
};
const wholeOf = (row: Record<string, string>, column: string) => Number.parseInt(cell(row, column), 10);
const moneyOf = (row: Record<string, string>, column: string) => {
  const amount = parseMoney(cell(row, column));
  if (amount === null) throw new Error(`${cell(row, column)} is no amount of money.`);
  return amount;
};
/** `0.15` is 150,000 parts per million. */
const rateOf = (row: Record<string, string>, column: string) => {
  const rate = parseDecimal(cell(row, column), 6);
  if (rate === null) throw new Error(`${cell(row, column)} is no rate.`);
  return rate;
};
/** `7/4/1996`, as noon of that day. */
const dayOf = (row: Record<string, string>, column: string) => {
  const [month = 1, day = 1, year = 1970] = cell(row, column).split("/").map(Number);
  return new Date(Date.UTC(year, month - 1, day, 12));
};

/** Makes the catalog by its own operation: a product and a variant for each of the 77 rows. */
async function makeProducts(ctx: Context): Promise<Map<string, string>> {
  const variantOf = new Map<string, string>();
  for (const row of readRealRows("northwind/products.csv")) {
    const product = CreateProduct.parse({
      title: cell(row, "ProductName"),
      description: cell(row, "QuantityPerUnit"),
      variants: [{ sku: `NW-${cell(row, "ProductID")}`, price: moneyOf(row, "UnitPrice") }],
    });
    const {
      variantIds: [variantId],
    } = await createProduct(ctx, product);
    if (variantId === undefined) throw new Error("A product was made without a variant.");
    variantOf.set(cell(row, "ProductID"), variantId);
  }
  return variantOf;
}

async function makeCustomers(ctx: Context): Promise<Map<string, string>> {
  const customerOf = new Map<string, string>();
  for (const row of readRealRows("northwind/customers.csv")) {
    const address = ["Address", "City", "Region", "PostalCode", "Country"]
      .map((column) => cell(row, column))
      .filter(Boolean)
      .join("\n");
    const { customerId } = await createCustomer(ctx, {
      name: cell(row, "CompanyName"),
      phone: cell(row, "Phone"),
      address,
    });
    customerOf.set(cell(row, "CustomerID"), customerId);
  }
  return customerOf;
}

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
