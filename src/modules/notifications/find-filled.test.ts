import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import { stockFilled } from "@/modules/inventory/contract";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { recordFilled } from "@/modules/orders/record-filled";
import { auditEntries } from "@/platform/audit/schema";
import { outbox } from "@/platform/outbox/schema";
import { inTransaction } from "@/platform/transaction";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { tellAll } from "@/testing/notices";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { listNotices } from "./queries";

const world = testDatabase();
let seller: Awaited<ReturnType<typeof testContext>>;
let clerk: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA" | "MUG">;
let orderId: string;

beforeEach(async () => {
  const admin = await testContext(world.db);
  shop = await aShop(admin, { TEA: 1, MUG: 1 });
  seller = await testContext(world.db, { role: "staff" });
  clerk = await testContext(world.db, { role: "staff" });
  await admin.db.update(variants).set({ backorder: true });
  const lines = [shop.variant.TEA, shop.variant.MUG].map((variantId) => ({ variantId, quantity: 2 }));
  const acceptBackorders = lines.map(({ variantId }) => ({ variantId, quantity: 1 }));
  const { customerId, warehouseId } = shop;
  orderId = (await placeOrder(seller, { customerId, warehouseId, lines, confirm: true, acceptBackorders })).orderId;
});

const receive = (variantId: string, quantity: number) =>
  receiveStock(clerk, { lines: [{ variantId, locationId: shop.binId, quantity }] });

/** Each fill is written into the history by a job, here all of them after all had come. */
async function work(): Promise<void> {
  const facts = await world.db.select().from(outbox).where(eq(outbox.name, stockFilled.name)).orderBy(outbox.id);
  for (const { payload } of facts)
    await inTransaction(systemContext(world.db, { action: "orders.record-filled" }), (ctx) =>
      recordFilled(ctx, stockFilled.payload.parse(payload)),
    );
}

const told = async (ctx: typeof seller) => {
  await tellAll(world.db, new Date(Date.now() + 1_000));
  const { rows } = await listNotices(ctx, { unread: false, limit: 50 });
  return rows.flatMap(({ kind, title, detail }) => (kind === "order-filled" ? [`${title}: ${detail}`] : []));
};

const Filled = z.object({ filled: z.string(), waiting: z.number() });
const history = async () => {
  const rows = await world.db.select().from(auditEntries).where(eq(auditEntries.entityId, orderId));
  return rows.flatMap(({ after }) => {
    const read = Filled.safeParse(after);
    return read.success ? [read.data] : [];
  });
};

test("whoever placed an order is told once it has all that it waited for, and its history says what came", async () => {
  await receive(shop.variant.TEA, 5);
  await work();
  expect(await told(seller)).toEqual([]);
  expect(await history()).toEqual([{ filled: "TEA", waiting: 1 }]);

  await world.owner`delete from outbox where name = ${stockFilled.name}`;
  await receive(shop.variant.MUG, 1);
  await work();
  expect(await told(seller)).toEqual(["#1001 has all its items: Ada Example"]);
  expect(await told(clerk)).toEqual([]);
  expect(await history()).toContainEqual({ filled: "MUG", waiting: 0 });
});

test("once, also where the last items came by two deliveries at a time", async () => {
  await receive(shop.variant.TEA, 1);
  await receive(shop.variant.MUG, 1);
  await work();
  expect(await told(seller)).toEqual(["#1001 has all its items: Ada Example"]);
});

test("of an order that was cancelled meanwhile nobody is told", async () => {
  await receive(shop.variant.TEA, 1);
  await cancelOrder(seller, { orderId });
  await work();
  expect(await told(seller)).toEqual([]);
});
