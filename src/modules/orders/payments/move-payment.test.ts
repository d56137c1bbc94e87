import { beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPayment } from "@/testing/payments";
import { aShop, type Shop } from "@/testing/shop";
import { movePayment } from "./move-payment";
import { getPayments } from "./queries";
import { recordRefund } from "./record-refund";
import { movesToOther, movesTooMuch, paymentAlreadyVoided, paymentOfOther, refundedAlready } from "./refusals";

const world = testDatabase();
let boss: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
let old: string;
let sibling: string;
let paymentId: string;

/** Of ten items at 10.00, all paid; then four of them went into an order of their own. */
beforeEach(async () => {
  boss = await testContext(world.db, { role: "manager", name: "Ann" });
  shop = await aShop(boss, { TEA: 100 });
  old = await anOrder(10);
  paymentId = (await aPayment(boss, old, { amount: 10_000, method: "cash", reference: "Till 7" })).paymentId;
  const { lines, version } = await getOrder(boss, { orderId: old });
  const [line] = lines;
  const parts = [{ orderLineId: line?.id ?? "", quantity: 4 }];
  await splitOrder(boss, { orderId: old, version, lines: parts });
  const [found] = await world.owner<{ id: string }[]>`select id from orders where id <> ${old}`;
  sibling = found?.id ?? "";
});

async function anOrder(quantity: number, customerId = shop.customerId): Promise<string> {
  const lines = [{ variantId: shop.variant.TEA, quantity }];
  return (await placeOrder(boss, { customerId, warehouseId: shop.warehouseId, lines, confirm: true })).orderId;
}
const standing = async (orderId: string) => {
  const { payment, paid } = await getOrder(boss, { orderId });
  return [paid, payment.state, payment.open, payment.credit];
};
const paidOf = async (...orderIds: string[]) =>
  Promise.all(orderIds.map(async (orderId) => (await getOrder(boss, { orderId })).paid));
const rowsOf = async (orderId: string) =>
  (await getPayments(boss, { orderId })).rows.map((row) => [row.amount, row.voidedAt !== null, row.movedFromNumber]);
const expectSound = async () => expect(await verifyBooks(boss)).toMatchObject({ isSound: true, differences: [] });

test("what was paid of what a split took goes with it, and both orders prove out", async () => {
  expect([await standing(old), await standing(sibling)]).toEqual([
    [10_000, "to-refund", 0, 4_000],
    [0, "unpaid", 4_000, 0],
  ]);
  await movePayment(boss, { paymentId, toOrderId: sibling, amount: 4_000 });
  expect([await standing(old), await standing(sibling)]).toEqual([
    [6_000, "paid", 0, 0],
    [4_000, "paid", 0, 0],
  ]);
  expect(await rowsOf(old)).toEqual([
    [10_000, true, null],
    [6_000, false, null],
  ]);
  expect(await rowsOf(sibling)).toEqual([[4_000, false, 1001]]);
  const [moved] = (await getPayments(boss, { orderId: sibling })).rows;
  expect(moved).toMatchObject({ method: "cash", reference: "Till 7", paidOn: "2026-01-31" });
  const entries = await world.owner<{ after: Record<string, string> }[]>`
    select after from audit_entries where after ? 'movedTo' or after ? 'movedFrom' order by after ? 'movedFrom'`;
  expect(entries.map(({ after }) => [after["movedTo"], after["movedFrom"]])).toEqual([
    ["#1002", undefined],
    [undefined, "#1001"],
  ]);
  await expectSound();
});

test("all of it moves where nothing is said, and what was moved may be moved back", async () => {
  const { paymentId: there } = await movePayment(boss, { paymentId, toOrderId: sibling });
  expect(await paidOf(old, sibling)).toEqual([0, 10_000]);
  await movePayment(boss, { paymentId: there, toOrderId: old });
  expect(await paidOf(old, sibling)).toEqual([10_000, 0]);
  await expectSound();
});

describe("nothing moves", () => {
  test("of more than the payment, of what was voided, or what was given back", async () => {
    await expect(movePayment(boss, { paymentId, toOrderId: sibling, amount: 10_001 })).rejects.toMatchObject({
      code: movesTooMuch.code,
    });
    await recordRefund(boss, { orderId: old, amount: 7_000, method: "cash", paidOn: "2026-02-01" });
    await expect(movePayment(boss, { paymentId, toOrderId: sibling, amount: 4_000 })).rejects.toMatchObject({
      code: refundedAlready.code,
    });
    await movePayment(boss, { paymentId, toOrderId: sibling, amount: 3_000 });
    await expect(movePayment(boss, { paymentId, toOrderId: sibling, amount: 1 })).rejects.toMatchObject({
      code: paymentAlreadyVoided.code,
    });
    await expectSound();
  });

  test("to an order of another customer", async () => {
    const { customerId } = await createCustomer(boss, { name: "Grace" });
    const toOrderId = await anOrder(1, customerId);
    await expect(movePayment(boss, { paymentId, toOrderId })).rejects.toMatchObject({ code: movesToOther.code });
    expect(await paidOf(old)).toEqual([10_000]);
  });

  test("that somebody else recorded, unless by whoever may void it", async () => {
    const clerk = await testContext(world.db, { role: "staff" });
    await expect(movePayment(clerk, { paymentId, toOrderId: sibling })).rejects.toMatchObject({
      code: paymentOfOther.code,
    });
    const { paymentId: own } = await aPayment(clerk, old, { amount: 500 });
    await movePayment(clerk, { paymentId: own, toOrderId: sibling });
    expect(await paidOf(sibling)).toEqual([500]);
  });
});

test("nobody has longer to void a payment because it moved", async () => {
  const clerk = await testContext(world.db, { role: "staff" });
  const { paymentId: own } = await aPayment(clerk, old, { amount: 500 });
  const after = (hours: number) => ({ ...clerk, now: new Date(clerk.now.getTime() + hours * 3_600_000) });
  const { paymentId: there } = await movePayment(after(23), { paymentId: own, toOrderId: sibling, amount: 200 });
  await expect(movePayment(after(25), { paymentId: there, toOrderId: old })).rejects.toMatchObject({
    code: paymentOfOther.code,
  });
  const { rows } = await getPayments(after(25), { orderId: old });
  expect(rows.filter(({ amount }) => amount === 300)).toMatchObject([{ voidedAt: null, mayVoid: false }]);
});

test("of two who move the same payment at once one does", async () => {
  const both = await Promise.allSettled([
    movePayment(boss, { paymentId, toOrderId: sibling, amount: 4_000 }),
    movePayment(boss, { paymentId, toOrderId: sibling, amount: 4_000 }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await paidOf(old, sibling)).toEqual([6_000, 4_000]);
});

test("the books tell of parts that do not come to what was moved", async () => {
  await movePayment(boss, { paymentId, toOrderId: sibling, amount: 4_000 });
  await world.owner`alter table payments disable trigger user`;
  await world.owner`update payments set amount = 3_999 where order_id = ${sibling}`;
  await world.owner`update orders set paid = 3_999 where id = ${sibling}`;
  await world.owner`alter table payments enable trigger user`;
  const { differences } = await verifyBooks(boss);
  expect(differences.map(({ check }) => check)).toContain(
    "A payment that was moved is voided, and its parts come to it",
  );
});
