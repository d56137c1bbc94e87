import { beforeEach, expect, test } from "vitest";
import { listBalances } from "@/modules/inventory/queries";
import { findSerial } from "@/modules/inventory/serials/find-serial";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop, turnSerials } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { getReturn } from "./queries";
import { receiveReturn } from "./receive-return";
import { releaseItems } from "./release-items";
import { undoReceipt } from "./undo-receipt";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"CAM">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { CAM: 0 });
  await turnSerials(ctx, shop.variant.CAM);
});

const bring = (serial: string) =>
  receiveStock(ctx, {
    lines: [{ variantId: shop.variant.CAM, locationId: shop.binId, quantity: 1, serials: [serial] }],
  });
const stateOf = async (serial: string) => (await findSerial(ctx, { serial })).map(({ state }) => state)[0];
const onHand = async () =>
  (await listBalances(ctx, { variantId: shop.variant.CAM })).map(({ lotCode, onHand: count }) => [lotCode, count]);
const restocked = () => ({ disposition: "restock", locationId: shop.binId }) as const;
const isSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

/** A piece that left with an order, and is to come back. */
async function shippedPiece(serial: string) {
  await bring(serial);
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.CAM, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const orderLineId = (await getOrder(ctx, { orderId })).lines[0]?.id ?? "";
  const [piece] = await findSerial(ctx, { serial });
  const from = { locationId: shop.binId, lotId: piece?.lotId ?? null };
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity: 1, ...from }] });
  return aReturn(ctx, orderId);
}
const receive = async (returnId: string, given: Parameters<typeof receivedItems>[2] = {}) =>
  receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, given) });

test("a piece that left comes back as the same one, into a bin", async () => {
  const { returnId } = await shippedPiece("S-1");
  expect(await stateOf("s-1")).toBe("shipped");
  await receive(returnId, restocked());
  expect(await onHand()).toEqual([["S-1", 1]]);
  await isSound();
});

test("it may wait in quarantine, where nobody receives it, and is released", async () => {
  const { returnId } = await shippedPiece("S-1");
  await receive(returnId);
  for (const [warehouses, pieces] of [
    [[shop.warehouseId], [{ state: "quarantine", place: null }]],
    [[], []],
  ] as const)
    expect(
      await findSerial(await testContext(database.db, { role: "staff", warehouses: [...warehouses] }), {
        serial: "S-1",
      }),
    ).toMatchObject(pieces);
  await expect(bring("S-1")).rejects.toMatchObject({
    code: "inventory.serials-on-hand",
    details: { serials: [{ serial: "S-1", state: "quarantine" }] },
  });
  const receiptId = (await getReturn(ctx, { returnId })).receipts[0]?.id ?? "";
  await releaseItems(ctx, { receiptId, to: "restock", locationId: shop.binId });
  expect(await onHand()).toEqual([["S-1", 1]]);
  await isSound();
});

test("scrapped it is gone, and may be found again", async () => {
  const { returnId } = await shippedPiece("S-1");
  await receive(returnId, { disposition: "scrap" });
  expect(await stateOf("S-1")).toBe("gone");
  const found = { change: 1, serials: ["S-1"], reason: "found" };
  await adjustStock(ctx, { variantId: shop.variant.CAM, locationId: shop.binId, ...found });
  await isSound();
});

test("one that somebody has received meanwhile is named, and does not come back twice", async () => {
  const { returnId } = await shippedPiece("S-1");
  await bring("S-1");
  await expect(receive(returnId, restocked())).rejects.toMatchObject({
    code: "inventory.serials-on-hand",
    details: { serials: [{ serial: "S-1", state: "on-hand" }] },
  });
  expect(await getReturn(ctx, { returnId })).toMatchObject({ status: "authorised", received: 0 });
  await isSound();
});

test("a receipt that was wrong is undone, and the piece is at its customer again", async () => {
  const { returnId } = await shippedPiece("S-1");
  await receive(returnId, restocked());
  const receiptId = (await getReturn(ctx, { returnId })).receipts[0]?.id ?? "";
  await undoReceipt(ctx, { receiptId });
  expect(await stateOf("S-1")).toBe("shipped");
  expect(await onHand()).toEqual([]);
  await isSound();
});

test("what left before serial numbers were kept is scrapped, and found with its number", async () => {
  await turnSerials(ctx, shop.variant.CAM, false);
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.CAM, locationId: shop.binId, quantity: 1 }] });
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.CAM, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  await shipOrder(ctx, { orderId });
  await turnSerials(ctx, variant.CAM);
  const [shipment] = (await getOrder(ctx, { orderId })).shipments;
  await expect(voidShipment(ctx, { shipmentId: shipment?.id ?? "" })).rejects.toMatchObject({
    code: "inventory.left-before-serials",
    details: { skus: ["CAM"] },
  });
  const { returnId } = await aReturn(ctx, orderId);
  await expect(receive(returnId, restocked())).rejects.toMatchObject({
    code: "inventory.left-without-serials",
    details: { skus: ["CAM"] },
  });
  await receive(returnId, { disposition: "scrap" });
  await isSound();
});
