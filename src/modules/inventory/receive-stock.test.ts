import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { contentsOf, receiveStock, reverseTransaction } from "@/testing/stock";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
beforeEach(async () => {
  ctx = await testContext(database.db, { name: "Ada Clerk" });
  shop = await aShop(ctx, { TEA: 0 });
});

const receive = (reference: string, at: { binId: string } = shop, by = ctx, yes = false) =>
  receiveStock(by, {
    reference,
    acceptRepeatedReference: yes,
    lines: [{ variantId: shop.variant.TEA, locationId: at.binId, quantity: 4 }],
  });
const onHand = async () => (await contentsOf(ctx, shop.binId))[0]?.onHand ?? 0;
const SEEN = { code: "inventory.delivery-note-seen" };

describe("a delivery note seen before", () => {
  test.each(["LS-4711", "ls-4711", "  LS-4711 ", "\u00a0Ls-4711\t"])(
    "is noticed as %j, with when, who and what",
    async (again) => {
      await receive("LS-4711");
      await expect(receive(again)).rejects.toMatchObject({
        ...SEEN,
        details: {
          receipts: [
            { actorName: "Ada Clerk", reference: "LS-4711", lineCount: 1, lines: [{ sku: "TEA", quantity: 4 }] },
          ],
        },
      });
      expect(await onHand()).toBe(4);
    },
  );

  test("is received again after a yes", async () => {
    await receive("LS-4711");
    await receive("LS-4711", shop, ctx, true);
    expect(await onHand()).toBe(8);
  });

  test("is another one at another warehouse, and so is another number", async () => {
    const far = await aShop(ctx, {}, "FAR");
    await receive("LS-4711");
    await receive("LS-4711", far);
    await receive("LS-4712");
    await expect(receive("LS-4711", far)).rejects.toMatchObject(SEEN);
  });

  test("names only what came into warehouses that the person works in", async () => {
    const far = await aShop(ctx, { MUG: 0 }, "FAR");
    const lines = [
      { variantId: far.variant.MUG, locationId: far.binId, quantity: 9 },
      { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 4 },
    ];
    await receiveStock(ctx, { reference: "LS-4711", lines });
    const clerk = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
    for (const again of [
      () => receive("LS-4711", shop, clerk),
      () => receiveStock(clerk, { reference: "LS-4711", lines }),
    ])
      await expect(again()).rejects.toMatchObject({
        ...SEEN,
        message: expect.not.stringContaining("MUG"),
        details: { receipts: [{ lineCount: 1, lines: [{ sku: "TEA", quantity: 4 }] }] },
      });
  });

  test("is new again once its receipt was reversed", async () => {
    await reverseTransaction(ctx, await receive("LS-4711"));
    await receive("LS-4711");
    expect(await onHand()).toBe(4);
  });

  test("needs a number: receipts without one are not compared", async () => {
    await receive("");
    await receive("  ");
    expect(await onHand()).toBe(8);
  });

  test("is noticed by the second of two people who enter it at the same moment", async () => {
    const outcomes = await Promise.allSettled([receive("LS-4711"), receive("ls-4711"), receive("LS-4711 ")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await onHand()).toBe(4);
  });

  test("tells nothing of a warehouse that one does not work in", async () => {
    await receive("LS-4711");
    const stranger = await testContext(database.db, { role: "staff", warehouses: [] });
    await expect(receive("LS-4711", shop, stranger)).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
  });
});
