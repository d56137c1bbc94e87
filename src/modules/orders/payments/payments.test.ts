import { beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { overduePayments } from "@/modules/notifications/causes/overdue-payments";
import { ListAlerts } from "@/modules/notifications/contract";
import { listAlerts } from "@/modules/notifications/queries";
import { lookAround } from "@/modules/notifications/take-notice";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { ListOrders } from "@/modules/orders/contract";
import { getCustomerTotals } from "@/modules/orders/customer-list";
import { editOrder } from "@/modules/orders/edit-order";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPayment } from "@/testing/payments";
import { aShop, type Shop } from "@/testing/shop";
import { PAYMENT_FILTERS, standingOf } from "./payment";
import { getPayments, getReceivables } from "./queries";
import { recordRefund } from "./record-refund";
import { setDueDay } from "./set-due-day";
import { voidPayment } from "./void-payment";

const world = testDatabase();
let boss: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;

beforeEach(async () => {
  boss = await testContext(world.db, { role: "manager", name: "Ann" });
  shop = await aShop(boss, { TEA: 100 });
  await world.owner`update shop_settings set payment_terms_days = 14`;
});

/** So many items of 10.00 each. */
async function anOrder(quantity = 10, confirm = true) {
  const { customerId, warehouseId } = shop;
  const lines = [{ variantId: shop.variant.TEA, quantity }];
  return placeOrder(boss, { customerId, warehouseId, lines, confirm });
}
const paymentOf = async (orderId: string) => {
  const { payment, paid, refunded, dueOn } = await getOrder(boss, { orderId });
  return { ...payment, paid, refunded, dueOn };
};
const refund = (orderId: string, amount: number) =>
  recordRefund(boss, { orderId, amount, method: "cash", paidOn: "2026-02-01" });
/** As if it had shipped so many days ago. */
const makeOlder = (orderId: string, days: number) =>
  world.owner`update orders set due_on = due_on - ${days}::int where id = ${orderId}`;
const findOrders = async (asked: object) =>
  (await listOrders(boss, ListOrders.parse(asked))).rows.map(({ number }) => number);

describe("payments of an order", () => {
  test("add up to what was paid, until nothing is open", async () => {
    const { orderId } = await anOrder();
    expect(await paymentOf(orderId)).toMatchObject({ state: "unpaid", open: 10_000 });
    await aPayment(boss, orderId, { amount: 4_000, method: "cash" });
    expect(await paymentOf(orderId)).toMatchObject({ state: "partly", open: 6_000 });
    const last = await aPayment(boss, orderId, { amount: 6_000 });
    expect(last).toMatchObject({ excess: 0 });
    expect(await paymentOf(orderId)).toMatchObject({ state: "paid", open: 0, paid: 10_000 });
    const { rows, suggestedMethod } = await getPayments(boss, { orderId });
    expect(rows.map(({ amount, method }) => [amount, method])).toEqual([
      [4_000, "cash"],
      [6_000, "bank-transfer"],
    ]);
    expect(suggestedMethod).toBe("bank-transfer");
  });

  test("may be more than the order, which is credit until it is given back", async () => {
    const { orderId } = await anOrder();
    expect(await aPayment(boss, orderId, { amount: 11_000 })).toMatchObject({ excess: 1_000 });
    expect(await paymentOf(orderId)).toMatchObject({ state: "to-refund", credit: 1_000 });
    await refund(orderId, 1_000);
    expect(await paymentOf(orderId)).toMatchObject({ state: "paid", credit: 0, refunded: 1_000 });
  });

  test("come before an order is confirmed, and are to be refunded once it is cancelled", async () => {
    const { orderId } = await anOrder(10, false);
    await aPayment(boss, orderId, { amount: 10_000 });
    expect(await paymentOf(orderId)).toMatchObject({ state: "paid" });
    await cancelOrder(boss, { orderId });
    expect(await paymentOf(orderId)).toMatchObject({ state: "to-refund", credit: 10_000 });
    await refund(orderId, 10_000);
    expect(await paymentOf(orderId)).toMatchObject({ state: "refunded", credit: 0 });
  });

  test("are never given back twice, and none is taken out from under what was given back", async () => {
    const { orderId } = await anOrder();
    const { paymentId } = await aPayment(boss, orderId, { amount: 5_000 });
    await expect(refund(orderId, 5_001)).rejects.toMatchObject({
      code: "orders.refunds-too-much",
      details: { left: 5_000 },
    });
    await refund(orderId, 3_000);
    await expect(voidPayment(boss, { paymentId })).rejects.toMatchObject({ code: "orders.refunded-already" });
    await expect(world.db.execute(`update orders set refunded = 5001 where id = '${orderId}'`)).rejects.toThrow(
      "orders_refund_no_more_than_was_paid",
    );
    expect(await paymentOf(orderId)).toMatchObject({ paid: 5_000, refunded: 3_000 });
  });

  test("of two refunds at once that together are too much, one is refused", async () => {
    const { orderId } = await anOrder();
    await aPayment(boss, orderId, { amount: 5_000 });
    const both = await Promise.allSettled([refund(orderId, 3_000), refund(orderId, 3_000)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test.each(["draft", "confirmed"])(
    "keep a %s order with the customer who paid, also once they are voided",
    async (how) => {
      const { orderId } = await anOrder(1, how === "confirmed");
      const other = await createCustomer(boss, { name: "Grace" });
      const { paymentId } = await aPayment(boss, orderId, { amount: 500 });
      await voidPayment(boss, { paymentId });
      const { version, lines } = await getOrder(boss, { orderId });
      const head = { orderId, version, warehouseId: shop.warehouseId, customerId: other.customerId };
      const edit = how === "draft" ? editOrder : changeOrder;
      const asked = lines.map(({ variantId, quantity, id }) => ({
        variantId,
        quantity,
        ...(how === "confirmed" && { orderLineId: id }),
      }));
      await expect(edit(boss, { ...head, lines: asked })).rejects.toMatchObject({
        code: "orders.paid-order-keeps-customer",
      });
      expect(await edit(boss, { ...head, customerId: shop.customerId, lines: asked })).toMatchObject({ orderId });
    },
  );

  test("of two people who record the same at once, the second is told", async () => {
    const { orderId } = await anOrder();
    const both = await Promise.allSettled([1, 2].map(() => aPayment(boss, orderId, { amount: 10_000, seen: 0 })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "orders.recorded-meanwhile", details: { recorded: 10_000 } },
    });
    await aPayment(boss, orderId, { amount: 10_000, seen: 10_000 });
    expect(await paymentOf(orderId)).toMatchObject({ paid: 20_000 });
  });

  test("are no more than an order's page can show", async () => {
    const { orderId } = await anOrder();
    const { paymentId } = await aPayment(boss, orderId, { amount: 1 });
    await world.owner`
      insert into payments (id, order_id, kind, amount, method, paid_on, recorded_by, recorded_at)
      select uuidv7(), order_id, kind, amount, method, paid_on, recorded_by, recorded_at
      from payments, generate_series(2, 200) where id = ${paymentId}`;
    await expect(aPayment(boss, orderId, { amount: 1 })).rejects.toMatchObject({ code: "orders.too-many-payments" });
    expect(await paymentOf(orderId)).toMatchObject({ paid: 200 });
  });

  test("are of a day that has come", async () => {
    const { orderId } = await anOrder();
    await expect(aPayment(boss, orderId, { paidOn: "2999-01-01" })).rejects.toMatchObject({
      code: "orders.paid-in-future",
    });
  });
});

describe("a payment that was wrong", () => {
  test("is voided once, stays in sight, and is open again", async () => {
    const { orderId } = await anOrder();
    const { paymentId } = await aPayment(boss, orderId, { amount: 10_000 });
    await voidPayment(boss, { paymentId, reason: "The cheque bounced" });
    expect(await paymentOf(orderId)).toMatchObject({ state: "unpaid", open: 10_000, paid: 0 });
    expect((await getPayments(boss, { orderId })).rows).toMatchObject([
      { id: paymentId, voidedByName: "Ann", voidReason: "The cheque bounced", mayVoid: false },
    ]);
    await expect(voidPayment(boss, { paymentId })).rejects.toMatchObject({ code: "orders.payment-already-voided" });
    const [row] = await world.owner`select id from payments where voids_id = ${paymentId}`;
    await expect(voidPayment(boss, { paymentId: String(row?.["id"]) })).rejects.toMatchObject({
      code: "orders.payment-already-voided",
    });
  });

  test("is voided by whoever recorded it within a day, and by managers at any time", async () => {
    const clerk = await testContext(world.db, { role: "staff" });
    const other = await testContext(world.db, { role: "staff" });
    const { orderId } = await anOrder();
    const { paymentId } = await aPayment(clerk, orderId);
    await expect(voidPayment(other, { paymentId })).rejects.toMatchObject({ code: "orders.payment-of-other" });
    const later = { ...clerk, now: new Date(clerk.now.getTime() + 25 * 3_600_000) };
    await expect(voidPayment(later, { paymentId })).rejects.toMatchObject({ code: "orders.payment-of-other" });
    await voidPayment(clerk, { paymentId });
    const { paymentId: second } = await aPayment(clerk, orderId);
    await voidPayment(boss, { paymentId: second });
    expect(await paymentOf(orderId)).toMatchObject({ paid: 0 });
  });

  test("is neither changed nor removed by anybody", async () => {
    const { orderId } = await anOrder();
    const { paymentId } = await aPayment(boss, orderId);
    await expect(world.db.execute(`update payments set amount = 1`)).rejects.toThrow("append-only");
    await expect(world.owner`update payments set amount = 1`).rejects.toThrow("append-only");
    await expect(world.owner`delete from payments`).rejects.toThrow("append-only");
    await expect(world.db.execute("delete from payments")).rejects.toThrow("permission denied");
    const mirror = (amount: number) => world.owner`
      insert into payments (id, order_id, kind, voids_id, amount, method, paid_on, recorded_by, recorded_at)
      select uuidv7(), order_id, kind, id, ${amount}::bigint, method, paid_on, recorded_by, recorded_at
      from payments where id = ${paymentId}`;
    await expect(mirror(1_999)).rejects.toThrow("payments_void_what_was_recorded");
  });
});

test("the books find a sum that is not what its payments say", async () => {
  const { orderId } = await anOrder();
  await aPayment(boss, orderId);
  expect(await verifyBooks(world)).toMatchObject({ isSound: true });
  await world.owner`update orders set paid = paid + 1 where id = ${orderId}`;
  expect((await verifyBooks(world)).differences).toMatchObject([
    { check: expect.stringContaining("paid"), subject: "#1001", expected: "2000 less 0", found: "2001 less 0" },
  ]);
});

describe("a due day", () => {
  test("is so many days of the terms after the first shipment, and goes with it", async () => {
    const { orderId } = await anOrder();
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: null });
    const { shipmentId } = await shipOrder(boss, { orderId });
    const [day] = await world.owner`
      select ((now() at time zone time_zone)::date + 14)::text as due from shop_settings`;
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: day?.["due"], state: "unpaid" });
    // What was agreed on the day it shipped stands.
    await world.owner`update shop_settings set payment_terms_days = 30`;
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: day?.["due"] });
    await voidShipment(boss, { shipmentId });
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: null });
  });

  test("is nobody's where the shop follows no payments", async () => {
    await world.owner`update shop_settings set payment_terms_days = null`;
    const { orderId } = await anOrder();
    await shipOrder(boss, { orderId });
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: null, state: "none", open: 0 });
  });

  test("that was set by hand stands whatever ships or is voided, until it goes back to the terms", async () => {
    const { orderId } = await anOrder();
    await setDueDay(boss, { orderId, dueOn: "2031-05-06", seen: null });
    const { shipmentId } = await shipOrder(boss, { orderId });
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: "2031-05-06" });
    await expect(setDueDay(boss, { orderId, dueOn: "2031-05-07", seen: null })).rejects.toMatchObject({
      code: "orders.due-day-changed-meanwhile",
      details: { dueOn: "2031-05-06" },
    });
    const [day] = await world.owner`
      select ((now() at time zone time_zone)::date + 14)::text as due from shop_settings`;
    expect(await setDueDay(boss, { orderId, dueOn: null, seen: "2031-05-06" })).toMatchObject({ dueOn: day?.["due"] });
    await setDueDay(boss, { orderId, dueOn: "2031-05-08", seen: day?.["due"] });
    await voidShipment(boss, { shipmentId });
    expect(await paymentOf(orderId)).toMatchObject({ dueOn: "2031-05-08" });
    expect(await setDueDay(boss, { orderId, dueOn: null, seen: "2031-05-08" })).toMatchObject({ dueOn: null });
  });

  test("is set by hand for orders that were confirmed", async () => {
    const { orderId } = await anOrder(1, false);
    await expect(setDueDay(boss, { orderId, dueOn: "2031-05-06", seen: null })).rejects.toMatchObject({
      code: "orders.wrong-status",
    });
  });

  test("makes an order overdue once it is over, for lists, sums, customers and those who are told", async () => {
    const [late, inTime] = [await anOrder(4), await anOrder(5)];
    for (const { orderId } of [late, inTime]) await shipOrder(boss, { orderId });
    await aPayment(boss, late.orderId, { amount: 1_000 });
    await makeOlder(inTime.orderId, 14);
    expect(await findOrders({ payment: "overdue" })).toEqual([]);
    await makeOlder(late.orderId, 15);
    expect(await findOrders({ payment: "overdue" })).toEqual([1001]);
    expect(await findOrders({ sort: "due", descending: false })).toEqual([1001, 1002]);
    expect(await getReceivables(boss)).toEqual({ due: 8_000, overdue: 3_000, overdueOrders: 1 });
    const elsewhere = await testContext(world.db, { role: "staff", warehouses: [] });
    expect(await getReceivables(elsewhere)).toEqual({ due: 0, overdue: 0, overdueOrders: 0 });
    expect(await getCustomerTotals(boss, shop)).toMatchObject({ openAmount: 8_000, overdueAmount: 3_000 });
    const told = async () =>
      (await listAlerts(boss, ListAlerts.parse({}))).rows.map(({ kind, title }) => [kind, title]);
    await lookAround(boss, [overduePayments]);
    expect(await told()).toEqual([["payment-overdue", "#1001 is overdue for payment"]]);

    await aPayment(boss, late.orderId, { amount: 3_000 });
    await lookAround(boss, [overduePayments]);
    expect(await told()).toEqual([]);
    expect(await findOrders({ payment: "overdue" })).toEqual([]);
  });
});

test("what a list finds by its payments is what the order itself says", async () => {
  const states = await Promise.all(
    [
      { paid: 0, refunded: 0 },
      { paid: 400, refunded: 0 },
      { paid: 400, refunded: 400 },
      { paid: 1_000, refunded: 0 },
      { paid: 1_000, refunded: 300 },
      { paid: 1_000, refunded: 1_000 },
      { paid: 1_500, refunded: 0 },
      { paid: 1_500, refunded: 500 },
      { paid: 1_500, refunded: 1_500 },
    ].flatMap((sums) => ["draft", "confirmed", "shipped", "followed"].map((how) => ({ ...sums, how }))),
  );
  for (const { paid, refunded, how } of states) {
    const { orderId } = await anOrder(1, how !== "draft");
    if (how === "shipped") await world.owner`update shop_settings set payment_terms_days = null`;
    if (how === "shipped" || how === "followed") await shipOrder(boss, { orderId });
    await world.owner`update shop_settings set payment_terms_days = 14`;
    await world.owner`update orders set paid = ${paid}, refunded = ${refunded} where id = ${orderId}`;
  }
  const all = await listOrders(boss, ListOrders.parse({ limit: 100 }));
  expect(all.rows).toHaveLength(states.length);
  for (const payment of PAYMENT_FILTERS.filter((filter) => filter !== "overdue")) {
    const expected = all.rows.filter((row) => row.payment.state === payment).map(({ number }) => number);
    expect(expected.length, payment).toBeGreaterThan(0);
    expect((await findOrders({ payment, limit: 100 })).toSorted(), payment).toEqual(expected.toSorted());
  }
  for (const { amounts, ...row } of all.rows)
    expect(row.payment).toEqual(standingOf({ ...row, billed: amounts.billed.total }));
});
