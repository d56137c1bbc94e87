import { beforeEach, describe, expect, test } from "vitest";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { endHolds, tellLosses } from "@/modules/orders/holds/end-holds";
import { holdStock } from "@/modules/orders/holds/hold-stock";
import { placeOrder } from "@/modules/orders/place-order";
import type { Context } from "@/platform/context";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { tellAll } from "@/testing/notices";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { untilSomeoneWaits } from "@/testing/waiting";
import { listNotices } from "./queries";
import { CAUSES, lookAround } from "./take-notice";

const world = testDatabase();
let admin: Context;
let seller: Context;
let shop: Shop<"TEA">;
let orderId: string;

beforeEach(async () => {
  admin = await testContext(world.db);
  shop = await aShop(admin, { TEA: 5 });
  await world.owner`update shop_settings set quote_hold_hours = 24`;
  seller = await testContext(world.db, { role: "staff" });
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 3 }];
  orderId = (await placeOrder(seller, { customerId, warehouseId, lines })).orderId;
});

/** As if so many hours had gone by. */
const pass = (hours: number) => world.owner`
  update stock_holds set held_until = held_until - make_interval(hours => ${hours}::int),
    created_at = created_at - make_interval(hours => ${hours}::int)`;
async function told(ctx: Context, kind: string): Promise<string[]> {
  await tellAll(world.db, new Date(Date.now() + 1_000));
  await lookAround(systemContext(world.db), CAUSES);
  return shown(ctx, kind);
}
async function shown(ctx: Context, kind: string): Promise<string[]> {
  const { rows } = await listNotices(ctx, { unread: false, limit: 50 });
  return rows.flatMap((row) => (row.kind === kind ? [`${row.title}: ${row.detail}`] : []));
}
const ENDING = "#1001 will soon hold no stock any more: Ada Example";

test("whoever placed a quote is told once before it holds its stock no longer, and nobody else", async () => {
  await pass(19);
  expect(await told(seller, "hold-ending")).toEqual([]);
  await pass(2);
  expect(await told(seller, "hold-ending")).toEqual([ENDING]);
  expect(await told(seller, "hold-ending")).toEqual([ENDING]);
  expect(await told(admin, "hold-ending")).toEqual([]);
});

test("of many quotes each is told once, however often somebody looks", async () => {
  const { customerId, warehouseId, variant } = shop;
  await receiveStock(admin, { lines: [{ variantId: variant.TEA, locationId: shop.binId, quantity: 20 }] });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  for (let place = 0; place < 6; place += 1) await placeOrder(seller, { customerId, warehouseId, lines });
  await pass(21);
  for (const _ of [1, 2]) expect(await told(seller, "hold-ending")).toHaveLength(7);
});

test("a quote that holds for an hour is told of when half of it is over", async () => {
  await world.owner`update shop_settings set quote_hold_hours = 1`;
  await holdStock(seller, { orderId });
  expect(await told(seller, "hold-ending")).toEqual([]);
  await world.owner`
    update stock_holds set held_until = held_until - interval '31 minutes',
      created_at = created_at - interval '31 minutes'`;
  expect(await told(seller, "hold-ending")).toEqual([ENDING]);
});

describe("the notice goes by itself", () => {
  const loseAll = () =>
    adjustStock(admin, { variantId: shop.variant.TEA, locationId: shop.binId, reason: "lost", change: -5 });
  test.each([
    ["holds for longer", () => holdStock(seller, { orderId })],
    ["is confirmed", () => confirmOrder(seller, { orderId })],
    ["holds nothing, since all was lost", () => loseAll().then(() => tellLosses(systemContext(world.db)))],
    ["has ended", () => pass(4).then(() => endHolds(systemContext(world.db)))],
  ])("once the quote %s", async (_what, act) => {
    await pass(21);
    expect(await told(seller, "hold-ending")).toEqual([ENDING]);
    await act();
    await tellAll(world.db, new Date(Date.now() + 1_000));
    expect(await shown(seller, "hold-ending")).toEqual([]);
  });

  test("and comes again before the time ends that it was given more", async () => {
    await pass(21);
    await told(seller, "hold-ending");
    await holdStock(seller, { orderId });
    await pass(21);
    expect(await told(seller, "hold-ending")).toEqual([ENDING]);
  });
});

test("a quote that holds less since items were lost is told of once", async () => {
  const change = { variantId: shop.variant.TEA, locationId: shop.binId, reason: "lost" };
  await adjustStock(admin, { ...change, change: -4 });
  expect(await tellLosses(systemContext(world.db))).toBe(1);
  expect(await tellLosses(systemContext(world.db))).toBe(0);
  expect(await told(seller, "hold-shrunk")).toEqual(["#1001 holds less stock than it did: Ada Example"]);
  const entries = await world.owner`select after from audit_entries where entity_id = ${orderId}`;
  expect(entries.map(({ after }) => after)).toContainEqual({ holds: "1", heldLess: 2 });
});

test("who tells of a loss waits for whoever changes that stock before it takes any hold of it", async () => {
  const change = { variantId: shop.variant.TEA, locationId: shop.binId, reason: "lost" };
  await adjustStock(admin, { ...change, change: -4 });
  let telling: Promise<unknown> = Promise.resolve();
  await world.owner.begin(async (held) => {
    await held`select from stock_availability for update`;
    telling = tellLosses(systemContext(world.db));
    await untilSomeoneWaits(world);
    await held`select from stock_holds for update nowait`;
  });
  expect(await telling).toBe(1);
});

test("one that can't be ended is told, and keeps no other waiting", async () => {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId: other } = await placeOrder(seller, { customerId, warehouseId, lines });
  await pass(25);
  await world.owner.unsafe(`
    create function fail_for_one() returns trigger language plpgsql as $$
    begin raise exception 'this one fails'; end $$;
    create trigger fail_for_one before delete on stock_holds for each row
      when (old.document_id = '${orderId}') execute function fail_for_one()`);
  const failed: string[] = [];
  const watch = { putOff: [], onFailure: (id: string) => failed.push(id) };
  try {
    expect(await endHolds(systemContext(world.db), watch)).toBe(2);
    expect(failed).toEqual([orderId]);
    expect(await world.owner`select document_id from stock_holds`).toEqual([{ document_id: orderId }]);
    expect(await endHolds(systemContext(world.db), { ...watch, putOff: [orderId] })).toBe(0);
  } finally {
    await world.owner.unsafe("drop trigger fail_for_one on stock_holds; drop function fail_for_one");
  }
  expect(await endHolds(systemContext(world.db))).toBe(1);
  expect(await world.owner`select from stock_holds where document_id in (${orderId}, ${other})`).toEqual([]);
});
