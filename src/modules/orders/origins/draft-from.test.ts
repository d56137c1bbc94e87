import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { products, variants } from "@/modules/catalog/schema";
import { customers } from "@/modules/customers/schema";
import { listHistory } from "@/modules/history/queries";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { PlaceOrder } from "@/modules/orders/contract";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toMoney } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { duplicateOrder } from "./duplicate-order";
import { reopenAsDraft } from "./reopen-as-draft";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
});

/** Four teas at a price that was agreed, and two mugs. */
const place = (confirm = true) =>
  placeOrder(
    ctx,
    PlaceOrder.parse({
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      note: "By Friday",
      customerReference: "PO-1",
      confirm,
      lines: [
        { variantId: shop.variant.TEA, quantity: 4, unitPrice: 900, discountRate: 100_000, taxRate: 70_000 },
        { variantId: shop.variant.MUG, quantity: 2 },
      ],
    }),
  );
const archive = (variantId: string) =>
  database.db.update(variants).set({ archivedAt: ctx.now }).where(eq(variants.id, variantId));
const firstLine = async (orderId: string) => (await getOrder(ctx, { orderId })).lines[0]?.id ?? "";
const latest = async (entityId: string) => (await listHistory(ctx, { entityId, limit: 1 })).rows[0];
const expectSoundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

describe("a duplicate", () => {
  test("is a draft of its own for the same customer, at today's prices", async () => {
    const { orderId } = await place();
    await database.db
      .update(variants)
      .set({ price: toMoney(1_200) })
      .where(eq(variants.id, shop.variant.TEA));
    const copy = await duplicateOrder(ctx, { orderId });
    const [old, made] = await Promise.all([getOrder(ctx, { orderId }), getOrder(ctx, { orderId: copy.orderId })]);
    expect(copy.leftOut).toEqual([]);
    expect(made).toMatchObject({
      number: old.number + 1,
      status: "draft",
      note: "",
      customer: { id: shop.customerId },
      warehouseId: shop.warehouseId,
      lines: [
        { sku: "TEA", quantity: 4, unitPrice: 1_200, discountRate: 0 },
        { sku: "MUG", quantity: 2 },
      ],
      links: [{ id: orderId, number: old.number, kind: "duplicate", isOrigin: true }],
    });
    // An order that serves as a template does not list all of its copies.
    expect(old).toMatchObject({ status: "confirmed", version: 1, links: [] });
    expect((await latest(copy.orderId))?.after).toMatchObject({ origin: "duplicate", from: `#${old.number}` });
    await expectSoundBooks();
  });

  test("has what the order has still, and of one that was cancelled whole all of it", async () => {
    const { orderId } = await place();
    await cancelLine(ctx, { orderId, orderLineId: await firstLine(orderId), quantity: 3 });
    const part = await duplicateOrder(ctx, { orderId });
    expect((await getOrder(ctx, part)).lines).toMatchObject([{ quantity: 1 }, { quantity: 2 }]);
    await cancelOrder(ctx, { orderId });
    const whole = await duplicateOrder(ctx, { orderId });
    expect((await getOrder(ctx, whole)).lines).toMatchObject([{ quantity: 4 }, { quantity: 2 }]);
  });

  test("leaves out what is not for sale any more, and names it", async () => {
    const { orderId } = await place();
    await archive(shop.variant.TEA);
    const copy = await duplicateOrder(ctx, { orderId });
    expect(copy.leftOut).toEqual(["TEA"]);
    expect((await getOrder(ctx, copy)).lines).toMatchObject([{ sku: "MUG" }]);
    expect((await latest(copy.orderId))?.after).toMatchObject({ leftOut: "TEA" });

    await database.db.update(products).set({ archivedAt: ctx.now });
    await expect(duplicateOrder(ctx, { orderId })).rejects.toMatchObject({
      code: "orders.nothing-for-sale",
      details: { skus: ["TEA", "MUG"] },
    });
    await expectSoundBooks();
  });

  test("is refused for a customer who is archived, and for people of other warehouses", async () => {
    const { orderId } = await place();
    const stranger = await testContext(database.db, { role: "staff", warehouses: [] });
    await expect(duplicateOrder(stranger, { orderId })).rejects.toMatchObject({ code: "orders.order-not-found" });
    await database.db.update(customers).set({ archivedAt: ctx.now });
    await expect(duplicateOrder(ctx, { orderId })).rejects.toMatchObject({ code: "customers.archived" });
  });
});

describe("a cancelled order", () => {
  test("is reopened as a draft at the prices that were agreed, and both lead to each other", async () => {
    const { orderId } = await place();
    await cancelOrder(ctx, { orderId });
    await database.db.update(variants).set({ price: toMoney(1_200) });
    const draft = await reopenAsDraft(ctx, { orderId });
    const [old, made] = await Promise.all([getOrder(ctx, { orderId }), getOrder(ctx, draft)]);
    expect(old).toMatchObject({
      status: "cancelled",
      links: [{ id: draft.orderId, number: made.number, kind: "reopened", isOrigin: false }],
    });
    expect(made).toMatchObject({
      status: "draft",
      note: "By Friday",
      customerReference: "PO-1",
      amounts: { ordered: old.amounts.ordered },
      lines: [
        { sku: "TEA", quantity: 4, unitPrice: 900, discountRate: 100_000, taxRate: 70_000 },
        { sku: "MUG", quantity: 2, unitPrice: 1_000 },
      ],
      links: [{ id: orderId, kind: "reopened", isOrigin: true }],
    });
    expect((await latest(orderId))?.after).toEqual({ reopened: true });
    await confirmOrder(ctx, draft);
    await expectSoundBooks();
  });

  test("is reopened with its tax within the price, and rounded, as it was agreed", async () => {
    await database.db.update(shopSettings).set({ pricesIncludeTax: true, roundsTaxOnce: true });
    const { orderId } = await place();
    await database.db.update(shopSettings).set({ pricesIncludeTax: false, roundsTaxOnce: false });
    await cancelOrder(ctx, { orderId });
    const draft = await getOrder(ctx, await reopenAsDraft(ctx, { orderId }));
    expect(draft).toMatchObject({
      roundsTaxOnce: true,
      amounts: { ordered: (await getOrder(ctx, { orderId })).amounts.ordered },
      lines: [{ pricesIncludeTax: true }, { pricesIncludeTax: true }],
    });
    await expectSoundBooks();
  });

  test("of which some had shipped gets back the rest", async () => {
    const { orderId } = await place();
    const pick = { orderLineId: await firstLine(orderId), quantity: 3, locationId: shop.binId, lotId: null };
    await shipOrder(ctx, { orderId, lines: [pick] });
    await cancelOrder(ctx, { orderId });
    const draft = await reopenAsDraft(ctx, { orderId });
    expect((await getOrder(ctx, draft)).lines).toMatchObject([{ quantity: 1 }, { quantity: 2 }]);
    await expectSoundBooks();
  });

  test("is reopened once, also by two at once, and no other order is", async () => {
    const { orderId } = await place();
    await expect(reopenAsDraft(ctx, { orderId })).rejects.toMatchObject({ code: "orders.wrong-status" });
    await cancelOrder(ctx, { orderId });
    const outcomes = await Promise.allSettled([reopenAsDraft(ctx, { orderId }), reopenAsDraft(ctx, { orderId })]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(reopenAsDraft(ctx, { orderId })).rejects.toMatchObject({ code: "orders.already-reopened" });
    await expectSoundBooks();
  });
});
