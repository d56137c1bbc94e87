import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { AdjustReserved } from "@/modules/inventory/contract";
import { stockAvailability, stockBalances } from "@/modules/inventory/schema";
import { adjustReserved } from "@/modules/orders/adjust-reserved";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { listBrokenOrders } from "@/modules/orders/shortages";
import type { TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { verifyBooks } from "@/server/verify-books";
import { isRefusal } from "@/shared/error";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { firstPick } from "@/testing/picks";
import { aShop } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";
import { settleBehind, untilSomeoneWaits } from "@/testing/waiting";
import { cancelList } from "./cancel-list";
import { confirmPick } from "./confirm-pick";
import { createList } from "./create-list";
import { getPickList } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";

/* Many who want the same pieces at once: each piece is on one list, and the books hold whatever happens beside it. */

const PICKERS = 12;
const database = testDatabase();

async function aShopWithOrders(quantities: readonly number[]) {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 12 });
  const { customerId, warehouseId } = shop;
  const orderIds: string[] = [];
  for (const quantity of quantities) {
    const lines = [{ variantId: shop.variant.TEA, quantity }];
    orderIds.push((await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId);
  }
  const lose = (count: number) =>
    adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -count, reason: "damaged" });
  return { ctx, orderIds, lose };
}

/** What was done, and the refusals of the rest; anything else that goes wrong fails. */
async function settled<Result>(works: readonly Promise<Result>[]) {
  const done: Result[] = [];
  const refused: string[] = [];
  for (const outcome of await Promise.allSettled(works)) {
    if (outcome.status === "fulfilled") done.push(outcome.value);
    else if (isRefusal(outcome.reason)) refused.push(outcome.reason.code);
    else throw outcome.reason;
  }
  return { done, refused };
}

test("lists that many make of the same orders at once never have the same piece twice", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 20 });
  const shelf = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
  await moveStock(ctx, {
    lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf.locationId, quantity: 9 }],
  });
  const { customerId, warehouseId } = shop;
  const orderIds: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const lines = [{ variantId: shop.variant.TEA, quantity: 5 }];
    orderIds.push((await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId);
  }
  const { done } = await settled(
    Array.from({ length: PICKERS }, (_, turn) =>
      createList(ctx, { orderIds: turn % 2 === 0 ? orderIds : orderIds.toReversed().slice(turn % 3) }),
    ),
  );
  expect(done.reduce((sum, { items }) => sum + items, 0)).toBe(20);
  const picks = (await Promise.all(done.map(({ listId }) => getPickList(ctx, { listId })))).flatMap(
    (list) => list.picks,
  );
  expect(picks.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(20);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("of many who take a list one has it, and of many picks at once no more is picked than is wanted", async () => {
  const admin = await testContext(database.db);
  const shop = await aShop(admin, { TEA: 5 });
  const { customerId, warehouseId } = shop;
  const lines = [{ variantId: shop.variant.TEA, quantity: 5 }];
  const { orderId } = await placeOrder(admin, { customerId, warehouseId, lines, confirm: true });
  const { listId } = await createList(admin, { orderIds: [orderId] });
  const people = await Promise.all(Array.from({ length: PICKERS }, () => testContext(database.db, { role: "staff" })));
  const taken = await settled(people.map((ctx) => takeList(ctx, { listId })));
  expect(taken.done).toHaveLength(1);
  const { takenBy } = await getPickList(admin, { listId });
  const picker = people.find(({ actor }) => actor.userId === takenBy);
  if (!picker) throw new Error("Nobody has the list.");
  const pick = await firstPick(picker, listId);
  const picked = await settled(
    Array.from({ length: PICKERS }, () => confirmPick(picker, { ...pick, quantity: toQuantity(1) })),
  );
  expect(picked.done).toHaveLength(5);
  expect(new Set(picked.refused)).toEqual(new Set(["picking.picks-too-much"]));
});

test.each([1, 2, 3, 4])(
  "orders are cancelled, shipped, counted and picked short at once, and the books hold: round %i",
  async () => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: 12 });
    const { customerId, warehouseId } = shop;
    const place = async () => {
      const lines = [{ variantId: shop.variant.TEA, quantity: 4 }];
      return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
    };
    const [one, two, three] = [await place(), await place(), await place()];
    const { listId } = await createList(ctx, { orderIds: [one, two] });
    await takeList(ctx, { listId });
    const picks = (await getPickList(ctx, { listId })).picks;
    const pieces = picks.map(({ allocationId, locationId, variantId, lotId }) =>
      confirmPick(ctx, { listId, allocationId, locationId, variantId, lotId, quantity: toQuantity(2) }),
    );
    await settled<unknown>([
      ...pieces,
      ...picks.map(({ allocationId }) => reportShort(ctx, { listId, allocationId, reason: "missing" })),
      cancelOrder(ctx, { orderId: one }),
      shipOrder(ctx, { orderId: two }),
      createList(ctx, { orderIds: [three, two] }),
      shipOrder(ctx, { orderId: three }),
      adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -1, reason: "damaged" }),
    ]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  },
);

test("what a list let go of may be taken by whoever waited for it", async () => {
  const { ctx, orderIds, lose } = await aShopWithOrders([12]);
  const { listId } = await createList(ctx, { orderIds });
  const letGo = async (tx: TxContext) => {
    await cancelList(tx, { listId });
    for (const orderId of orderIds) await cancelOrder(tx, { orderId });
  };
  expect(await settleBehind(database, ctx, letGo, () => lose(4))).toMatchObject({ status: "fulfilled" });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("an order ships behind one that was shipped from its list out of the same bin", async () => {
  const { ctx, orderIds } = await aShopWithOrders([8, 4]);
  const [listed = "", free = ""] = orderIds;
  await createList(ctx, { orderIds: [listed] });
  const shipListed = (tx: TxContext) => shipOrder(tx, { orderId: listed });
  expect(await settleBehind(database, ctx, shipListed, () => shipOrder(ctx, { orderId: free }))).toMatchObject({
    status: "fulfilled",
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("what was bound meanwhile is refused, and the refusal says that it is on lists", async () => {
  const { ctx, orderIds, lose } = await aShopWithOrders([8, 4]);
  const [first = "", second = ""] = orderIds;
  await createList(ctx, { orderIds: [first] });
  const bind = (tx: TxContext) => createList(tx, { orderIds: [second] });
  expect(await settleBehind(database, ctx, bind, () => lose(1))).toMatchObject({
    status: "rejected",
    reason: { code: "inventory.insufficient-in-bin", details: { shortages: [{ available: 0, allocated: 12 }] } },
  });
});

test("a list behind a short pick binds nothing in the bin that is to be counted", async () => {
  const { ctx, orderIds } = await aShopWithOrders([5, 4]);
  const [first = "", second = ""] = orderIds;
  const { listId } = await createList(ctx, { orderIds: [first] });
  await takeList(ctx, { listId });
  const { allocationId } = await firstPick(ctx, listId);
  const short = (tx: TxContext) => reportShort(tx, { listId, allocationId, reason: "missing" });
  expect(await settleBehind(database, ctx, short, () => createList(ctx, { orderIds: [second] }))).toMatchObject({
    status: "rejected",
    reason: { code: "picking.nothing-to-pick", details: { orders: [{ why: "nothing-free" }] } },
  });
});

describe("nobody holds a later bin, or availability, while they wait for an earlier one", () => {
  /** Two bins: all of the second one is bound for the younger one of two orders. */
  async function aBoundBin() {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: 5 });
    const { customerId, warehouseId, binId } = shop;
    const variantId = shop.variant.TEA;
    const shelf = await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "A-01" });
    await receiveStock(ctx, { lines: [{ variantId, locationId: shelf.locationId, quantity: 9 }] });
    const place = async (quantity: number) => {
      const lines = [{ variantId, quantity }];
      return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
    };
    await place(5);
    const { listId } = await createList(ctx, { orderIds: [await place(9)] });
    await takeList(ctx, { listId });
    const { allocationId, locationId: shelfId } = await firstPick(ctx, listId);
    expect([shelfId, binId < shelfId]).toEqual([shelf.locationId, true]);
    return { ctx, binId, shelfId, variantId, listId, allocationId };
  }
  const lockBin = (tx: TxContext, binId: string) =>
    tx.db.execute(sql`select from ${stockBalances} where location_id = ${binId} for update nowait`);

  test("a short pick", async () => {
    const { ctx, binId, shelfId, listId, allocationId } = await aBoundBin();
    let short: Promise<unknown> = Promise.resolve();
    await inTransaction(ctx, async (tx) => {
      await lockBin(tx, binId);
      short = reportShort(ctx, { listId, allocationId, reason: "missing" });
      await untilSomeoneWaits(database);
      await lockBin(tx, shelfId);
    });
    expect(await short).toMatchObject({ missing: 9, bound: 5, open: 4 });
  });

  test("a loss that breaks what is bound elsewhere", async () => {
    const { ctx, binId, shelfId, variantId } = await aBoundBin();
    const lost = { variantId, locationId: binId, lotId: null, change: -5 };
    const accepted = (await listBrokenOrders(ctx, lost)).map(({ lineId, quantity }) => ({ lineId, quantity }));
    let loss: Promise<unknown> = Promise.resolve();
    await inTransaction(ctx, async (tx) => {
      await lockBin(tx, shelfId);
      loss = adjustReserved(ctx, AdjustReserved.parse({ ...lost, reason: "lost", accepted }));
      await untilSomeoneWaits(database);
      await tx.db.execute(sql`select from ${stockAvailability} for update nowait`);
    });
    await loss;
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  });
});
