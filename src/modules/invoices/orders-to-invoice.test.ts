import { beforeEach, expect, test } from "vitest";
import { ListOrders } from "@/modules/orders/contract";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import { receiveReturn } from "@/modules/returns/receive-return";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { creditInvoice } from "./credit-invoice";
import { issueInvoice } from "./issue-invoice";

const world = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;

beforeEach(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, { TEA: 1_000 });
  await nameShop(ctx);
});

async function anOrder(): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 10 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  return orderId;
}

async function ship(orderId: string, quantity: number): Promise<{ shipmentId: string }> {
  const [line] = (await getOrder(ctx, { orderId })).lines;
  const picked = { orderLineId: line?.id ?? "", quantity, locationId: shop.binId, lotId: null };
  return shipOrder(ctx, { orderId, lines: [picked] });
}

const toInvoice = async () =>
  (await listOrders(ctx, ListOrders.parse({ toInvoice: true }))).rows.map((row) => [row.id, row.toInvoice]);

test("an order is to be invoiced while something has shipped that is on no invoice", async () => {
  const orderId = await anOrder();
  await anOrder();
  expect(await toInvoice()).toEqual([]);
  await ship(orderId, 3);
  expect(await toInvoice()).toEqual([[orderId, 3]]);

  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "shipped" });
  expect(await toInvoice()).toEqual([]);
  await ship(orderId, 2);
  expect(await toInvoice()).toEqual([[orderId, 2]]);

  await creditInvoice(ctx, { invoiceId, reason: "Wrong address", seen: 1 });
  expect(await toInvoice()).toEqual([[orderId, 5]]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("what came back before it was invoiced is not to be invoiced", async () => {
  const orderId = await anOrder();
  await ship(orderId, 3);
  const takeBack = async (quantity: number) => {
    const [line] = (await getOrder(ctx, { orderId })).lines;
    const lines = [{ orderLineId: line?.id ?? "", quantity, reason: "faulty" as const }];
    const { returnId } = await authoriseReturn(ctx, { orderId, lines });
    await receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId) });
  };
  await takeBack(2);
  expect(await toInvoice()).toEqual([[orderId, 1]]);
  await takeBack(1);
  expect(await toInvoice()).toEqual([]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("what is voided is not to be invoiced, nor what was invoiced ahead of shipping", async () => {
  const orderId = await anOrder();
  const { shipmentId } = await ship(orderId, 3);
  await voidShipment(ctx, { shipmentId });
  expect(await toInvoice()).toEqual([]);

  await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  await ship(orderId, 10);
  expect(await toInvoice()).toEqual([]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});
