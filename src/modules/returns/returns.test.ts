import { beforeEach, describe, expect, test } from "vitest";
import { listBalances } from "@/modules/inventory/queries";
import { getCustomerTotals } from "@/modules/orders/customer-list";
import { keepSales } from "@/modules/orders/keep-sales";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { listSalesPerDay, listTopSellers } from "@/modules/orders/sales";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import type { Context } from "@/platform/context";
import { sweepAll } from "@/platform/database/retention";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aReceivedReturn, aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, receiveStock } from "@/testing/stock";
import { authoriseReturn } from "./authorise-return";
import { cancelReturn, closeReturn } from "./end-return";
import { getReturn, listReturns } from "./queries";
import { receiveReturn } from "./receive-return";
import { releaseItems } from "./release-items";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10 });
});

async function shipped(quantity = 4) {
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity, unitPrice: 1_000, taxRate: 200_000 }],
  });
  const { shipmentId } = await shipOrder(ctx, { orderId });
  const orderLineId = (await getOrder(ctx, { orderId })).lines[0]?.id ?? "";
  return { orderId, orderLineId, shipmentId };
}

const authorise = (orderId: string, orderLineId: string, quantity: number) =>
  authoriseReturn(ctx, { orderId, lines: [{ orderLineId, quantity, reason: "faulty" }] });
const restocked = () => ({ disposition: "restock", locationId: shop.binId }) as const;
const receive = async (returnId: string, given: Parameters<typeof receivedItems>[2] = restocked()) =>
  receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, given) });
const onHand = async () =>
  (await listBalances(ctx, { variantId: shop.variant.TEA })).reduce((sum, row) => sum + row.onHand, 0);
const isSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

describe("items of a shipment come back", () => {
  test("in parts: to stock, off the order's bill, and off the day's sales", async () => {
    const { orderId, orderLineId } = await shipped();
    const { returnId } = await authorise(orderId, orderLineId, 3);
    expect(await getReturn(ctx, { returnId })).toMatchObject({ status: "authorised", quantity: 3, received: 0 });

    await receive(returnId, { ...restocked(), quantity: 1 });
    expect(await getReturn(ctx, { returnId })).toMatchObject({
      number: 1001,
      status: "partly_received",
      credited: 1_200,
      lines: [{ awaited: 2, received: 1 }],
      receipts: [{ quantity: 1, outcome: "refund", disposition: "restock", net: 1_000, tax: 200 }],
    });
    await receive(returnId);
    expect((await getReturn(ctx, { returnId })).status).toBe("received");

    expect(await onHand()).toBe(9);
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      status: "completed",
      amounts: { billed: { net: 1_000, tax: 200 } },
      lines: [{ shipped: 4, returned: 3, credited: 3 }],
    });
    expect(await getCustomerTotals(ctx, { customerId: shop.customerId })).toMatchObject({ billedNet: 1_000 });
    expect(await listTopSellers(ctx, { days: 1, limit: 5 })).toMatchObject([{ quantity: 1, net: 1_000 }]);
    await isSound();
    expect(await closeReturn(ctx, { returnId })).toEqual({ returnId });
    await isSound();
  });

  test("in the lot in which they left, and in no other", async () => {
    const { locationId } = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
    await receiveStock(ctx, {
      lines: [
        { variantId: shop.variant.TEA, locationId, quantity: 2, lot: { code: "OLD", expiresOn: "2090-01-01" } },
        { variantId: shop.variant.TEA, locationId, quantity: 2, lot: { code: "NEW", expiresOn: "2091-01-01" } },
      ],
    });
    const { orderId, orderLineId } = await shipped(2);
    const { returnId } = await authorise(orderId, orderLineId, 2);
    const [line] = (await getReturn(ctx, { returnId })).lines;
    expect(line?.lots).toMatchObject([{ code: "OLD", left: 2 }]);

    await expect(receive(returnId, { ...restocked(), lotId: null })).rejects.toMatchObject({
      code: "returns.lot-did-not-ship",
    });
    await receive(returnId);
    const held = await listBalances(ctx, { variantId: shop.variant.TEA });
    expect(held.filter(({ lotCode }) => lotCode === "OLD")).toMatchObject([{ onHand: 2, locationCode: "RECEIVING" }]);
    await isSound();
  });

  test("into quarantine, from which nobody is promised them, until somebody decides", async () => {
    const { orderId } = await shipped(4);
    const { receiptId } = await aReceivedReturn(ctx, orderId);
    const waiting = async () => (await listReturns(ctx, { limit: 10, cursor: null, inQuarantine: true })).rows;
    expect(await onHand()).toBe(6);
    expect(await waiting()).toMatchObject([{ inQuarantine: 4 }]);
    await isSound();
    await releaseItems(ctx, { receiptId, to: "restock", locationId: shop.binId });
    expect(await onHand()).toBe(10);
    expect(await waiting()).toEqual([]);
    await expect(releaseItems(ctx, { receiptId, to: "scrap" })).rejects.toMatchObject({
      code: "returns.not-in-quarantine",
    });
    await isSound();
  });

  test("and are scrapped: sold no more, and not in stock", async () => {
    const { orderId } = await shipped(4);
    await aReceivedReturn(ctx, orderId, { disposition: "scrap" });
    expect(await onHand()).toBe(6);
    expect((await getOrder(ctx, { orderId })).amounts.billed.total).toBe(0);
    await isSound();
  });

  test("and are rejected: nothing changes but that they may be part of another return", async () => {
    const { orderId } = await shipped(4);
    const { returnId } = await aReceivedReturn(ctx, orderId, { outcome: "reject" });
    expect((await getReturn(ctx, { returnId })).receipts).toMatchObject([{ outcome: "reject", disposition: null }]);
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      amounts: { billed: { net: 4_000 } },
      lines: [{ returned: 0, claimed: 0 }],
    });
    expect(await onHand()).toBe(6);
    await aReturn(ctx, orderId);
    await isSound();
  });
});

describe("never more comes back than shipped", () => {
  test("of two returns, and of what is awaited", async () => {
    const { orderId, orderLineId } = await shipped(4);
    const { returnId } = await authorise(orderId, orderLineId, 3);
    await expect(authorise(orderId, orderLineId, 2)).rejects.toMatchObject({
      code: "orders.returns-too-much",
      details: { lines: [{ asked: 2, left: 1 }] },
    });
    await cancelReturn(ctx, { returnId });
    await authorise(orderId, orderLineId, 4);
    await isSound();
  });

  test("of two people who receive the same at once, one does", async () => {
    const { orderId, orderLineId } = await shipped(4);
    const { returnId } = await authorise(orderId, orderLineId, 1);
    const items = await receivedItems(ctx, returnId, restocked());
    const both = await Promise.allSettled([1, 2].map(() => receiveReturn(ctx, { returnId, lines: items })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await onHand()).toBe(7);
    await isSound();
  });

  test("of twelve who authorise at once, as many as there is something for", async () => {
    const { orderId, orderLineId } = await shipped(4);
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => authorise(orderId, orderLineId, 1)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    await isSound();
  });

  test("what a return is about has left: its shipment is not voided", async () => {
    const { orderId, orderLineId, shipmentId } = await shipped(4);
    const { returnId } = await authorise(orderId, orderLineId, 1);
    await expect(voidShipment(ctx, { shipmentId })).rejects.toMatchObject({ code: "orders.shipment-comes-back" });
    await cancelReturn(ctx, { returnId });
    await voidShipment(ctx, { shipmentId });
    await isSound();
  });

  test("the database holds it, whoever writes", async () => {
    await shipped(4);
    await expect(database.owner`update order_lines set claimed = 5`).rejects.toThrow(
      "order_lines_never_returned_beyond_shipped",
    );
  });
});

test("a return is cancelled before anything came back, and closed after", async () => {
  const { orderId, orderLineId } = await shipped(4);
  const { returnId } = await authorise(orderId, orderLineId, 2);
  await expect(closeReturn(ctx, { returnId })).rejects.toMatchObject({ code: "returns.wrong-status" });
  await receive(returnId, { ...restocked(), quantity: 1 });
  await expect(cancelReturn(ctx, { returnId })).rejects.toMatchObject({ code: "returns.wrong-status" });
  await closeReturn(ctx, { returnId });
  await expect(receiveReturn(ctx, { returnId, lines: [] })).rejects.toMatchObject({ code: "returns.wrong-status" });
  expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ claimed: 1, returned: 1 }]);
  await isSound();
});

test("a day whose sales are kept is added up again when something of it comes back", async () => {
  const days = 5;
  const then = { ...ctx, now: new Date(ctx.now.getTime() - 3 * 24 * 3_600_000) };
  const { orderId } = await placeOrder(then, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity: 4, unitPrice: 1_000 }],
  });
  await shipOrder(then, { orderId });
  await sweepAll(database.db, [keepSales]);
  const { returnId } = await aReturn(ctx, orderId);
  await receive(returnId, { ...restocked(), quantity: 1 });
  const sold = async () => (await listSalesPerDay(ctx, { days })).reduce((sum, { net }) => sum + net, 0);
  expect(await sold()).toBe(3_000);
  await sweepAll(database.db, [keepSales]);
  expect(await sold()).toBe(3_000);
  await isSound();
});

test("people of another warehouse see and receive nothing of it", async () => {
  const { orderId } = await shipped(4);
  const { returnId } = await aReturn(ctx, orderId);
  const other = await aShop(ctx, {}, "NORTH");
  const stranger = await testContext(database.db, { role: "staff", warehouses: [other.warehouseId] });
  expect((await listReturns(stranger, { limit: 10, cursor: null })).rows).toEqual([]);
  await expect(getReturn(stranger, { returnId })).rejects.toMatchObject({ code: "returns.return-not-found" });
  await expect(cancelReturn(stranger, { returnId })).rejects.toMatchObject({ code: "returns.return-not-found" });
  const foreignBin = { disposition: "restock", locationId: other.binId } as const;
  await expect(receive(returnId, foreignBin)).rejects.toMatchObject({ code: "returns.bin-of-other-warehouse" });
});
