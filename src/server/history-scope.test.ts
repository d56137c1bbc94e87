import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { editOrder } from "@/modules/orders/edit-order";
import { placeOrder } from "@/modules/orders/place-order";
import { auditEntries } from "@/platform/audit/schema";
import { database } from "@/platform/database/db";
import type { WarehouseScope } from "@/shared/access";
import { SHOP_ENTITIES } from "@/shared/entity";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { keepUploadsApart } from "@/testing/imports";
import { aPerson, aSession } from "@/testing/people";
import { aShop } from "@/testing/shop";
import type { ShopAtWork } from "@/testing/shop-at-work";
import { moveStock } from "@/testing/stock";
import { VALID_INPUTS } from "@/testing/valid-inputs";
import { appRouter } from "./router";

/* A change in a warehouse is shown to people who work there, and to nobody who works elsewhere. */

/** They change nothing of the shop, and leave no entry behind. */
const CHANGES_NOTHING = [
  "users.getLink",
  "users.askForLink",
  "notifications.markRead",
  "notifications.markAllRead",
  "notifications.acknowledgeAlert",
  "notifications.chooseKind",
  "notifications.setSchedule",
  "views.setDefault",
  "documents.printOrders",
  "documents.printInvoices",
  "system.retryJob",
  "system.discardJob",
];
const ELSEWHERE_TOO: readonly string[] = SHOP_ENTITIES;

const world = testDatabase({ fill: openWarehouses });
keepUploadsApart();
const changes = Object.entries(VALID_INPUTS)
  .flatMap(([module, ofModule]) => Object.entries(ofModule).map(namedIn(module)))
  .filter(([name]) => !CHANGES_NOTHING.includes(name));
let shop: ShopAtWork;
let elsewhere: { warehouseId: string; binId: string };

async function openWarehouses(): Promise<void> {
  const actor = await aSession(world.db, await aPerson(world.db, { role: "admin" }));
  const ctx = { db: world.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
  shop = { ...(await aShop(ctx, { TEA: 100 })), ctx };
  elsewhere = await createWarehouse(ctx, { code: "ELSEWHERE", name: "Elsewhere" });
}
beforeEach(() => {
  shop = { ...shop, ctx: { ...shop.ctx, now: new Date() } };
});
afterAll(() => database().end());

function namedIn(module: string) {
  return ([name, inputOf]: [string, (shop: ShopAtWork) => unknown]) => [`${module}.${name}`, inputOf] as const;
}

async function seenBy(warehouses: WarehouseScope) {
  const clerk = await testContext(world.db, { role: "staff", warehouses });
  return (await listHistory(clerk, { limit: 200 })).rows;
}

const happened = () => world.db.$count(auditEntries);

describe("of what happens in a warehouse nobody reads who works elsewhere", () => {
  test.each(changes)("%s", async (name, inputOf) => {
    const input = await inputOf(shop);
    const [before, known] = [await happened(), (await seenBy([elsewhere.warehouseId])).map(({ id }) => id)];

    const call = name
      .split(".")
      .reduce<unknown>(
        (callers, word) => Reflect.get(Object(callers), word),
        appRouter.createCaller({ ...shop.ctx, idempotencyKey: newId(), isConfirmed: async () => true }),
      );
    if (typeof call !== "function") throw new Error(`${name} cannot be called.`);
    await call(input);

    expect(await happened()).toBeGreaterThan(before);
    const news = (await seenBy([elsewhere.warehouseId])).filter(({ id }) => !known.includes(id));
    expect(news.filter(({ entity }) => !ELSEWHERE_TOO.includes(entity))).toEqual([]);
  });
});

describe("the history", () => {
  test("is whole for those who work everywhere, and for the place it happened in", async () => {
    await placeOrder(shop.ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
      confirm: true,
    });
    const entities = (rows: { entity: string }[]) => rows.map(({ entity }) => entity);
    expect(await seenBy("all")).toHaveLength(await happened());
    expect(entities(await seenBy([shop.warehouseId]))).toEqual(["order", "stock-transaction", "customer", "location"]);
    expect(entities(await seenBy([elsewhere.warehouseId]))).toEqual(["location", "customer"]);
    expect(entities(await seenBy([]))).toEqual(["customer"]);
  });

  test("of goods that went from one place to another is read in both", async () => {
    const lines = [
      { variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: elsewhere.binId, quantity: 2 },
    ];
    const { transactionId } = await moveStock(shop.ctx, { lines });
    for (const place of [shop, elsewhere])
      expect((await seenBy([place.warehouseId])).map(({ entityId }) => entityId)).toContain(transactionId);
  });

  test("an order given to another warehouse shows that change to both, and nothing older to the new one", async () => {
    const draft = {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
    };
    const { orderId } = await placeOrder(shop.ctx, draft);
    await editOrder(shop.ctx, { ...draft, orderId, version: 1, warehouseId: elsewhere.warehouseId });
    const entriesOf = async (warehouseId: string) =>
      (await seenBy([warehouseId])).filter(({ entityId }) => entityId === orderId);
    expect(await entriesOf(shop.warehouseId)).toHaveLength(2);
    expect(await entriesOf(elsewhere.warehouseId)).toHaveLength(1);
  });
});
