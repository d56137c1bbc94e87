import { beforeEach, expect, test } from "vitest";
import { blockLot } from "@/modules/inventory/lots/block-lot";
import { listBalances } from "@/modules/inventory/queries";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { confirmPick } from "./confirm-pick";
import { createList } from "./create-list";
import { getPickList } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let orderId: string;
let listId: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 0 });
  await receive("BAD", "2036-01-31");
  ({ orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 2 }],
    confirm: true,
  }));
  ({ listId } = await createList(ctx, { orderIds: [orderId] }));
  await takeList(ctx, { listId });
  await receive("FINE", "2037-01-31");
});

const receive = (code: string, expiresOn: string) =>
  receiveStock(ctx, {
    lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 5, lot: { code, expiresOn } }],
  });

async function block(): Promise<void> {
  const balances = await listBalances(ctx, { variantId: shop.variant.TEA });
  await blockLot(ctx, { lotId: balances.find(({ lotCode }) => lotCode === "BAD")?.lotId ?? "", reason: "Recalled" });
}

async function pickOf() {
  const [pick] = (await getPickList(ctx, { listId })).picks;
  if (!pick) throw new Error("Nothing is to be picked.");
  return pick;
}

async function pickAll() {
  const { allocationId, locationId, variantId, lotId } = await pickOf();
  return confirmPick(ctx, { listId, allocationId, locationId, variantId, lotId, quantity: toQuantity(2) });
}

test("what was blocked is not picked, and a picker who says so is sent to what is good", async () => {
  await block();
  expect(await pickOf()).toMatchObject({ lotCode: "BAD", isBlocked: true, blockReason: "Recalled" });
  await expect(pickAll()).rejects.toMatchObject({ code: "inventory.ships-blocked" });
  const { allocationId } = await pickOf();
  expect(await reportShort(ctx, { listId, allocationId, reason: "damaged" })).toMatchObject({ bound: 2, open: 0 });
  expect((await getPickList(ctx, { listId })).picks).toEqual(
    expect.arrayContaining([expect.objectContaining({ lotCode: "FINE", quantity: 2 })]),
  );
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("what was picked before it was blocked does not leave, and goes back", async () => {
  await pickAll();
  await block();
  await shipOrder(ctx, { orderId });
  const { lines } = await getOrder(ctx, { orderId });
  expect(lines).toMatchObject([{ shipped: 2 }]);
  expect((await getPickList(ctx, { listId })).picks).toMatchObject([{ lotCode: "BAD", picked: 0, toPutBack: 2 }]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});
