import { beforeEach, describe, expect, test } from "vitest";
import { listCountRequests } from "@/modules/inventory/counts/list-count-requests";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder, suggestShipment } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";
import { cancelList } from "./cancel-list";
import { confirmPick } from "./confirm-pick";
import { createList } from "./create-list";
import { giveBackList } from "./give-back-list";
import { putBack } from "./put-back";
import { getPickList, listListsOfOrder, listPickLists } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";

const database = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let colleague: typeof ctx;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "staff" });
  colleague = await testContext(database.db, { role: "staff" });
  shop = await aShop(await testContext(database.db), { TEA: 10, MUG: 4 });
});

async function confirmed(quantities: Partial<Record<"TEA" | "MUG", number>>): Promise<string> {
  const lines = (["TEA", "MUG"] as const).flatMap((sku) => {
    const quantity = quantities[sku];
    return quantity === undefined ? [] : [{ variantId: shop.variant[sku], quantity }];
  });
  const { customerId, warehouseId } = shop;
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
}
async function listOf(...orderIds: string[]) {
  const made = await createList(ctx, { orderIds });
  await takeList(ctx, made);
  return made;
}
const picksOf = async (listId: string) => (await getPickList(ctx, { listId })).picks;
async function onlyPick(listId: string) {
  const [pick, ...more] = await picksOf(listId);
  if (!pick || more.length > 0) throw new Error("The list has not exactly one pick.");
  return pick;
}
type PickOfList = Awaited<ReturnType<typeof onlyPick>>;
const take = (listId: string, pick: PickOfList, quantity: number = pick.quantity - pick.picked) => {
  const { allocationId, locationId, variantId, lotId } = pick;
  return confirmPick(ctx, { listId, allocationId, locationId, variantId, lotId, quantity: toQuantity(quantity) });
};
const aShelf = async (code: string, moved = 0): Promise<string> => {
  const manager = await testContext(database.db);
  const { locationId } = await createLocation(manager, { parentId: shop.warehouseId, kind: "bin", code });
  const line = { variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: locationId, quantity: moved };
  if (moved > 0) await moveStock(manager, { lines: [line] });
  return locationId;
};
const areSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

describe("a pick list", () => {
  test("binds what orders have reserved, the oldest first, and is walked bin by bin: A-2 before A-10", async () => {
    await aShelf("A-10", 3);
    await aShelf("A-2", 5);
    const [first, second] = [await confirmed({ TEA: 6, MUG: 1 }), await confirmed({ TEA: 2 })];
    const made = await createList(ctx, { orderIds: [second, first] });
    expect(made).toMatchObject({ orders: 2, items: 9, open: 0, left: [] });
    const picks = await picksOf(made.listId);
    expect(picks.map(({ locationCode, sku, quantity }) => `${locationCode} ${quantity} ${sku}`)).toEqual([
      "A-2 5 TEA",
      "A-10 1 TEA",
      "A-10 2 TEA",
      "RECEIVING 1 MUG",
    ]);
    await areSound();
  });

  test("takes what expires first, and nothing that has expired", async () => {
    const manager = await testContext(database.db);
    const lot = (code: string, expiresOn: string) => ({
      variantId: shop.variant.TEA,
      locationId: shop.binId,
      quantity: 2,
      lot: { code, expiresOn },
    });
    await receiveStock(manager, {
      acceptExpired: true,
      lines: [lot("GONE", "2020-01-01"), lot("LATE", "2040-01-01"), lot("EARLY", "2037-01-01")],
    });
    const { listId } = await createList(ctx, { orderIds: [await confirmed({ TEA: 5 })] });
    const lots = (await picksOf(listId)).map(({ lotCode, quantity }) => [lotCode, quantity]);
    expect(lots.toSorted()).toEqual(
      [
        [null, 1],
        ["EARLY", 2],
        ["LATE", 2],
      ].toSorted(),
    );
  });

  test("names what can't be picked, and is not made of nothing", async () => {
    const orderId = await confirmed({ TEA: 2 });
    const draft = await placeOrder(ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      lines: [{ variantId: shop.variant.MUG, quantity: 1 }],
    });
    expect(await createList(ctx, { orderIds: [orderId, draft.orderId] })).toMatchObject({
      orders: 1,
      left: [{ orderId: draft.orderId, why: "not-confirmed" }],
    });
    await expect(createList(ctx, { orderIds: [orderId] })).rejects.toMatchObject({
      code: "picking.nothing-to-pick",
      details: { orders: [{ orderId, why: "listed" }] },
    });
  });

  test("is picked by one person, who may give it back", async () => {
    const { listId } = await createList(ctx, { orderIds: [await confirmed({ TEA: 2 })] });
    const pick = await onlyPick(listId);
    await expect(take(listId, pick)).rejects.toMatchObject({ code: "picking.not-taken" });
    await takeList(colleague, { listId });
    await expect(takeList(ctx, { listId })).rejects.toMatchObject({ code: "picking.picked-by-other" });
    await expect(take(listId, pick)).rejects.toMatchObject({ code: "picking.picked-by-other" });
    await expect(giveBackList(ctx, { listId })).rejects.toMatchObject({ code: "picking.picked-by-other" });
    await giveBackList(colleague, { listId });
    await takeList(ctx, { listId });
    expect(await take(listId, pick)).toMatchObject({ picked: 2, left: 0 });
    const views = async (view: "open" | "mine" | "done") =>
      (await listPickLists(ctx, { view, limit: 10 })).rows.map((row) => row.listId);
    expect([await views("open"), await views("mine"), await views("done")]).toEqual([[], [], [listId]]);
  });
});

describe("a pick", () => {
  test("is refused from another bin, of another item, of more than is wanted, or of an order on hold", async () => {
    const other = await aShelf("B-01", 1);
    const orderId = await confirmed({ TEA: 3 });
    const { listId } = await listOf(orderId);
    const pick = await onlyPick(listId);
    await expect(take(listId, { ...pick, locationId: other })).rejects.toMatchObject({ code: "picking.wrong-place" });
    await expect(take(listId, { ...pick, variantId: shop.variant.MUG })).rejects.toMatchObject({
      code: "picking.wrong-place",
    });
    await expect(take(listId, pick, 4)).rejects.toMatchObject({ code: "picking.picks-too-much" });
    await holdOrder(ctx, { orderId, reason: "Payment" });
    await expect(take(listId, pick)).rejects.toMatchObject({ code: "picking.order-on-hold" });
  });

  test("is what ships: exactly the picked items, from the bin they were picked from", async () => {
    const shelf = await aShelf("A-01", 4);
    const orderId = await confirmed({ TEA: 9 });
    const { listId } = await listOf(orderId);
    const onShelf = (await picksOf(listId)).find(({ locationId }) => locationId === shelf);
    if (!onShelf) throw new Error("The shelf has no pick.");
    await take(listId, onShelf, 3);
    expect(await listListsOfOrder(ctx, { orderId })).toMatchObject([{ listId, quantity: 9, picked: 3 }]);
    expect(await suggestShipment(ctx, { orderId })).toMatchObject([{ quantity: 3, locationId: shelf }]);

    const { shipmentId } = await shipOrder(ctx, { orderId });
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      status: "confirmed",
      lines: [{ shipped: 3, reserved: 6 }],
      shipments: [{ lines: [{ quantity: 3, locationCode: "A-01" }] }],
    });
    await areSound();
    await voidShipment(ctx, { shipmentId });
    await areSound();
    expect((await createList(ctx, { orderIds: [orderId] })).items).toBe(3);
  });

  test("without any, an order ships from the bins that its list has bound", async () => {
    await aShelf("A-01", 4);
    const [first, second] = [await confirmed({ TEA: 6 }), await confirmed({ TEA: 4 })];
    await listOf(first);
    await shipOrder(ctx, { orderId: second });
    await shipOrder(ctx, { orderId: first });
    expect(await getOrder(ctx, { orderId: first })).toMatchObject({ status: "completed" });
    await areSound();
  });

  test("keeps its items from being moved, adjusted or shipped by anybody else", async () => {
    const shelf = await aShelf("A-01");
    await listOf(await confirmed({ TEA: 8 }));
    const line = { variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 3 };
    await expect(moveStock(ctx, { lines: [line] })).rejects.toMatchObject({
      code: "inventory.insufficient-in-bin",
      message: expect.stringContaining("3 requested, 2 recorded beside 8 on pick lists"),
    });
    await moveStock(ctx, { lines: [{ ...line, quantity: 2 }] });
    await areSound();
  });
});

describe("what is wanted no longer", () => {
  test("of a cancelled order is left in its bin, and what was picked is put back before others get it", async () => {
    const orderId = await confirmed({ TEA: 6 });
    const { listId } = await listOf(orderId);
    await take(listId, await onlyPick(listId), 4);
    await cancelOrder(ctx, { orderId });
    expect(await onlyPick(listId)).toMatchObject({ quantity: 0, picked: 0, toPutBack: 4 });
    await areSound();
    const other = await confirmed({ TEA: 10 });
    expect(await createList(ctx, { orderIds: [other] })).toMatchObject({ items: 6, open: 4 });
    const { allocationId } = await onlyPick(listId);
    await putBack(colleague, { listId, allocationId });
    await expect(putBack(ctx, { listId, allocationId })).rejects.toMatchObject({ code: "picking.nothing-to-put-back" });
    expect(await createList(ctx, { orderIds: [other] })).toMatchObject({ items: 4, open: 0 });
    await areSound();
  });

  test("of a line is not fetched any more", async () => {
    const orderId = await confirmed({ TEA: 6 });
    const { listId } = await listOf(orderId);
    await take(listId, await onlyPick(listId), 4);
    const [line] = (await getOrder(ctx, { orderId })).lines;
    await cancelLine(ctx, { orderId, orderLineId: line?.id ?? "", quantity: 3 });
    expect(await onlyPick(listId)).toMatchObject({ quantity: 3, picked: 3, toPutBack: 1 });
    await areSound();
  });

  test("of a cancelled list may be put on another", async () => {
    const orderId = await confirmed({ TEA: 6 });
    const { listId } = await listOf(orderId);
    await take(listId, await onlyPick(listId), 2);
    await cancelList(ctx, { listId });
    expect(await onlyPick(listId)).toMatchObject({ quantity: 0, toPutBack: 2 });
    expect((await createList(ctx, { orderIds: [orderId] })).items).toBe(6);
    await areSound();
  });
});

describe("a short pick", () => {
  test("is picked from another bin instead, and its bin is to be counted", async () => {
    await aShelf("A-01", 4);
    const orderId = await confirmed({ TEA: 5 });
    const { listId } = await listOf(orderId);
    const pick = await onlyPick(listId);
    await take(listId, pick, 2);
    expect(await reportShort(ctx, { listId, allocationId: pick.allocationId, reason: "missing" })).toMatchObject({
      missing: 3,
      bound: 3,
      open: 0,
    });
    expect(await picksOf(listId)).toMatchObject([
      { locationCode: "A-01", quantity: 3, picked: 0 },
      { locationCode: "RECEIVING", quantity: 2, picked: 2, short: 3 },
    ]);
    expect((await listCountRequests(ctx, { limit: 10 })).rows).toMatchObject([
      { locationCode: "RECEIVING", sku: "TEA", missing: 3, reason: "missing", onHand: 6 },
    ]);
    await areSound();
  });

  test("leaves open what no other bin has, until the bin was counted", async () => {
    const orderId = await confirmed({ TEA: 5 });
    const { listId } = await listOf(orderId);
    const { allocationId } = await onlyPick(listId);
    expect(await reportShort(ctx, { listId, allocationId, reason: "damaged" })).toMatchObject({ bound: 0, open: 5 });
    await expect(createList(ctx, { orderIds: [orderId] })).rejects.toMatchObject({
      details: { orders: [{ why: "nothing-free" }] },
    });
    await adjustStock(ctx, {
      variantId: shop.variant.TEA,
      locationId: shop.binId,
      count: { quantity: 8, recorded: 10 },
      reason: "counted",
    });
    expect((await listCountRequests(ctx, { limit: 10 })).rows).toEqual([]);
    expect((await createList(ctx, { orderIds: [orderId] })).items).toBe(5);
    await areSound();
  });
});
