import { inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { customersRouter } from "@/modules/customers/router";
import { customers } from "@/modules/customers/schema";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { router } from "@/platform/trpc/procedure";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { getOrder } from "./queries";
import { ordersRouter } from "./router";
import { orders, shipments } from "./schema";

const database = testDatabase();

/** Customers come along, since orders are placed for them. */
const api = router({ orders: ordersRouter, customers: customersRouter });
type Caller = ReturnType<typeof api.createCaller>;

const SENDS = 5;

/** Sends one action several times at once with one key, as an impatient browser or a retrying network would. */
async function sendRepeatedly<Answer>(ctx: Context, act: (caller: Caller) => Promise<Answer>): Promise<Answer> {
  const idempotencyKey = newId();
  const caller = api.createCaller({ ...ctx, idempotencyKey });
  const before = await effects();
  const answers = await Promise.all(Array.from({ length: SENDS }, () => act(caller)));
  const after = await effects();
  const [first] = answers;
  if (first === undefined) throw new Error("Nothing was answered.");
  for (const answer of answers) expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(JSON.stringify(first)));
  const again = await act(api.createCaller({ ...ctx, idempotencyKey }));
  expect(again).toEqual(JSON.parse(JSON.stringify(first)));
  expect(await effects()).toEqual(after);
  expect(after.changes - before.changes).toBe(1);
  return first;
}

/** What one action may add to. Each change of an order or a customer leaves one row of audit. */
async function effects() {
  const isOurs = inArray(auditEntries.entity, ["order", "customer"]);
  const [ordersPlaced, customersKnown, shipmentsSent, messages, changes] = await Promise.all([
    database.db.$count(orders),
    database.db.$count(customers),
    database.db.$count(shipments),
    database.db.$count(outbox),
    database.db.$count(auditEntries, isOurs),
  ]);
  return { ordersPlaced, customersKnown, shipmentsSent, messages, changes };
}

test(
  "every change sent five times at once under one key has one effect and one answer",
  { timeout: 60_000 },
  async () => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: 100 });
    const lines = [{ variantId: shop.variant.TEA, quantity: 3 }];

    const { customerId } = await sendRepeatedly(ctx, (caller) => caller.customers.create({ name: "Ada Lovelace" }));
    await sendRepeatedly(ctx, (caller) => caller.customers.edit({ customerId, version: 1, name: "Ada King" }));
    const head = { customerId, warehouseId: shop.warehouseId };

    const draft = await sendRepeatedly(ctx, (caller) => caller.orders.place({ ...head, lines }));
    await sendRepeatedly(ctx, (caller) =>
      caller.orders.edit({
        ...head,
        orderId: draft.orderId,
        version: 1,
        lines: [{ variantId: shop.variant.TEA, quantity: 4 }],
      }),
    );
    await sendRepeatedly(ctx, (caller) => caller.orders.confirm({ orderId: draft.orderId }));
    await sendRepeatedly(ctx, (caller) => caller.orders.hold({ orderId: draft.orderId, reason: "Payment is missing" }));
    await sendRepeatedly(ctx, (caller) => caller.orders.resume({ orderId: draft.orderId }));
    const {
      lines: [line],
    } = await getOrder(ctx, draft);
    if (!line) throw new Error("The order has no line.");
    await sendRepeatedly(ctx, (caller) =>
      caller.orders.ship({
        orderId: draft.orderId,
        lines: [{ orderLineId: line.id, quantity: 1, locationId: shop.binId, lotId: null }],
      }),
    );
    await sendRepeatedly(ctx, (caller) => caller.orders.complete({ orderId: draft.orderId }));
    expect(await getOrder(ctx, draft)).toMatchObject({ status: "completed", lines: [{ shipped: 1, cancelled: 3 }] });

    const next = await sendRepeatedly(ctx, (caller) => caller.orders.place({ ...head, lines, confirm: true }));
    expect(Number(next.number)).toBe(Number(draft.number) + 1);
    await sendRepeatedly(ctx, (caller) => caller.orders.cancel({ orderId: next.orderId }));
    await sendRepeatedly(ctx, (caller) => caller.customers.archive({ customerId, archived: true }));
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  },
);

test("a key is for one action: another body under it is refused, and changes nothing", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 100 });
  const caller = api.createCaller({ ...ctx, idempotencyKey: newId() });
  const order = {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
  };
  await caller.orders.place(order);
  await expect(caller.orders.place({ ...order, note: "Another" })).rejects.toMatchObject({
    cause: { code: "platform.idempotency-key-reused" },
  });
  expect(await database.db.$count(orders)).toBe(1);
});

test("a refused change keeps no key: when the reason is gone, the same request goes through", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 1 });
  const caller = api.createCaller({ ...ctx, idempotencyKey: newId() });
  const order = {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity: 2 }],
  };
  await expect(caller.orders.place(order)).rejects.toMatchObject({
    code: "CONFLICT",
    cause: { code: "inventory.insufficient-stock" },
  });
  await database.owner`update stock_availability set on_hand = 2`;
  await expect(caller.orders.place(order)).resolves.toMatchObject({ number: { value: 1001 } });
});

test("what a form may not set is refused, not ignored", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 1 });
  const caller = api.createCaller({ ...ctx, idempotencyKey: newId() });
  const order = {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 2 }],
  };
  for (const extra of [{ number: 7 }, { status: "completed" }, { placedBy: ctx.actor.userId }, { id: newId() }]) {
    const withExtra = { ...order, ...extra };
    await expect(caller.orders.place(withExtra)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});
