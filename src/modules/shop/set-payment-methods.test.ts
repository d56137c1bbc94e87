import { beforeEach, describe, expect, test } from "vitest";
import { getCustomer } from "@/modules/customers/queries";
import { setTerms } from "@/modules/customers/set-terms";
import { ListHistory } from "@/modules/history/contract";
import { listHistory } from "@/modules/history/queries";
import { ListOrders } from "@/modules/orders/contract";
import { listOrders } from "@/modules/orders/order-list";
import { listMethodsOf } from "@/modules/orders/payments/methods-of-orders";
import { getPayments } from "@/modules/orders/payments/queries";
import { voidPayment } from "@/modules/orders/payments/void-payment";
import { placeOrder } from "@/modules/orders/place-order";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPayment } from "@/testing/payments";
import { aShop, type Shop } from "@/testing/shop";
import { SetPaymentMethods } from "./payment-method-inputs";
import { listPaymentMethods } from "./queries";
import { paymentMethodArchived, paymentMethodsChangedMeanwhile, paymentMethodUnknown } from "./refusals";
import { setPaymentMethods } from "./set-payment-methods";
import { SHOP_ID } from "./shop";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "admin" });
  shop = await aShop(ctx, { TEA: 10 });
});

type Rows = SetPaymentMethods["methods"];
/** Saves what `change` makes of them, and returns their ids by name. */
async function change(changed: (rows: Rows) => Rows): Promise<Record<string, string>> {
  const seen = await listPaymentMethods(ctx);
  const { methods } = await setPaymentMethods(ctx, { methods: changed(seen), seen });
  return Object.fromEntries(methods.map(({ id, name }) => [name, id]));
}
const added = (name: string) => ({ name, isDefault: false, isArchived: false });
const names = async () => (await listPaymentMethods(ctx)).map(({ name }) => name);
const archive = (name: string) =>
  change((rows) => rows.map((row) => (row.name === name ? { ...row, isArchived: true } : row)));

async function anOrder(): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
}

describe("a shop", () => {
  test("begins with five ways to be paid, and names its own, in its order", async () => {
    expect(await names()).toEqual(["Bank transfer", "Cash", "Card terminal", "Cheque", "Other"]);
    await change((rows) => [added("PayPal"), ...rows]);
    expect(await names()).toEqual(["PayPal", "Bank transfer", "Cash", "Card terminal", "Cheque", "Other"]);
    const [entry] = (await listHistory(ctx, ListHistory.parse({ entityId: SHOP_ID }))).rows;
    expect(entry?.after).toMatchObject({
      paymentMethods: expect.stringMatching(/^PayPal, Bank transfer \(default\), /),
    });
  });

  test("changes names that two of them swap", async () => {
    const other: Record<string, string> = { Cash: "Cheque", Cheque: "Cash" };
    await change((rows) => rows.map((row) => ({ ...row, name: other[row.name] ?? row.name })));
    expect(await names()).toEqual(["Bank transfer", "Cheque", "Card terminal", "Cash", "Other"]);
  });

  test("loses nothing of two who change them at once, and none is ever removed", async () => {
    const seen = await listPaymentMethods(ctx);
    await setPaymentMethods(ctx, { methods: [...seen, added("PayPal")], seen });
    const late = setPaymentMethods(ctx, { methods: [...seen, added("Voucher")], seen });
    await expect(late).rejects.toMatchObject({ code: paymentMethodsChangedMeanwhile.code });
    await expect(change((rows) => rows.slice(0, 3))).rejects.toMatchObject({
      code: paymentMethodsChangedMeanwhile.code,
    });
    await expect(database.db.execute("delete from payment_methods")).rejects.toThrow(
      "permission denied for table payment_methods",
    );
  });

  test.each([
    ["the number of a card", "Visa 4111 1111 1111 1111"],
    ["the name of another", "cASH"],
    ["nothing", "  "],
  ])("names none by %s", async (_what, name) => {
    const seen = await listPaymentMethods(ctx);
    expect(SetPaymentMethods.safeParse({ methods: [...seen, added(name)], seen }).success).toBe(false);
  });

  test("has one default, which is in use", async () => {
    const seen = await listPaymentMethods(ctx);
    const all = (changed: object) => seen.map((row) => ({ ...row, ...changed }));
    for (const methods of [all({ isDefault: false }), all({ isDefault: true }), all({ isArchived: true })])
      expect(SetPaymentMethods.safeParse({ methods, seen }).success).toBe(false);
  });
});

describe("a payment", () => {
  test("is by one of them that is in use", async () => {
    const { PayPal = "" } = await change((rows) => [...rows, added("PayPal")]);
    const orderId = await anOrder();
    await aPayment(ctx, orderId, { method: PayPal, amount: 300 });
    await archive("PayPal");
    await expect(aPayment(ctx, orderId, { method: PayPal })).rejects.toMatchObject({
      code: paymentMethodArchived.code,
    });
    await expect(aPayment(ctx, orderId, { method: "barter" })).rejects.toMatchObject({
      code: paymentMethodUnknown.code,
    });
    const { rows, methods } = await getPayments(ctx, { orderId });
    expect(rows).toMatchObject([{ methodName: "PayPal", amount: 300 }]);
    expect(methods.find(({ id }) => id === PayPal)).toMatchObject({ isArchived: true });
  });

  test("begins with how its customer pays, then with what this person chose last, then with the default", async () => {
    const { PayPal = "" } = await change((rows) => [
      { ...added("PayPal"), isDefault: true },
      ...rows.map((row) => ({ ...row, isDefault: false })),
    ]);
    const orderId = await anOrder();
    const suggested = async () => (await getPayments(ctx, { orderId })).suggestedMethod;
    expect(await suggested()).toBe(PayPal);
    await aPayment(ctx, orderId, { method: "cash", amount: 100 });
    expect(await suggested()).toBe("cash");
    const { customerId } = shop;
    const { version } = await getCustomer(ctx, { customerId });
    const terms = { paymentTermsDays: null, creditLimit: null, creditPolicy: null };
    await setTerms(ctx, { customerId, version, ...terms, paymentMethod: "cheque" });
    expect([await suggested(), (await getCustomer(ctx, { customerId })).paymentMethodName]).toEqual([
      "cheque",
      "Cheque",
    ]);
    await archive("Cheque");
    expect(await suggested()).toBe("cash");
    await setTerms(ctx, { customerId, version: version + 1, ...terms, creditLimit: 5 });
    expect((await getCustomer(ctx, { customerId })).paymentMethod).toBe("cheque");
  });

  test("is found by it, and files say it, unless it was voided", async () => {
    const [cash, other] = [await anOrder(), await anOrder()];
    await aPayment(ctx, cash, { method: "cash", amount: 200 });
    await aPayment(ctx, cash, { method: "card", amount: 200 });
    const { paymentId } = await aPayment(ctx, other, { method: "cash", amount: 300 });
    const found = async () =>
      (await listOrders(ctx, ListOrders.parse({ method: "cash" }))).rows.map(({ id }) => id).toSorted();
    expect(await found()).toEqual([cash, other].toSorted());
    await voidPayment(ctx, { paymentId });
    expect(await found()).toEqual([cash]);
    expect(Object.fromEntries(await listMethodsOf(ctx, [cash, other]))).toEqual({ [cash]: "Cash, Card terminal" });
  });
});

test("the release before records by what it knows, also where that is archived by now", async () => {
  const orderId = await anOrder();
  await archive("Cheque");
  await database.db.execute(`
    insert into payments (id, order_id, kind, amount, method, paid_on, recorded_by, recorded_at)
    select gen_random_uuid(), id, 'payment', 500, 'cheque', '2026-02-01', placed_by, now()
      from orders where id = '${orderId}'`);
  const { rows } = await getPayments(ctx, { orderId });
  expect(rows).toMatchObject([{ methodName: "Cheque", amount: 500 }]);
});
