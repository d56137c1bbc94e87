import { beforeEach, describe, expect, test } from "vitest";
import { verifyLedger } from "@/modules/inventory/checks";
import { blockLot } from "@/modules/inventory/lots/block-lot";
import { listBalances } from "@/modules/inventory/queries";
import { getStockCard } from "@/modules/inventory/stock-card";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop, turnSerials } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock, reverseTransaction, serialsIn } from "@/testing/stock";
import { settleBehind } from "@/testing/waiting";
import { findSerial } from "./find-serial";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"CAM" | "TEA">;
let shelf: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { CAM: 0, TEA: 10 });
  await turnSerials(ctx, shop.variant.CAM);
  shelf = (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" })).locationId;
});

const receive = (serials: string[], locationId = shop.binId, asking = ctx) =>
  receiveStock(asking, {
    lines: [{ variantId: shop.variant.CAM, locationId, quantity: serials.length, serials }],
  });
const adjust = (input: { serials?: string[]; change?: number; reason?: string; count?: Counted }, at = shop.binId) =>
  adjustStock(ctx, { variantId: shop.variant.CAM, locationId: at, reason: "counted", ...input });
type Counted = { quantity: number; recorded: number };
const move = (serials: string[], from = shop.binId, to = shelf) =>
  moveStock(ctx, {
    lines: [{ variantId: shop.variant.CAM, fromLocationId: from, toLocationId: to, quantity: serials.length, serials }],
  });
const inBin = (locationId: string) => serialsIn(ctx, shop.variant.CAM, locationId);
const standing = (serial: string, over: Record<string, unknown> = {}) => ({
  serial,
  sku: "CAM",
  state: "on-hand",
  locationCode: "A-01",
  ...over,
});

test("a piece that is blocked is found as such, with why", async () => {
  await receive(["S-1"]);
  const [piece] = await findSerial(ctx, { serial: "s-1" });
  await blockLot(ctx, { lotId: piece?.lotId ?? "", reason: "Its seal is broken" });
  expect(await findSerial(ctx, { serial: "s-1" })).toMatchObject([
    { state: "on-hand", blockReason: "Its seal is broken" },
  ]);
});

describe("pieces come in", () => {
  test("by their serial numbers, each as a lot of one", async () => {
    await receive(["S-1", "s-2", "S-3"]);
    expect(await listBalances(ctx, { variantId: shop.variant.CAM })).toMatchObject([
      { lotCode: "S-1", onHand: 1 },
      { lotCode: "s-2", onHand: 1 },
      { lotCode: "S-3", onHand: 1 },
    ]);
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("and not without them, nor with fewer", async () => {
    const line = { variantId: shop.variant.CAM, locationId: shop.binId, quantity: 2 };
    for (const serials of [undefined, [], ["S-1"]])
      await expect(receiveStock(ctx, { lines: [{ ...line, serials }] })).rejects.toMatchObject({
        code: "inventory.serials-missing",
        details: { items: [{ sku: "CAM", quantity: 2, serials: serials?.length ?? 0 }] },
      });
    await expect(receiveStock(ctx, { lines: [{ ...line, lot: { code: "L-1" } }] })).rejects.toMatchObject({
      code: "inventory.serials-missing",
    });
    await expect(adjust({ change: 1, reason: "found" })).rejects.toMatchObject({ code: "inventory.serials-missing" });
    expect(await inBin(shop.binId)).toEqual([]);
  });

  test("of an item that keeps none they are refused", async () => {
    const line = { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 1, serials: ["S-1"] };
    await expect(receiveStock(ctx, { lines: [line] })).rejects.toMatchObject({
      code: "inventory.serials-not-kept",
      details: { skus: ["TEA"] },
    });
  });

  test("none twice in a list, in letters of any case", async () => {
    await expect(receive(["S-1", "S-2", "s-1"])).rejects.toMatchObject({
      code: "inventory.serials-repeated",
      details: { serials: ["s-1"] },
    });
  });

  test("none that is on hand already, which is named with its bin", async () => {
    await receive(["S-1"], shelf);
    await expect(receive(["S-0", "s-1"])).rejects.toMatchObject({
      code: "inventory.serials-on-hand",
      details: { serials: [standing("S-1")] },
    });
    expect(await inBin(shop.binId)).toEqual([]);
  });

  test.each(["new to the shop", "taken out before"])(
    "of two who receive one at once that is %s the second is refused, by its name and place",
    async (history) => {
      if (history === "taken out before") {
        await receive(["S-1"]);
        await adjust({ change: -1, serials: ["S-1"], reason: "lost" });
      }
      expect(
        await settleBehind(
          database,
          ctx,
          (ctx) => receive(["S-1"], shelf, ctx),
          () => receive(["S-1"]),
        ),
      ).toMatchObject({
        status: "rejected",
        reason: { code: "inventory.serials-on-hand", details: { serials: [standing("S-1")] } },
      });
      expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
    },
  );

  test("one that was taken out is found again, also by reversing what took it", async () => {
    await receive(["S-1", "S-2"]);
    await adjust({ change: -1, serials: ["s-1"], reason: "lost" });
    expect(await findSerial(ctx, { serial: "S-1" })).toMatchObject([{ state: "gone", place: null }]);
    await adjust({ change: 1, serials: ["S-1"], reason: "found" }, shelf);
    const { transactionId } = await adjust({ change: -1, serials: ["S-2"], reason: "damaged" });
    await reverseTransaction(ctx, { transactionId });
    expect([await inBin(shelf), await inBin(shop.binId)]).toEqual([["S-1"], ["S-2"]]);
  });

  test("what was found meanwhile is not brought back by a reversal", async () => {
    await receive(["S-1"]);
    const { transactionId } = await adjust({ change: -1, serials: ["S-1"], reason: "lost" });
    await adjust({ change: 1, serials: ["S-1"], reason: "found" }, shelf);
    await expect(reverseTransaction(ctx, { transactionId })).rejects.toMatchObject({
      code: "inventory.serials-on-hand",
    });
  });
});

describe("pieces leave a bin", () => {
  test("by a move, and are found where they are", async () => {
    await receive(["S-1", "S-2"]);
    await move(["S-2"]);
    expect([await inBin(shop.binId), await inBin(shelf)]).toEqual([["S-1"], ["S-2"]]);
    expect(await listBalances(ctx, { variantId: shop.variant.CAM, lot: "s-2" })).toMatchObject([
      { lotCode: "S-2", locationCode: "A-01" },
    ]);
    expect(await findSerial(ctx, { serial: "s-2" })).toMatchObject([
      { serial: "S-2", sku: "CAM", state: "on-hand", place: { locationCode: "A-01", warehouseName: "Warehouse MAIN" } },
    ]);
  });

  test("only that in which they are recorded", async () => {
    await receive(["S-1"], shelf);
    const refusal = {
      code: "inventory.serials-not-here",
      details: {
        serials: [standing("S-1"), standing("S-9", { sku: null, state: "new", locationCode: null })],
      },
    };
    await expect(move(["S-1", "S-9"], shop.binId, shelf)).rejects.toMatchObject(refusal);
    await expect(adjust({ change: -2, serials: ["S-1", "S-9"], reason: "lost" })).rejects.toMatchObject(refusal);
  });

  test("and have their path on the stock card of their lot", async () => {
    await receive(["S-1", "S-2"]);
    await move(["S-1"]);
    const [piece] = await findSerial(ctx, { serial: "S-1" });
    const card = await getStockCard(ctx, { variantId: shop.variant.CAM, lotId: piece?.lotId, limit: 50 });
    expect(card.rows.map(({ kind, change, balance, toCode }) => ({ kind, change, balance, toCode }))).toEqual([
      { kind: "move", change: 0, balance: 1, toCode: "A-01" },
      { kind: "receive", change: 1, balance: 1, toCode: expect.any(String) },
    ]);
  });

  test("a colleague of another warehouse reads nothing of them", async () => {
    await receive(["S-1"]);
    const elsewhere = await testContext(database.db, { role: "staff", warehouses: [] });
    expect(await findSerial(elsewhere, { serial: "S-1" })).toEqual([]);
  });
});

describe("a count of a bin names the pieces that were found", () => {
  const count = (serials: string[], recorded: number) => ({ serials, count: { quantity: serials.length, recorded } });

  test("what is more comes in, what is missing goes out, in one entry", async () => {
    await receive(["S-1", "S-2"]);
    await adjust(count(["s-2", "S-3"], 2));
    expect((await inBin(shop.binId)).toSorted()).toEqual(["S-2", "S-3"]);
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("the same pieces are a count that agrees", async () => {
    await receive(["S-1", "S-2"]);
    await adjust(count(["S-1", "S-2"], 2));
    const { rows } = await getStockCard(ctx, { variantId: shop.variant.CAM, limit: 1 });
    expect(rows).toMatchObject([{ kind: "count", quantity: 2 }]);
  });

  test("a piece that is recorded in another bin is named with it", async () => {
    await receive(["S-1"], shelf);
    await expect(adjust(count(["S-1"], 0))).rejects.toMatchObject({
      code: "inventory.serials-on-hand",
      details: { serials: [standing("S-1")] },
    });
  });

  test("what was recorded has changed meanwhile", async () => {
    await receive(["S-1"]);
    await expect(adjust(count(["S-1", "S-2"], 0))).rejects.toMatchObject({
      code: "inventory.count-is-stale",
      details: { seen: 0, recorded: 1 },
    });
  });

  test("a number alone is no count of them", async () => {
    await receive(["S-1"]);
    await expect(adjust({ count: { quantity: 2, recorded: 1 } })).rejects.toMatchObject({
      code: "inventory.serials-missing",
    });
  });
});

describe("the switch", () => {
  test("is not turned on over pieces without numbers, and is once they have some", async () => {
    await expect(turnSerials(ctx, shop.variant.TEA)).rejects.toMatchObject({
      constraint: "stock_balances_hold_single_pieces",
    });
    await adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -10, reason: "correction" });
    await turnSerials(ctx, shop.variant.TEA);
    const line = { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 1 };
    await expect(receiveStock(ctx, { lines: [line] })).rejects.toMatchObject({ code: "inventory.serials-missing" });
    await receiveStock(ctx, { lines: [{ ...line, serials: ["T-1"] }] });
  });

  test("is turned off over pieces with numbers, which may then be many", async () => {
    await receive(["S-1"]);
    await turnSerials(ctx, shop.variant.CAM, false);
    await receiveStock(ctx, {
      lines: [{ variantId: shop.variant.CAM, locationId: shop.binId, quantity: 5, lot: { code: "S-1" } }],
    });
    await expect(turnSerials(ctx, shop.variant.CAM)).rejects.toMatchObject({
      constraint: "stock_balances_hold_single_pieces",
    });
  });

  test("is not turned on while the same lot lies in two bins", async () => {
    await turnSerials(ctx, shop.variant.CAM, false);
    const line = { variantId: shop.variant.CAM, quantity: 1, lot: { code: "S-1" } };
    await receiveStock(ctx, { lines: [shop.binId, shelf].map((locationId) => ({ ...line, locationId })) });
    await expect(turnSerials(ctx, shop.variant.CAM)).rejects.toMatchObject({
      constraint: "stock_balances_hold_serials_once",
    });
  });
});
