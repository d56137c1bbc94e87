import { beforeEach, describe, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, contentsOf, createLocation, moveStock, receiveStock, reverseTransaction } from "@/testing/stock";
import { verifyLedger } from "./checks";
import { GetStockCard } from "./contract";
import { OWN_UNDO_MINUTES } from "./inventory";
import { getStockCard } from "./stock-card";

const database = testDatabase();
let clerk: Context;
let manager: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  clerk = await testContext(database.db, { role: "staff" });
  manager = await testContext(database.db, { role: "manager" });
  shop = await aShop(manager, { TEA: 10 });
});

const place = () => ({ variantId: shop.variant.TEA, locationId: shop.binId });
const receive = (ctx: Context) => receiveStock(ctx, { lines: [{ ...place(), quantity: 5 }] });
const adjust = (ctx: Context, change: number) =>
  adjustStock(ctx, { ...place(), change, reason: change > 0 ? "found" : "lost" });
const onHand = async () => (await contentsOf(manager, shop.binId))[0]?.onHand ?? 0;
/** What the newest row of the stock card says of undoing it. */
const obstacleFor = async (ctx: Context) =>
  (await getStockCard(ctx, GetStockCard.parse({ variantId: shop.variant.TEA, limit: 1 }))).rows[0]?.obstacle;

const obstacleOf = async (ctx: Context, { transactionId }: { transactionId: string }) =>
  (await getStockCard(ctx, GetStockCard.parse({ variantId: shop.variant.TEA }))).rows.find(
    (row) => row.transactionId === transactionId,
  )?.obstacle;
const order = (quantity: number) => {
  const { customerId, warehouseId, variant } = shop;
  return placeOrder(clerk, { customerId, warehouseId, confirm: true, lines: [{ variantId: variant.TEA, quantity }] });
};

/** History can't be rewritten, so the entry is made by someone whose clock is behind. */
const before = (ctx: Context, minutes: number): Context => ({ ...ctx, now: new Date(Date.now() - minutes * 60_000) });

describe("a clerk undoes", () => {
  test.each([
    ["an own receipt", () => receive(clerk)],
    ["an own gain", () => adjust(clerk, 3)],
    ["an own loss", () => adjust(clerk, -3)],
  ])("%s", async (_what, act) => {
    const entry = await act();
    expect(await obstacleFor(clerk)).toBeNull();
    await reverseTransaction(clerk, entry);
    expect(await onHand()).toBe(10);
    await expect(reverseTransaction(clerk, entry)).rejects.toMatchObject({ code: "inventory.already-reversed" });
    expect(await verifyLedger(clerk)).toMatchObject({ isSound: true });
  });

  test("for a while only, by the clock of the database", async () => {
    const entry = await receive(before(clerk, OWN_UNDO_MINUTES + 1));
    expect(await obstacleFor(clerk)).toBe("too-late");
    await expect(reverseTransaction(before(clerk, OWN_UNDO_MINUTES), entry)).rejects.toMatchObject({
      code: "inventory.undo-not-allowed",
      message: expect.stringContaining("Ask a manager."),
    });
    expect(await obstacleFor(manager)).toBeNull();
    await reverseTransaction(manager, entry);

    const recent = await receive(before(clerk, OWN_UNDO_MINUTES - 1));
    await reverseTransaction(clerk, recent);
  });

  test("nothing of somebody else, and no move", async () => {
    const entry = await receive(manager);
    expect(await obstacleFor(clerk)).toBe("not-yours");
    await expect(reverseTransaction(clerk, entry)).rejects.toMatchObject({ code: "inventory.undo-not-allowed" });
    const shelf = await createLocation(manager, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
    const { locationId: fromLocationId, variantId } = place();
    const moved = await moveStock(clerk, {
      lines: [{ variantId, fromLocationId, toLocationId: shelf.locationId, quantity: 1 }],
    });
    await expect(reverseTransaction(clerk, moved)).rejects.toMatchObject({ code: "inventory.undo-not-allowed" });
    expect(await onHand()).toBe(14);
  });

  test("nothing whose items have left the bin", async () => {
    const entry = await receive(clerk);
    await adjust(manager, -11);
    expect(await onHand()).toBe(4);
    await receive(clerk);
    await adjust(manager, -5);
    expect(await obstacleOf(clerk, entry)).toBe("built-on");
    await expect(reverseTransaction(clerk, entry)).rejects.toMatchObject({ code: "inventory.insufficient-in-bin" });
  });

  test("nothing of which a bin holds only one of two lines", async () => {
    const line = { ...place(), quantity: 5 };
    const entry = await receiveStock(clerk, { lines: [line, line] });
    await adjust(manager, -12);
    expect(await onHand()).toBe(8);
    await receive(clerk);
    await adjust(manager, -4);
    expect(await obstacleOf(clerk, entry)).toBe("built-on");
    await expect(reverseTransaction(clerk, entry)).rejects.toMatchObject({ code: "inventory.insufficient-in-bin" });
  });

  test("nothing without which only expired items were left for what is reserved", async () => {
    const lot = { code: "STALE", expiresOn: await shopDayIn(clerk, -1) };
    const stale = await receiveStock(clerk, { lines: [{ ...place(), quantity: 20, lot }], acceptExpired: true });
    const entry = await receive(clerk);
    await order(12);
    expect([await obstacleOf(clerk, entry), await obstacleOf(clerk, stale)]).toEqual(["built-on", null]);
    await expect(reverseTransaction(clerk, entry)).rejects.toMatchObject({ code: "inventory.goods-are-promised" });
    await reverseTransaction(clerk, stale);
  });

  test("what was taken from one bin and put into another of the warehouse, whatever is reserved there", async () => {
    const shelf = await createLocation(manager, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
    const { locationId: fromLocationId, variantId } = place();
    await order(10);
    const lines = [{ variantId, fromLocationId, toLocationId: shelf.locationId, quantity: 4 }];
    const moved = await moveStock(manager, { lines });
    expect(await obstacleOf(manager, moved)).toBeNull();
    await reverseTransaction(manager, moved);
  });

  test("nothing whose items are reserved", async () => {
    const entry = await receive(clerk);
    await order(12);
    expect(await obstacleFor(clerk)).toBe("built-on");
    await expect(reverseTransaction(clerk, entry)).rejects.toMatchObject({ code: "inventory.goods-are-promised" });
  });
});
