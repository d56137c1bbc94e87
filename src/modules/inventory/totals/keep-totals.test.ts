import { beforeEach, describe, expect, test } from "vitest";
import type * as z from "zod";
import { ListStock, stockSummed } from "@/modules/inventory/contract";
import { listStock } from "@/modules/inventory/stock-list";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { SHOP_ID } from "@/modules/shop/shop";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { publishAll } from "@/testing/outbox";
import { aShop, aVariant, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { keepTotals } from "./keep-totals";

const world = testDatabase();
let ctx: Context;
let shop: Shop<"FEW" | "MANY" | "NONE">;
let far: Shop<never>;

beforeEach(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, { FEW: 3, MANY: 9, NONE: 0 });
  far = await aShop(ctx, {}, "FAR");
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.FEW, locationId: far.binId, quantity: 20 }] });
  await keep();
});

async function keep(): Promise<void> {
  await publishAll(world.db);
  while ((await keepTotals(systemContext(world.db))) > 0);
}
const isSound = async () => (await verifyBooks(ctx)).isSound;
const rowsOf = () => world.owner<{ place_id: string; on_hand: string; available: string }[]>`
  select place_id, on_hand, available from stock_totals where variant_id = ${shop.variant.FEW} order by on_hand`;
const factsOf = () => world.owner<{ payload: { warehouseIds: string[] } }[]>`
  select payload from outbox where name = ${stockSummed.name} order by id`;
const reserve = (quantity: number) =>
  placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.MANY, quantity }],
  });

/** The list in pages of one, so that each row is found again from the one before. */
async function list(input: z.input<typeof ListStock>, as: Context = ctx): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await listStock(as, ListStock.parse({ ...input, limit: 1, cursor }));
    seen.push(...page.rows.map(({ sku, available }) => `${sku} ${available}`));
    cursor = page.nextCursor;
    if (cursor === null) return seen;
  }
}

describe("a list of stock by what is available", () => {
  test("goes up and down over all warehouses, or by one of them", async () => {
    expect(await list({ sort: "available" })).toEqual(["NONE 0", "MANY 9", "FEW 23"]);
    expect(await list({ sort: "available", descending: true })).toEqual(["FEW 23", "MANY 9", "NONE 0"]);
    const { warehouseId } = shop;
    expect(await list({ sort: "onHand", warehouseId })).toEqual(["NONE 0", "FEW 3", "MANY 9"]);
    expect(await list({ sort: "onHand", state: "in-stock", warehouseId })).toEqual(["FEW 3", "MANY 9"]);
    expect(await list({ sort: "onHand", state: "out", warehouseId: far.warehouseId })).toHaveLength(2);
  });

  test("shows people of some warehouses what they have there", async () => {
    await aShop(ctx, { OTHER: 50 }, "THIRD");
    await keep();
    const both = await testContext(world.db, { warehouses: [shop.warehouseId, far.warehouseId] });
    const one = await testContext(world.db, { warehouses: [shop.warehouseId] });
    const descending = true;
    expect(await list({ sort: "onHand", descending }, both)).toEqual(["FEW 23", "MANY 9", "OTHER 0", "NONE 0"]);
    expect(await list({ sort: "onHand", descending }, one)).toEqual(["MANY 9", "FEW 3", "OTHER 0", "NONE 0"]);
    const none = await testContext(world.db, { warehouses: [] });
    expect(await list({ sort: "onHand", warehouseId: shop.warehouseId }, none)).toHaveLength(4);
  });

  test("says what the ledger says before the totals have followed, and has the new order afterwards", async () => {
    await reserve(8);
    const { warehouseId } = shop;
    expect(await list({ sort: "available", warehouseId })).toEqual(["NONE 0", "FEW 3", "MANY 1"]);
    await keep();
    expect(await list({ sort: "available", warehouseId })).toEqual(["NONE 0", "MANY 1", "FEW 3"]);
  });

  test("has an item from the moment it is made", async () => {
    await aVariant(ctx, { sku: "NEW" });
    expect(await list({ sort: "available" })).toContain("NEW 0");
  });
});

describe("totals", () => {
  test("follow receipts, losses, reservations and their release, and go with the last item", async () => {
    expect(await rowsOf()).toEqual([
      { place_id: shop.warehouseId, on_hand: "3", available: "3" },
      { place_id: far.warehouseId, on_hand: "20", available: "20" },
      { place_id: SHOP_ID, on_hand: "23", available: "23" },
    ]);
    const { orderId } = await reserve(4);
    await keep();
    await cancelOrder(ctx, { orderId });
    const lost = { variantId: shop.variant.FEW, locationId: shop.binId, change: -3, reason: "lost" };
    await adjustStock(ctx, lost);
    await keep();
    expect(await rowsOf()).toEqual([
      { place_id: far.warehouseId, on_hand: "20", available: "20" },
      { place_id: SHOP_ID, on_hand: "20", available: "20" },
    ]);
    expect(await isSound()).toBe(true);
  });

  test("are told where they changed, and where nothing changed nobody is told", async () => {
    const before = (await factsOf()).length;
    await reserve(1);
    await keep();
    expect((await factsOf()).slice(before)).toEqual([{ payload: { warehouseIds: [shop.warehouseId] } }]);
    await keep();
    expect(await factsOf()).toHaveLength(before + 1);
  });

  test("that stay as they are beside one that changes are neither written nor locked", async () => {
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.MANY, locationId: far.binId, quantity: 1 }] });
    await keep();
    const places = () => world.owner<{ place_id: string; row: string }[]>`
      select place_id, ctid::text || ' ' || xmax as row from stock_totals
      where variant_id = ${shop.variant.MANY} order by place_id`;
    const before = new Map((await places()).map(({ place_id: placeId, row }) => [placeId, row]));
    await reserve(1);
    await keep();
    const written = (await places()).filter(({ place_id: placeId, row }) => before.get(placeId) !== row);
    expect(written.map(({ place_id: placeId }) => placeId).sort()).toEqual([SHOP_ID, shop.warehouseId].sort());
  });

  test("lose what has expired since, on the day after its last", async () => {
    const lot = { code: "L", expiresOn: "2037-01-01" };
    await receiveStock(ctx, {
      lines: [{ variantId: shop.variant.FEW, locationId: far.binId, quantity: 5, lot }],
    });
    await keep();
    expect((await rowsOf()).at(-1)).toMatchObject({ on_hand: "28", available: "28" });
    await world.owner`alter table lots disable trigger user`;
    await world.owner`update lots set expires_on = current_date - 2`;
    await world.owner`alter table lots enable trigger user`;
    await world.owner`update stock_totals set good_until = current_date - 2 where good_until is not null`;
    await keep();
    expect((await rowsOf()).at(-1)).toMatchObject({ on_hand: "28", available: "23" });
    expect(await isSound()).toBe(true);
  });

  test("are all added up again after facts were missed", async () => {
    await reserve(6);
    await publishAll(world.db);
    await world.owner`delete from outbox`;
    await adjustStock(ctx, { variantId: shop.variant.FEW, locationId: shop.binId, change: 1, reason: "found" });
    await publishAll(world.db);
    await world.owner`update outbox set position = position + 1000`;
    await keep();
    expect(await list({ sort: "available", warehouseId: shop.warehouseId })).toEqual(["NONE 0", "MANY 3", "FEW 4"]);
    expect(await isSound()).toBe(true);
  });

  test("that lag are no difference, and altered ones are", async () => {
    await reserve(5);
    expect(await isSound()).toBe(true);
    await publishAll(world.db);
    expect(await isSound()).toBe(true);
    await keep();
    await world.owner`update stock_totals set available = available - 1 where variant_id = ${shop.variant.MANY}`;
    expect((await verifyBooks(ctx)).differences).toMatchObject([
      { subject: "MAIN / MANY", expected: "9, 4 available", found: "9, 3 available" },
    ]);
  });
});
