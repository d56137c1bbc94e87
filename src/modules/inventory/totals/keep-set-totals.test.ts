import { beforeEach, expect, test } from "vitest";
import { ListStock } from "@/modules/inventory/contract";
import { listStock } from "@/modules/inventory/stock-list";
import { placeOrder } from "@/modules/orders/place-order";
import { changeAccess } from "@/modules/users/change-access";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { publishAll } from "@/testing/outbox";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { keepSetTotals } from "./keep-set-totals";
import { keepTotals } from "./keep-totals";

const world = testDatabase();
let ctx: Context;
let both: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"FEW" | "MANY" | "NONE">;
let far: Shop<never>;
let version = 1;

beforeEach(async () => {
  ctx = await testContext(world.db, { role: "admin" });
  shop = await aShop(ctx, { FEW: 3, MANY: 9, NONE: 0 });
  far = await aShop(ctx, {}, "FAR");
  await aShop(ctx, { OTHER: 50 }, "THIRD");
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.FEW, locationId: far.binId, quantity: 20 }] });
  both = await testContext(world.db, { warehouses: [shop.warehouseId, far.warehouseId] });
  version = 1;
  await keep();
});

async function giveAccess(warehouses: string[]): Promise<void> {
  const { userId } = both.actor;
  ({ version } = await changeAccess(ctx, { userId, version, role: "staff", warehouses, disabled: false }));
}
async function keep(): Promise<void> {
  await publishAll(world.db);
  for (const follow of [keepTotals, keepSetTotals]) while ((await follow(systemContext(world.db))) > 0);
}
const isSound = async () => (await verifyBooks(ctx)).isSound;
const setsOf = () => world.owner`
  select cardinality(warehouse_ids) as places,
    (select count(*)::int from stock_set_totals where place_id = id) as totals
  from stock_sets`;

/** The list in pages of one, so that each row is found again from the one before. */
async function list(sort: "available" | "onHand", as = both): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await listStock(as, ListStock.parse({ sort, limit: 1, cursor }));
    seen.push(...page.rows.map(({ sku, available }) => `${sku} ${available}`));
    cursor = page.nextCursor;
    if (cursor === null) return seen;
  }
}

test("who works in two of three warehouses has stock in the order of what is there", async () => {
  expect((await list("available")).slice(-2)).toEqual(["MANY 9", "FEW 23"]);
  const change = { locationId: far.binId, change: -15, reason: "lost" };
  await adjustStock(ctx, { variantId: shop.variant.FEW, ...change });
  await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.MANY, quantity: 4 }],
  });
  expect(await isSound()).toBe(true);
  await keep();
  expect((await list("onHand")).slice(-2)).toEqual(["FEW 8", "MANY 5"]);
  expect((await list("available")).slice(-2)).toEqual(["MANY 5", "FEW 8"]);
  expect(await isSound()).toBe(true);
});

test("the order is that of the kept totals, which the books prove", async () => {
  await world.owner`update stock_set_totals set on_hand = 99 where variant_id = ${shop.variant.MANY}`;
  expect((await list("onHand")).slice(-2)).toEqual(["FEW 23", "MANY 9"]);
  expect((await verifyBooks(ctx)).differences).toMatchObject([
    { subject: "FAR, MAIN / MANY", expected: "9, 9 available", found: "99, 9 available" },
  ]);
});

test("what expires where one works is less available on the day after", async () => {
  const lot = { code: "L", expiresOn: "2037-01-01" };
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.MANY, locationId: far.binId, quantity: 30, lot }] });
  await keep();
  expect((await list("available")).at(-1)).toBe("MANY 39");
  await world.owner`alter table lots disable trigger user`;
  await world.owner`update lots set expires_on = current_date - 2`;
  await world.owner`alter table lots enable trigger user`;
  await world.owner`update stock_totals set good_until = current_date - 2 where good_until is not null`;
  await world.owner`update stock_set_totals set good_until = current_date - 2 where good_until is not null`;
  await keep();
  expect((await list("available")).slice(-2)).toEqual(["MANY 9", "FEW 23"]);
  expect(await isSound()).toBe(true);
});

test("a set is kept while somebody has it, and from then on whole; without it pages are as before", async () => {
  expect(await setsOf()).toEqual([{ places: 2, totals: 2 }]);
  const before = await list("available");
  await giveAccess([shop.warehouseId]);
  await keep();
  expect(await setsOf()).toEqual([]);
  expect(await list("available")).toEqual(before);
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.NONE, locationId: far.binId, quantity: 70 }] });
  await keep();
  await giveAccess([shop.warehouseId, far.warehouseId]);
  await keep();
  expect(await setsOf()).toEqual([{ places: 2, totals: 3 }]);
  expect((await list("available")).at(-1)).toBe("NONE 70");
  expect(await isSound()).toBe(true);
});
