import { beforeEach, describe, expect, test } from "vitest";
import { createCategory } from "@/modules/catalog/create-category";
import { createCustomer } from "@/modules/customers/create-customer";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import { receiveReturn } from "@/modules/returns/receive-return";
import { shopDay } from "@/modules/shop/shop";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { seededRandom } from "@/testing/random";
import { receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { ListSales, ListSoldLines } from "./contract";
import { listSales, listSoldLines } from "./queries";
import { REPORT_DIMENSIONS, type ReportDimension } from "./report";

const world = testDatabase();
/** Minor units, with four more decimals: 4.00 for tea, 1.50 for mugs. */
const COSTS = { TEA: 4_000_000, MUG: 1_500_000 };
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = { ...(await testContext(world.db)), now: new Date("2026-06-15T10:00:00Z") };
  shop = await aShop(ctx, { TEA: 1_000, MUG: 1_000 });
  for (const [sku, cost] of Object.entries(COSTS))
    await world.owner`update variants set cost = ${cost} where sku = ${sku}`;
});

const on = (day: string, as = ctx): Context => ({ ...as, now: new Date(`${day}T10:00:00Z`) });

type Line = { sku?: "TEA" | "MUG"; quantity?: number; unitPrice?: number; discountRate?: number };
const place = (day: string, lines: readonly Line[], { customerId = shop.customerId, discount = 0 } = {}) =>
  placeOrder(on(day), {
    customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    discount: { amount: discount },
    lines: lines.map(({ sku = "TEA", quantity = 1, unitPrice = 1_000, discountRate = 0 }) => ({
      variantId: shop.variant[sku],
      quantity,
      unitPrice,
      discountRate,
      taxRate: 190_000,
    })),
  });

async function sell(day: string, lines: readonly Line[], more: { customerId?: string; discount?: number } = {}) {
  const { orderId } = await place(day, lines, more);
  const { shipmentId } = await shipOrder(on(day), { orderId });
  return { orderId, shipmentId };
}

/** So many of an order's first line. */
async function takeBack(day: string, orderId: string, quantity: number) {
  const { lines } = await getOrder(ctx, { orderId });
  const line = { orderLineId: lines[0]?.id ?? "", quantity, reason: "faulty" as const };
  const { returnId } = await authoriseReturn(on(day), { orderId, lines: [line] });
  await receiveReturn(on(day), { returnId, lines: await receivedItems(on(day), returnId) });
}

type Asked = Partial<ListSales>;
const report = (asked: Asked = {}, as = ctx) =>
  listSales(as, ListSales.parse({ by: "item", from: "2026-06-01", to: "2026-06-30", ...asked }));
/** Net, what it was before, margin. */
const rows = async (asked: Asked = {}) =>
  (await report(asked)).rows.map(({ net, netBefore, margin }) => [net, netBefore, margin?.amount]);

test("items count on the day they leave, not on the day they were ordered, at what they cost then", async () => {
  const { orderId } = await place("2026-05-20", [{ quantity: 3 }, { sku: "MUG", quantity: 2, unitPrice: 500 }]);
  expect((await report()).rows).toEqual([]);
  await shipOrder(on("2026-06-02"), { orderId });
  await world.owner`update variants set cost = cost * 2`;
  const { rows: found, total, groups } = await report();
  expect(found).toMatchObject([
    { name: "Product TEA", detail: "TEA", quantity: 3, net: 3_000, margin: { amount: 1_800, of: 3_000 } },
    { name: "Product MUG", detail: "MUG", quantity: 2, net: 1_000, margin: { amount: 700, of: 1_000 } },
  ]);
  expect(total).toMatchObject({ net: 4_000, netBefore: 0, margin: { amount: 2_500, of: 4_000 } });
  expect(groups).toBe(2);
});

test("what comes back counts back on its own day, and takes its cost along", async () => {
  const { orderId } = await sell("2026-05-20", [{ quantity: 4 }]);
  await takeBack("2026-06-03", orderId, 1);
  expect(await rows()).toEqual([[-1_000, 4_000, -600]]);
  await takeBack("2026-06-04", orderId, 3);
  expect(await rows()).toEqual([[-4_000, 4_000, -2_400]]);
  expect(await rows({ from: "2026-05-01" })).toEqual([[0, 0, 0]]);
});

test("a shipment that is voided never left", async () => {
  const today = { ...ctx, now: new Date() };
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 4, unitPrice: 1_000 }];
  const { orderId } = await placeOrder(today, { customerId, warehouseId, confirm: true, lines });
  const { shipmentId } = await shipOrder(today, { orderId });
  const day = shopDay("Europe/Berlin", today.now);
  const sum = async () => (await report({ from: day, to: day })).total.net;
  expect(await sum()).toBe(4_000);
  await voidShipment(today, { shipmentId });
  expect(await sum()).toBe(0);
});

test("what a line's shipments come to is the line, to the cent, whatever its discounts", async () => {
  const { orderId } = await place("2026-06-01", [{ quantity: 3, unitPrice: 999 }, { sku: "MUG" }], { discount: 100 });
  const { lines } = await getOrder(ctx, { orderId });
  for (const day of ["2026-06-02", "2026-06-03", "2026-06-04"]) {
    const pick = { orderLineId: lines[0]?.id ?? "", quantity: 1, locationId: shop.binId, lotId: null };
    await shipOrder(on(day), { orderId, lines: [pick] });
  }
  const [tea] = (await report()).rows;
  expect(tea?.net).toBe(lines[0]?.amounts.ordered.net);
});

test("what nobody knew the cost of is sold, and is in no margin", async () => {
  await world.owner`update variants set cost = null where sku = 'MUG'`;
  await sell("2026-06-02", [{ quantity: 1 }, { sku: "MUG", quantity: 5 }]);
  const { total } = await report();
  expect(total).toMatchObject({ net: 6_000, margin: { amount: 600, of: 1_000 } });
});

test("the best are those with most net, margin or rate of it, and no margin is known of comes last", async () => {
  await world.owner`update variants set cost = 3_500_000 where sku = 'TEA'`;
  const nobodyKnows = await aShop(ctx, { ORB: 10 }, "THIRD");
  const ofOrb = { ...shop, warehouseId: nobodyKnows.warehouseId };
  await sell("2026-06-02", [{ quantity: 10, unitPrice: 400 }]);
  await sell("2026-06-02", [{ sku: "MUG", quantity: 5, unitPrice: 500 }]);
  const { orderId } = await placeOrder(on("2026-06-02"), {
    customerId: ofOrb.customerId,
    warehouseId: ofOrb.warehouseId,
    confirm: true,
    lines: [{ variantId: nobodyKnows.variant.ORB, quantity: 1, unitPrice: 900, taxRate: 0 }],
  });
  await shipOrder(on("2026-06-02"), { orderId });
  const order = async (asked: Asked) => (await report(asked)).rows.map(({ detail }) => detail);
  expect(await order({})).toEqual(["TEA", "MUG", "ORB"]);
  expect(await order({ descending: false })).toEqual(["ORB", "MUG", "TEA"]);
  expect(await order({ sort: "margin" })).toEqual(["MUG", "TEA", "ORB"]);
  expect(await order({ sort: "margin", descending: false })).toEqual(["TEA", "MUG", "ORB"]);
  expect(await order({ sort: "rate", limit: 1 })).toEqual(["MUG"]);
  const clerk = await testContext(world.db, { role: "staff" });
  await expect(report({ sort: "rate" }, clerk)).rejects.toMatchObject({ code: "reports.margin-hidden" });
});

test("sales are added up by category, customer and warehouse too, and narrowed by each", async () => {
  const { categoryId } = await createCategory(ctx, { name: "Drinks", parentId: null });
  await world.owner`update products set category_id = ${categoryId} where title = 'Product TEA'`;
  const { customerId } = await createCustomer(ctx, { name: "Bea" });
  await sell("2026-06-02", [{ quantity: 2 }, { sku: "MUG", quantity: 1 }]);
  await sell("2026-06-03", [{ quantity: 5 }], { customerId });
  const named = async (asked: Asked) => (await report(asked)).rows.map(({ name, net }) => [name, net]);
  expect(await named({ by: "category" })).toEqual([
    ["Drinks", 7_000],
    ["No category", 1_000],
  ]);
  expect(await named({ by: "customer" })).toEqual([
    ["Bea", 5_000],
    ["Ada Example", 3_000],
  ]);
  expect(await named({ by: "warehouse" })).toEqual([["Warehouse MAIN", 8_000]]);
  expect(await named({ by: "item", customerId })).toEqual([["Product TEA", 5_000]]);
  expect(await named({ by: "warehouse", categoryId: "none" })).toEqual([["Warehouse MAIN", 1_000]]);
  expect(await named({ by: "customer", variantId: shop.variant.MUG })).toEqual([["Ada Example", 1_000]]);
});

const NARROWED = {
  item: "variantId",
  category: "categoryId",
  customer: "customerId",
  warehouse: "warehouseId",
} as const satisfies Record<ReportDimension, keyof ListSoldLines>;

test("the lines behind every sum come to it, to the cent: net, items and cost", async () => {
  const { between } = seededRandom(7);
  const { customerId } = await createCustomer(ctx, { name: "Bea" });
  for (let turn = 0; turn < 12; turn += 1) {
    const day = `2026-06-${String(between(1, 20)).padStart(2, "0")}`;
    const lines = (["TEA", "MUG"] as const).map((sku) => ({
      sku,
      quantity: between(1, 7),
      unitPrice: between(100, 1_100),
      discountRate: between(0, 2) * 33_333,
    }));
    const { orderId } = await sell(day, lines, { discount: between(0, 50), ...(turn % 3 === 0 && { customerId }) });
    if (turn % 2 === 0) await takeBack("2026-06-25", orderId, 1);
  }
  for (const by of REPORT_DIMENSIONS) {
    const { rows: sums, total } = await report({ by });
    expect(sums.length).toBeGreaterThan(0);
    expect(sums.reduce((sum, { net }) => sum + net, 0)).toBe(total.net);
    for (const { id, net, quantity, margin } of sums) {
      const asked = { from: "2026-06-01", to: "2026-06-30", limit: 200, [NARROWED[by]]: id };
      const { rows: lines } = await listSoldLines(ctx, ListSoldLines.parse(asked));
      const come = { net: 0, quantity: 0, cost: 0 };
      for (const line of lines) {
        come.net += line.net;
        come.quantity += line.quantity;
        come.cost += line.cost ?? 0;
      }
      expect(come).toEqual({ net, quantity, cost: net - (margin?.amount ?? 0) });
    }
  }
});

describe("who may see what", () => {
  test("costs are for those who see costs", async () => {
    await sell("2026-06-02", [{ quantity: 2 }]);
    const clerk = await testContext(world.db, { role: "staff" });
    const { rows: found, total } = await report({}, clerk);
    expect(found).toMatchObject([{ net: 2_000 }]);
    expect(JSON.stringify([found, total])).not.toContain("margin");
    const { rows: lines } = await listSoldLines(clerk, ListSoldLines.parse({ from: "2026-06-01", to: "2026-06-30" }));
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain("cost");
  });

  test("sales of other warehouses are nobody's who works in none of them", async () => {
    await sell("2026-06-02", [{ quantity: 2 }]);
    const elsewhere = await testContext(world.db, { role: "staff", warehouses: [] });
    for (const by of REPORT_DIMENSIONS) expect((await report({ by }, elsewhere)).rows).toEqual([]);
  });
});

test("a period that ends before it begins, or is longer than a year, is refused", () => {
  const ask = (from: string, to: string) => ListSales.safeParse({ by: "item", from, to }).success;
  expect([ask("2026-06-02", "2026-06-01"), ask("2025-01-01", "2026-06-01"), ask("2024-01-01", "2024-12-31")]).toEqual([
    false,
    false,
    true,
  ]);
});
