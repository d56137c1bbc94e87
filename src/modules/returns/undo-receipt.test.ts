import { beforeEach, describe, expect, test } from "vitest";
import { listBalances } from "@/modules/inventory/queries";
import { listStockValueByWarehouse } from "@/modules/inventory/stock-value";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { voidPayment } from "@/modules/orders/payments/void-payment";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPayment } from "@/testing/payments";
import { aReceivedReturn, aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { moveStock, createLocation } from "@/testing/stock";
import { closeReturn } from "./end-return";
import { exchangeReturn } from "./exchange-return";
import { getReturn } from "./queries";
import { receiveReturn } from "./receive-return";
import { refundReturn } from "./refund-return";
import { releaseItems } from "./release-items";
import { undoReceipt } from "./undo-receipt";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
});

async function shipped() {
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [
      { variantId: shop.variant.TEA, quantity: 4, unitPrice: 999, taxRate: 190_000 },
      { variantId: shop.variant.MUG, quantity: 2, unitPrice: 333, taxRate: 70_000 },
    ],
  });
  await shipOrder(ctx, { orderId });
  return orderId;
}

const restocked = () => ({ disposition: "restock", locationId: shop.binId }) as const;
const stays = (obstacle: string) => ({ code: "returns.receipt-stays", details: { obstacle } });
const expectSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

/** All that a receipt changes. */
async function worldOf(orderId: string, returnId: string) {
  const [{ amounts, lines, payment }, { receipts, ...found }] = [
    await getOrder(ctx, { orderId }),
    await getReturn(ctx, { returnId }),
  ];
  const bins = await Promise.all(Object.values(shop.variant).map((variantId) => listBalances(ctx, { variantId })));
  const stock = bins.flat().map(({ onHand, locationCode }) => [locationCode, onHand]);
  return {
    amounts,
    lines,
    payment,
    found,
    receipts: receipts.length,
    stock,
    value: await listStockValueByWarehouse(ctx),
  };
}

describe("a receipt that is undone", () => {
  test.each(["restock", "quarantine", "scrap", "reject"] as const)(
    "leaves everything as it was before: %s",
    async (place) => {
      const orderId = await shipped();
      const { returnId } = await aReturn(ctx, orderId);
      const before = await worldOf(orderId, returnId);
      const given =
        place === "restock" ? restocked() : place === "reject" ? { outcome: place } : { disposition: place };
      await receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, given) });
      const [receipt] = (await getReturn(ctx, { returnId })).receipts;
      expect(await undoReceipt(ctx, { receiptId: receipt?.id ?? "" })).toEqual({ returnId, status: "authorised" });
      expect(await worldOf(orderId, returnId)).toEqual(before);
      await expectSound();
    },
  );

  test("takes back what was received with it, and nothing that was received before", async () => {
    const { returnId } = await aReturn(ctx, await shipped());
    const receive = async (quantity: number) =>
      receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, { ...restocked(), quantity }) });
    await receive(1);
    await receive(1);
    const { receipts } = await getReturn(ctx, { returnId });
    await expect(undoReceipt(ctx, { receiptId: receipts[0]?.id ?? "" })).rejects.toMatchObject(stays("later"));
    expect(await undoReceipt(ctx, { receiptId: receipts[3]?.id ?? "" })).toMatchObject({ status: "partly_received" });
    expect(await getReturn(ctx, { returnId })).toMatchObject({
      received: 2,
      receipts: [{ id: receipts[0]?.id }, { id: receipts[1]?.id }],
    });
    await expectSound();
    await undoReceipt(ctx, { receiptId: receipts[1]?.id ?? "" });
    await receive(2);
    await expectSound();
  });
});

describe("a receipt stays", () => {
  test("where its items have left their bin, and says which", async () => {
    const { receiptId } = await aReceivedReturn(ctx, await shipped(), restocked());
    const { locationId } = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "B-01" });
    const lines = [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: locationId, quantity: 7 }];
    await moveStock(ctx, { lines });
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject({
      code: "returns.received-items-left",
      details: { skus: ["TEA"] },
    });
    await moveStock(ctx, {
      lines: lines.map((line) => ({ ...line, fromLocationId: locationId, toLocationId: shop.binId })),
    });
    await undoReceipt(ctx, { receiptId });
  });

  test("where its items are reserved for an order", async () => {
    const { receiptId } = await aReceivedReturn(ctx, await shipped(), restocked());
    const { customerId, warehouseId } = shop;
    const lines = [{ variantId: shop.variant.TEA, quantity: 9 }];
    await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject({ code: "returns.received-items-left" });
  });

  test("where they were taken out of quarantine", async () => {
    const { receiptId } = await aReceivedReturn(ctx, await shipped());
    await releaseItems(ctx, { receiptId, to: "scrap" });
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject(stays("released"));
  });

  test("where money was given back for it, until that refund is voided", async () => {
    const orderId = await shipped();
    await aPayment(ctx, orderId, { amount: (await getOrder(ctx, { orderId })).amounts.billed.total });
    const { returnId, receiptId } = await aReceivedReturn(ctx, orderId);
    const { money } = await getReturn(ctx, { returnId });
    const { paymentId } = await refundReturn(ctx, {
      returnId,
      amount: money.due,
      method: "cash",
      paidOn: "2026-01-31",
    });
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject(stays("refunded"));
    await voidPayment(ctx, { paymentId });
    await undoReceipt(ctx, { receiptId });
    await expectSound();
  });

  test("where a credit note was issued since", async () => {
    await ctx.db.update(shopSettings).set({ companyName: "Globes", address: "1 Quay", country: "DE" });
    const orderId = await shipped();
    const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "shipped", seen: 0 });
    const { receiptId } = await aReceivedReturn(ctx, orderId);
    // As one that had begun before the receipt, and waited for it.
    await creditInvoice(
      { ...ctx, now: new Date(ctx.now.getTime() - 60_000) },
      { invoiceId, reason: "Returned", seen: 1 },
    );
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject(stays("credited"));
    await expectSound();
  });

  test("where an order replaces it, until that is cancelled", async () => {
    const { returnId, receiptId } = await aReceivedReturn(ctx, await shipped(), { outcome: "replace" });
    const { orderId } = await exchangeReturn(ctx, { returnId });
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject(stays("exchanged"));
    await cancelOrder(ctx, { orderId });
    await undoReceipt(ctx, { receiptId });
    await expectSound();
  });

  test("where another return is about what was rejected", async () => {
    const orderId = await shipped();
    const { receiptId } = await aReceivedReturn(ctx, orderId, { outcome: "reject" });
    await aReturn(ctx, orderId);
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject({ code: "orders.returns-too-much" });
  });

  test("where its return is closed, or it came with a release that knew of no undoing", async () => {
    const { returnId, receiptId } = await aReceivedReturn(ctx, await shipped());
    await database.owner`alter table return_receipts disable trigger user`;
    await database.owner`update return_receipts set receiving_id = null`;
    await database.owner`alter table return_receipts enable trigger user`;
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject(stays("unknown"));
    await closeReturn(ctx, { returnId });
    await expect(undoReceipt(ctx, { receiptId })).rejects.toMatchObject({ code: "returns.wrong-status" });
  });
});
