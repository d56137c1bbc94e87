import { beforeEach, describe, expect, test } from "vitest";
import { listBalances } from "@/modules/inventory/queries";
import { findSerial } from "@/modules/inventory/serials/find-serial";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder, suggestShipment } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop, turnSerials } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";
import { cancelList } from "./cancel-list";
import { confirmPick } from "./confirm-pick";
import { createList } from "./create-list";
import { putBack } from "./put-back";
import { getPickList } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";

const database = testDatabase();
let ctx: Context;
let colleague: Context;
let shop: Shop<"CAM">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  colleague = await testContext(database.db, { role: "staff" });
  shop = await aShop(ctx, { CAM: 0 });
  await turnSerials(ctx, shop.variant.CAM);
  await receive(["S-1", "S-2", "S-3"]);
});

const receive = (serials: string[], locationId = shop.binId) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant.CAM, locationId, quantity: serials.length, serials }] });
async function confirmed(quantity: number): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.CAM, quantity }];
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
}
async function listOf(orderId: string, picker = ctx): Promise<string> {
  const made = await createList(picker, { orderIds: [orderId] });
  await takeList(picker, made);
  return made.listId;
}
const picksOf = async (listId: string) => (await getPickList(ctx, { listId })).picks;
async function openPick(listId: string) {
  const pick = (await picksOf(listId)).find(({ quantity, picked }) => quantity > picked);
  if (!pick) throw new Error("The list has nothing to pick.");
  return pick;
}
async function take(listId: string, serial: string, picker = ctx) {
  const { allocationId, locationId, variantId } = await openPick(listId);
  const quantity = toQuantity(1);
  return confirmPick(picker, { listId, allocationId, locationId, variantId, lotId: null, serial, quantity });
}
const fetched = async (listId: string) =>
  (await picksOf(listId)).filter(({ picked }) => picked > 0).map(({ lotCode }) => lotCode);
const bound = async (listId: string) =>
  (await picksOf(listId)).filter(({ quantity }) => quantity > 0).map(({ lotCode }) => lotCode);
const otherThan = async (...listIds: string[]) => {
  const taken = (await Promise.all(listIds.map(bound))).flat();
  return ["S-1", "S-2", "S-3"].filter((serial) => !taken.includes(serial));
};
const isSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

describe("the piece in the picker's hands is the one that is fetched", () => {
  test("a free one instead of the proposed one, which is free again", async () => {
    const listId = await listOf(await confirmed(1));
    const [free = "", spare = ""] = await otherThan(listId);
    const [proposed = ""] = await bound(listId).then((all) => all.filter((code) => code !== null));
    await take(listId, free.toLowerCase());
    expect(await fetched(listId)).toEqual([free]);
    await isSound();

    const another = await listOf(await confirmed(2), colleague);
    expect((await bound(another)).toSorted()).toEqual([proposed, spare].toSorted());
  });

  test("one of another list, which fetches the proposed one then", async () => {
    const [first, second] = [await listOf(await confirmed(1)), await listOf(await confirmed(1), colleague)];
    const [[mine], [theirs]] = [await bound(first), await bound(second)];
    await take(first, theirs ?? "");
    expect([await fetched(first), await bound(second)]).toEqual([[theirs], [mine]]);
    await take(second, mine ?? "", colleague);
    await isSound();
  });

  test("one of the same list, in whichever order they are scanned", async () => {
    const orderId = await confirmed(3);
    const listId = await listOf(orderId);
    for (const serial of ["S-3", "S-1", "S-2"]) await take(listId, serial);
    expect((await fetched(listId)).toSorted()).toEqual(["S-1", "S-2", "S-3"]);
    await isSound();
  });

  test("none that somebody else has picked, nor twice the same", async () => {
    const orderId = await confirmed(1);
    const [first, second] = [await listOf(orderId), await listOf(await confirmed(2), colleague)];
    await take(first, "S-1");
    const refusal = {
      code: "picking.piece-in-hand",
      details: { serial: "S-1", number: (await getOrder(ctx, { orderId })).number },
    };
    await expect(take(second, "S-1", colleague)).rejects.toMatchObject(refusal);
    await take(second, "S-2", colleague);
    await expect(take(second, "S-2", colleague)).rejects.toMatchObject({ code: "picking.piece-in-hand" });
  });

  test("none that is recorded elsewhere", async () => {
    const shelf = (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "B-01" })).locationId;
    await receive(["S-9"], shelf);
    const listId = await listOf(await confirmed(1));
    const { locationId } = await openPick(listId);
    const serial = locationId === shelf ? "S-1" : "S-9";
    await expect(take(listId, serial)).rejects.toMatchObject({
      code: "inventory.serials-not-here",
      details: { serials: [{ serial, state: "on-hand" }] },
    });
  });

  test("of two pickers who swap in one bin at once each has a piece of their own", async () => {
    const [first, second] = [await listOf(await confirmed(1)), await listOf(await confirmed(1), colleague)];
    const [[mine = ""], [theirs = ""]] = [await bound(first), await bound(second)];
    const settled = await Promise.allSettled([take(first, theirs ?? ""), take(second, mine ?? "", colleague)]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect([await fetched(first), await fetched(second)]).toEqual([[theirs], [mine]]);
    await isSound();
  });

  test("of two who scan one piece at once one has it", async () => {
    const [first, second] = [await listOf(await confirmed(1)), await listOf(await confirmed(1), colleague)];
    const [free = ""] = await otherThan(first, second);
    const settled = await Promise.allSettled([take(first, free), take(second, free, colleague)]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(settled.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "picking.piece-in-hand" },
    });
    await isSound();
  });
});

describe("pieces that were picked", () => {
  test("ship by their serial numbers, and are found at their order; a voided shipment brings them back", async () => {
    const orderId = await confirmed(2);
    const listId = await listOf(orderId);
    for (const serial of ["S-3", "S-1"]) await take(listId, serial);
    const { shipmentId } = await shipOrder(ctx, { orderId });
    expect(await findSerial(ctx, { serial: "s-3" })).toMatchObject([
      { state: "shipped", place: null, documentKind: "order", documentId: orderId },
    ]);
    const { shipments } = await getOrder(ctx, { orderId });
    expect(shipments[0]?.lines.map(({ lotCode }) => lotCode).toSorted()).toEqual(["S-1", "S-3"]);

    await voidShipment(ctx, { shipmentId });
    expect(await findSerial(ctx, { serial: "S-3" })).toMatchObject([{ state: "on-hand" }]);
    await isSound();
  });

  test("and are wanted no longer are put back, and may be picked again", async () => {
    const listId = await listOf(await confirmed(1));
    await take(listId, "S-2");
    await cancelList(ctx, { listId });
    const pick = (await picksOf(listId)).find(({ toPutBack }) => toPutBack > 0);
    if (pick) await putBack(ctx, { listId, allocationId: pick.allocationId });
    await isSound();
  });

  test("one that is not there is found in no list until it was counted", async () => {
    const listId = await listOf(await confirmed(1));
    const { allocationId, lotCode } = await openPick(listId);
    expect(await reportShort(ctx, { listId, allocationId, reason: "missing" })).toMatchObject({ bound: 0, open: 1 });
    expect(await bound(listId)).toEqual([]);
    const serials = ["S-1", "S-2", "S-3"].filter((serial) => serial !== lotCode);
    await adjustStock(ctx, {
      variantId: shop.variant.CAM,
      locationId: shop.binId,
      reason: "counted",
      serials,
      count: { quantity: 2, recorded: 3 },
    });
    expect(await findSerial(ctx, { serial: lotCode ?? "" })).toMatchObject([{ state: "gone" }]);
    await isSound();
  });
});

describe("a piece on a list is kept for its order", () => {
  test("it is not lost, counted away or moved, and the refusal names its list", async () => {
    const shelf = (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "B-01" })).locationId;
    const listId = await listOf(await confirmed(1));
    const { number } = await getPickList(ctx, { listId });
    const [held = ""] = await bound(listId);
    const refusal = {
      code: "inventory.pieces-on-lists",
      details: { pieces: [{ serial: held, sku: "CAM", list: `Pick list ${number}` }] },
    };
    const here = { variantId: shop.variant.CAM, locationId: shop.binId };
    const serials = ["S-1", "S-2", "S-3"].filter((serial) => serial !== held);
    const count = { quantity: 2, recorded: 3 };
    await expect(
      adjustStock(ctx, { ...here, change: -1, serials: [held ?? ""], reason: "damaged" }),
    ).rejects.toMatchObject(refusal);
    await expect(adjustStock(ctx, { ...here, serials, count, reason: "counted" })).rejects.toMatchObject(refusal);
    const line = { variantId: shop.variant.CAM, fromLocationId: shop.binId, toLocationId: shelf, quantity: 2 };
    await expect(
      moveStock(ctx, { lines: [{ ...line, serials: [held ?? "", serials[0] ?? ""] }] }),
    ).rejects.toMatchObject(refusal);
    expect((await listBalances(ctx, { variantId: shop.variant.CAM })).map(({ locationId }) => locationId)).toEqual([
      shop.binId,
      shop.binId,
      shop.binId,
    ]);

    await cancelList(ctx, { listId });
    await adjustStock(ctx, { ...here, serials, count, reason: "counted" });
    await isSound();
  });

  test("it ships with no other order", async () => {
    const listId = await listOf(await confirmed(1));
    const [held = ""] = await bound(listId);
    const orderId = await confirmed(1);
    const [piece] = await findSerial(ctx, { serial: held ?? "" });
    const [line] = (await getOrder(ctx, { orderId })).lines;
    const pick = { orderLineId: line?.id ?? "", quantity: 1, locationId: shop.binId, lotId: piece?.lotId ?? null };
    await expect(shipOrder(ctx, { orderId, lines: [pick] })).rejects.toMatchObject({
      code: "inventory.pieces-on-lists",
    });
  });
});

test("what is bound or picked is suggested by serial number and bin, of however many there are", async () => {
  const orderId = await confirmed(2);
  const listId = await listOf(orderId);
  for (const serial of ["S-3", "S-1"]) await take(listId, serial);
  const suggested = await suggestShipment(ctx, { orderId });
  const places = await Promise.all(["S-1", "S-3"].map((serial) => findSerial(ctx, { serial })));
  expect(suggested.toSorted((one, other) => (one.lotCode ?? "").localeCompare(other.lotCode ?? ""))).toEqual(
    places.flat().map(({ lotId, serial, place }) => ({
      orderLineId: suggested[0]?.orderLineId,
      quantity: 1,
      locationId: place?.locationId,
      locationCode: place?.locationCode,
      lotId,
      lotCode: serial,
    })),
  );
});

describe("without a pick list", () => {
  test("an order ships only the pieces that somebody has named", async () => {
    const orderId = await confirmed(1);
    expect(await suggestShipment(ctx, { orderId })).toEqual([]);
    await expect(shipOrder(ctx, { orderId })).rejects.toMatchObject({
      code: "orders.serials-not-chosen",
      details: { skus: ["CAM"] },
    });
    const [piece] = await findSerial(ctx, { serial: "S-2" });
    const [line] = (await getOrder(ctx, { orderId })).lines;
    await shipOrder(ctx, {
      orderId,
      lines: [
        {
          orderLineId: line?.id ?? "",
          quantity: 1,
          locationId: piece?.place?.locationId ?? "",
          lotId: piece?.lotId ?? null,
        },
      ],
    });
    const left = (await listBalances(ctx, { variantId: shop.variant.CAM })).map(({ lotCode }) => lotCode);
    expect(left).toEqual(["S-1", "S-3"]);
    await isSound();
  });
});
