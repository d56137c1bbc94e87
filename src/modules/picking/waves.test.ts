import { beforeEach, describe, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { inTransaction } from "@/platform/transaction";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, moveStock } from "@/testing/stock";
import { confirmPick } from "./confirm-pick";
import { createWave } from "./create-wave";
import { lockOwnList } from "./lock-list";
import { describeReallocated } from "./pick-list";
import { getPickList, listListsOfOrder } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";
import { getWave, listStillPicked } from "./wave-queries";

const database = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let colleague: typeof ctx;
let shop: Shop<"TEA" | "MUG" | "POT">;

/** TEA lies in zone A, in a row of it; MUG in zone B, and POT outside of zones. */
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "staff" });
  colleague = await testContext(database.db, { role: "staff" });
  shop = await aShop(await testContext(database.db), { TEA: 10, MUG: 10, POT: 10 });
  const zoneA = await place("zone", "A");
  const row = await place("zone", "A-ROW-1", zoneA);
  await place("bin", "A-2", row, "TEA", 6);
  await place("bin", "A-10", row, "TEA", 4);
  await place("bin", "B-1", await place("zone", "B"), "MUG", 10);
});

async function place(kind: "zone" | "bin", code: string, parentId = shop.warehouseId, sku?: "TEA" | "MUG", moved = 0) {
  const manager = await testContext(database.db);
  const { locationId } = await createLocation(manager, { parentId, kind, code });
  if (!sku) return locationId;
  const line = { variantId: shop.variant[sku], fromLocationId: shop.binId, toLocationId: locationId, quantity: moved };
  await moveStock(manager, { lines: [line] });
  return locationId;
}

async function confirmed(quantities: Partial<Record<"TEA" | "MUG" | "POT", number>>): Promise<string> {
  const lines = (["TEA", "MUG", "POT"] as const).flatMap((sku) => {
    const quantity = quantities[sku];
    return quantity === undefined ? [] : [{ variantId: shop.variant[sku], quantity }];
  });
  const { customerId, warehouseId } = shop;
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
}

const walkOf = async (listId: string) =>
  (await getPickList(ctx, { listId })).picks.map((pick) => `${pick.locationCode} ${pick.quantity} ${pick.sku}`);
const listIdOf = async (waveId: string, zone: string | null) =>
  (await getWave(ctx, { waveId })).lists.find(({ zoneOfList }) => zoneOfList === zone)?.listId ?? "";

/** Takes the list of a zone and picks all of it. */
async function pickZone(waveId: string, zone: string | null, by = ctx) {
  const listId = await listIdOf(waveId, zone);
  await takeList(by, { listId });
  for (const { allocationId, locationId, variantId, lotId, quantity } of (await getPickList(by, { listId })).picks)
    await confirmPick(by, { listId, allocationId, locationId, variantId, lotId, quantity: toQuantity(quantity) });
}
const areSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

describe("a wave", () => {
  test("has a list for each outermost zone, in walking order, and one for what stands outside", async () => {
    const orderIds = [await confirmed({ TEA: 7, MUG: 1 }), await confirmed({ TEA: 2, POT: 3 })];
    const made = await createWave(ctx, { orderIds });
    expect(made).toMatchObject({ lists: 3, orders: 2, items: 13, open: 0, left: [] });
    const { lists, number } = await getWave(ctx, made);
    expect(lists.map(({ zoneOfList, quantity, orders }) => [zoneOfList, quantity, orders])).toEqual([
      [null, 3, 1],
      ["A", 9, 2],
      ["B", 1, 1],
    ]);
    expect(await walkOf(await listIdOf(made.waveId, "A"))).toEqual(["A-2 6 TEA", "A-10 1 TEA", "A-10 2 TEA"]);
    expect(await getPickList(ctx, { listId: await listIdOf(made.waveId, "B") })).toMatchObject({
      waveId: made.waveId,
      waveNumber: number,
      zoneOfList: "B",
    });
    await areSound();
  });

  test("is picked by several people, and says of each order which zone is still open", async () => {
    const orderId = await confirmed({ TEA: 2, MUG: 1 });
    const { waveId } = await createWave(ctx, { orderIds: [orderId] });
    await takeList(colleague, { listId: await listIdOf(waveId, "B") });
    await pickZone(waveId, "A");
    const [order] = (await getWave(ctx, { waveId })).orders;
    expect(order).toMatchObject({
      orderId,
      parts: [
        { zoneOfList: "A", quantity: 2, picked: 2 },
        { zoneOfList: "B", quantity: 1, picked: 0 },
      ],
    });
    expect(await listStillPicked(ctx, { orderIds: [orderId] })).toMatchObject([
      { orderId, zoneOfList: "B", quantity: 1, picked: 0, takenByName: expect.any(String) },
    ]);
    expect(await listListsOfOrder(ctx, { orderId })).toMatchObject([
      { zoneOfList: "A", picked: 2 },
      { zoneOfList: "B", picked: 0 },
    ]);

    await pickZone(waveId, "B", colleague);
    expect(await listStillPicked(ctx, { orderIds: [orderId] })).toEqual([]);
    await shipOrder(ctx, { orderId });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "completed" });
    await areSound();
  });

  test("is not made of nothing, and names what it leaves out", async () => {
    const orderId = await confirmed({ TEA: 2 });
    await createWave(ctx, { orderIds: [orderId] });
    await expect(createWave(ctx, { orderIds: [orderId] })).rejects.toMatchObject({
      code: "picking.nothing-to-pick",
      details: { orders: [{ orderId, why: "listed" }] },
    });
  });

  test("of a warehouse that one does not work in is not found", async () => {
    const { waveId } = await createWave(ctx, { orderIds: [await confirmed({ TEA: 1 })] });
    const { warehouseId } = await aShop(await testContext(database.db), {}, "FARAWAY");
    const elsewhere = await testContext(database.db, { role: "staff", warehouses: [warehouseId] });
    await expect(getWave(elsewhere, { waveId })).rejects.toMatchObject({ code: "picking.wave-not-found" });
  });
});

describe("a short pick in a wave", () => {
  test("goes on the list of the zone that has the rest, and on a new one where there was none", async () => {
    await place("bin", "C-1", await place("zone", "C"));
    const { waveId } = await createWave(ctx, { orderIds: [await confirmed({ TEA: 2, MUG: 8 })] });
    const manager = await testContext(database.db);
    const move = { variantId: shop.variant.MUG, toLocationId: await binOf("C-1"), quantity: 2 };
    await moveStock(manager, { lines: [{ ...move, fromLocationId: await binOf("B-1") }] });
    const listId = await listIdOf(waveId, "B");
    await takeList(ctx, { listId });
    const [pick] = (await getPickList(ctx, { listId })).picks;
    const short = { listId, allocationId: pick?.allocationId ?? "", reason: "missing" } as const;
    const found = await reportShort(ctx, short);
    expect(found).toMatchObject({ missing: 8, bound: 2, open: 6, zones: ["Zone C"] });
    expect(describeReallocated(found)).toContain("Now on the list for zone C.");
    expect(await walkOf(await listIdOf(waveId, "C"))).toEqual(["C-1 2 MUG"]);
    const { lists, orders } = await getWave(ctx, { waveId });
    expect([lists.length, orders[0]?.unlisted]).toEqual([3, 6]);
    await areSound();
  });

  test("goes on a list that somebody is at work on, and waits for nobody", async () => {
    const { waveId } = await createWave(ctx, { orderIds: [await confirmed({ TEA: 2, MUG: 8 })] });
    const manager = await testContext(database.db);
    const move = { variantId: shop.variant.MUG, toLocationId: await binOf("A-2"), quantity: 2 };
    await moveStock(manager, { lines: [{ ...move, fromLocationId: await binOf("B-1") }] });
    const [listId, walked] = [await listIdOf(waveId, "B"), await listIdOf(waveId, "A")];
    await takeList(ctx, { listId });
    await takeList(colleague, { listId: walked });
    const [pick] = (await getPickList(ctx, { listId })).picks;
    const short = { listId, allocationId: pick?.allocationId ?? "", reason: "missing" } as const;
    await inTransaction(colleague, async (tx) => {
      await lockOwnList(tx, walked);
      expect(await reportShort(ctx, short)).toMatchObject({ bound: 2, open: 6, zones: ["Zone A"] });
    });
    expect(await walkOf(walked)).toEqual(["A-2 2 MUG", "A-2 2 TEA"]);
    await areSound();
  });

  test("stays on its list where another bin of the zone has it", async () => {
    const { waveId } = await createWave(ctx, { orderIds: [await confirmed({ TEA: 3 })] });
    const listId = await listIdOf(waveId, "A");
    await takeList(ctx, { listId });
    const [pick] = (await getPickList(ctx, { listId })).picks;
    const short = { listId, allocationId: pick?.allocationId ?? "", reason: "missing" } as const;
    expect(await reportShort(ctx, short)).toMatchObject({ bound: 3, open: 0, zones: [] });
    expect(await walkOf(listId)).toEqual(["A-2 0 TEA", "A-10 3 TEA"]);
    expect((await getWave(ctx, { waveId })).orders[0]?.unlisted).toBe(0);
  });
});

async function binOf(code: string): Promise<string> {
  const [row] = await database.owner<{ id: string }[]>`select id from locations where code = ${code}`;
  return row?.id ?? "";
}
