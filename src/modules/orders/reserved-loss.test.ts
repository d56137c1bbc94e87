import { beforeEach, expect, test } from "vitest";
import { ListApprovals } from "@/modules/approvals/contract";
import { listApprovals } from "@/modules/approvals/queries";
import { setAdjustmentLimit } from "@/modules/inventory/adjustments/set-adjustment-limit";
import { AdjustReserved, GetStockCard } from "@/modules/inventory/contract";
import { getStockCard } from "@/modules/inventory/stock-card";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { contentsOf } from "@/testing/stock";
import { adjustReserved } from "./adjust-reserved";
import { approveReservedLoss } from "./approve-reserved-loss";
import { RequestReservedLoss } from "./contract";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { requestReservedLoss } from "./request-reserved-loss";
import { listBrokenOrders } from "./shortages";

const database = testDatabase();
type Asking = Awaited<ReturnType<typeof testContext>>;
let clerk: Asking;
let manager: Asking;
let shop: Shop<"TEA">;
let orderId: string;

beforeEach(async () => {
  const admin = await testContext(database.db);
  clerk = await testContext(database.db, { role: "staff", name: "Cleo Clerk" });
  manager = await testContext(database.db, { role: "manager", name: "Mary Manager" });
  shop = await aShop(admin, { TEA: 10 });
  const seen = { quantityMax: null, valueMax: null };
  await setAdjustmentLimit(admin, { role: "staff", quantityMax: toQuantity(3), valueMax: null, seen });
  orderId = await order(6);
});

async function order(quantity: number): Promise<string> {
  const lines = [{ variantId: shop.variant.TEA, quantity }];
  const { customerId, warehouseId } = shop;
  return (await placeOrder(manager, { customerId, warehouseId, lines, confirm: true })).orderId;
}

/** Eight of ten items are gone, of which six are reserved. */
async function loss() {
  const place = { variantId: shop.variant.TEA, locationId: shop.binId, lotId: null, change: -8 };
  const broken = await listBrokenOrders(clerk, place);
  return { ...place, reason: "lost", accepted: broken.map(({ lineId, quantity }) => ({ lineId, quantity })) };
}

const ask = async (adjustment: Awaited<ReturnType<typeof loss>>) =>
  requestReservedLoss(clerk, RequestReservedLoss.parse({ adjustment, reason: "A shelf came down" }));
const onHand = async () => (await contentsOf(manager, shop.binId))[0]?.onHand ?? 0;
const states = async () => (await listApprovals(manager, ListApprovals.parse({}))).rows.map(({ state }) => state);

test("above the limit a second person books a loss of reserved items, having read whom it leaves short", async () => {
  const adjustment = await loss();
  await expect(adjustReserved(clerk, AdjustReserved.parse(adjustment))).rejects.toMatchObject({
    code: "inventory.above-limit",
  });
  const { approvalId } = await ask(adjustment);
  expect((await listApprovals(manager, ListApprovals.parse({}))).rows).toMatchObject([
    { kind: "reserved-loss", subjectId: shop.variant.TEA, detail: "8 fewer: Lost. Leaves short: #1001 by 4" },
  ]);
  expect(await onHand()).toBe(10);

  await expect(approveReservedLoss(clerk, { approvalId, note: "" })).rejects.toMatchObject({
    code: "approvals.may-not-decide",
  });
  await approveReservedLoss(manager, { approvalId, note: "" });

  expect(await onHand()).toBe(2);
  expect(await getOrder(manager, { orderId })).toMatchObject({ lines: [{ reserved: 2, short: 4 }] });
  const [entry] = (await getStockCard(manager, GetStockCard.parse({ variantId: shop.variant.TEA }))).rows;
  expect(entry).toMatchObject({ actorName: "Mary Manager", documentLabel: "Asked by Cleo Clerk", change: -8 });
  expect(await states()).toEqual(["approved"]);
  expect(await verifyBooks(manager)).toMatchObject({ isSound: true });
});

test("a loss that would leave others short by now is not booked, and goes on waiting", async () => {
  const { approvalId } = await ask(await loss());
  await order(1);
  await expect(approveReservedLoss(manager, { approvalId, note: "" })).rejects.toMatchObject({
    code: "inventory.reservations-changed",
  });
  expect([await onHand(), await states()]).toEqual([10, ["waiting"]]);
});

test("what is asked for is what would happen: other reservations are refused", async () => {
  const adjustment = await loss();
  await order(1);
  await expect(ask(adjustment)).rejects.toMatchObject({ code: "inventory.reservations-changed" });
  expect(await states()).toEqual([]);
});

test("a quantity that is not what the order would lose is refused too", async () => {
  const adjustment = await loss();
  const accepted = adjustment.accepted.map(({ lineId, quantity }) => ({ lineId, quantity: toQuantity(quantity - 1) }));
  await expect(ask({ ...adjustment, accepted })).rejects.toMatchObject({ code: "inventory.reservations-changed" });
  expect(await states()).toEqual([]);
});
