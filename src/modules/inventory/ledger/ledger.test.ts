import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { verifyLedger } from "@/modules/inventory/checks";
import { GetStockCard, ListStock } from "@/modules/inventory/contract";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { listAvailability } from "@/modules/inventory/queries";
import { releaseStock } from "@/modules/inventory/reservations/release-stock";
import { reserveStock } from "@/modules/inventory/reservations/reserve-stock";
import { shipStock } from "@/modules/inventory/reservations/ship-stock";
import { suggestPicks } from "@/modules/inventory/reservations/suggest-picks";
import { stockMovements } from "@/modules/inventory/schema";
import { getStockCard } from "@/modules/inventory/stock-card";
import { listStock } from "@/modules/inventory/stock-list";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, aVariant, type Shop } from "@/testing/shop";
import { adjustStock, contentsOf, createLocation, moveStock, receiveStock, reverseTransaction } from "@/testing/stock";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 10, MUG: 0 });
});

const stockOf = async (variantId: string) =>
  (await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [variantId] }))[0];
const aBin = async (code: string) =>
  (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code })).locationId;
/** A reservation is part of a document's change, which the document records. */
const asDocument = (documentId: string, work: (ctx: TxContext) => Promise<unknown>) =>
  inTransaction(ctx, async (ctx) => {
    await work(ctx);
    recordChange(ctx, {
      entity: "order",
      entityId: documentId,
      label: "#1",
      warehouseIds: [shop.warehouseId],
      before: null,
      after: null,
    });
  });
const reserve = (quantity: number, documentId = newId(), lineId = newId()) =>
  asDocument(documentId, (ctx) =>
    reserveStock(ctx, {
      documentId,
      warehouseId: shop.warehouseId,
      lines: [{ lineId, variantId: shop.variant.TEA, quantity: toQuantity(quantity) }],
    }),
  );
const movementCount = async () => (await database.db.select().from(stockMovements)).length;

describe("stock moves", () => {
  test("received stock is on hand in its bin and available", async () => {
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.MUG, locationId: shop.binId, quantity: 7 }] });

    expect(await stockOf(shop.variant.MUG)).toMatchObject({ onHand: 7, reserved: 0, available: 7 });
    expect(await contentsOf(ctx, shop.binId)).toContainEqual(expect.objectContaining({ sku: "MUG", onHand: 7 }));
  });

  test("a move changes bins and not what the warehouse has", async () => {
    const shelf = await aBin("A-01");
    await moveStock(ctx, {
      lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 4 }],
    });

    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 10 });
    expect(await contentsOf(ctx, shelf)).toMatchObject([{ sku: "TEA", onHand: 4 }]);
  });

  test("a bin gives no more than it holds, and every line that is short is named", async () => {
    const shelf = await aBin("A-01");
    const lines = [
      { variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 11 },
      { variantId: shop.variant.MUG, fromLocationId: shop.binId, toLocationId: shelf, quantity: 1 },
    ];
    const before = await movementCount();

    await expect(moveStock(ctx, { lines })).rejects.toMatchObject({
      code: "inventory.insufficient-in-bin",
      details: {
        shortages: [
          { sku: "TEA", requested: 11, available: 10 },
          { sku: "MUG", requested: 1, available: 0 },
        ],
      },
    });
    expect(await movementCount()).toBe(before);
  });

  test("of a posting that is refused, only what is short is named", async () => {
    const shelf = await aBin("A-01");
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.MUG, locationId: shop.binId, quantity: 10 }] });
    const lines = [
      { variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 6 },
      { variantId: shop.variant.MUG, fromLocationId: shop.binId, toLocationId: shelf, quantity: 11 },
    ];
    await expect(moveStock(ctx, { lines })).rejects.toMatchObject({
      details: { shortages: [{ sku: "MUG", requested: 11, available: 10 }] },
    });
  });

  test("an adjustment cannot remove what is reserved", async () => {
    await reserve(8);
    await expect(
      adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -3, reason: "damaged" }),
    ).rejects.toMatchObject({
      code: "inventory.goods-are-promised",
      details: { shortages: [{ sku: "TEA", requested: 3, available: 2 }] },
    });
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 10, reserved: 8 });
  });

  test("ids in capitals are the same ids", async () => {
    const line = { variantId: shop.variant.MUG, locationId: shop.binId, quantity: 2 };
    await receiveStock(ctx, {
      lines: [line, { ...line, variantId: line.variantId.toUpperCase(), locationId: line.locationId.toUpperCase() }],
    });
    expect(await stockOf(shop.variant.MUG)).toMatchObject({ onHand: 4 });
  });

  test("stock is received into bins only", async () => {
    await expect(
      receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.warehouseId, quantity: 1 }] }),
    ).rejects.toMatchObject({ code: "inventory.location-unusable" });
  });

  test("an empty bin can be archived and receives nothing after that; a bin with stock cannot", async () => {
    const shelf = await aBin("A-01");
    await archiveLocation(ctx, { locationId: shelf });
    await expect(
      receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shelf, quantity: 1 }] }),
    ).rejects.toMatchObject({ code: "inventory.location-unusable" });
    await expect(archiveLocation(ctx, { locationId: shop.binId })).rejects.toMatchObject({
      code: "inventory.location-not-empty",
    });
  });

  test("people move stock only in warehouses they work in", async () => {
    const stranger = await testContext(database.db, { role: "staff", warehouses: [] });
    await expect(
      receiveStock(stranger, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 1 }] }),
    ).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
    // A shortage would reveal how much is recorded there.
    await expect(
      adjustStock(stranger, { variantId: shop.variant.TEA, locationId: shop.binId, change: -11, reason: "lost" }),
    ).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 10 });
    expect((await listStock(stranger, ListStock.parse({}))).rows).toEqual(
      expect.arrayContaining([expect.objectContaining({ sku: "TEA", onHand: 0 })]),
    );
  });
});

describe("a posting can be reversed", () => {
  test.each([
    [
      "a receipt",
      () => receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 5 }] }),
    ],
    [
      "an adjustment",
      () => adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -2, reason: "lost" }),
    ],
    [
      "a move",
      async () =>
        moveStock(ctx, {
          lines: [
            { variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: await aBin("B-01"), quantity: 3 },
          ],
        }),
    ],
  ])("%s, once", async (_name, act) => {
    const { transactionId } = await act();
    await reverseTransaction(ctx, { transactionId });

    expect(await contentsOf(ctx, shop.binId)).toMatchObject([{ sku: "TEA", onHand: 10 }]);
    await expect(reverseTransaction(ctx, { transactionId })).rejects.toMatchObject({
      code: "inventory.already-reversed",
    });
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("by one of two people who reverse it at the same time", async () => {
    const { transactionId } = await adjustStock(ctx, {
      variantId: shop.variant.TEA,
      locationId: shop.binId,
      change: 2,
      reason: "found",
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => reverseTransaction(ctx, { transactionId })));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 10 });
  });
});

describe("reservations", () => {
  test("exactly as many concurrent demands succeed as there are items", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => reserve(1)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(10);
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 10, reserved: 10, available: 0 });
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("documents with the same variants in another order do not deadlock", async () => {
    await receiveStock(ctx, {
      lines: [
        { variantId: shop.variant.MUG, locationId: shop.binId, quantity: 200 },
        { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 190 },
      ],
    });
    const both = [shop.variant.TEA, shop.variant.MUG];
    const wants = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? both : [...both].reverse()));
    await Promise.all(
      wants.map((variantIds) =>
        asDocument(newId(), (ctx) =>
          reserveStock(ctx, {
            documentId: newId(),
            warehouseId: shop.warehouseId,
            lines: variantIds.map((variantId) => ({ lineId: newId(), variantId, quantity: toQuantity(2) })),
          }),
        ),
      ),
    );
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ reserved: 200 });
  });

  test("a shipment lowers the bin and the reservation together", async () => {
    const [documentId, lineId] = [newId(), newId()];
    await reserve(6, documentId, lineId);
    const ship = (quantity: number) =>
      inTransaction(ctx, (ctx) =>
        shipStock(ctx, {
          document: { kind: "order", id: documentId, label: "#1" },
          shipmentId: newId(),
          warehouseId: shop.warehouseId,
          lines: [
            {
              lineId,
              variantId: shop.variant.TEA,
              quantity: toQuantity(quantity),
              locationId: shop.binId,
              lotId: null,
            },
          ],
        }),
      );
    await ship(4);
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 6, reserved: 2 });

    await expect(ship(3)).rejects.toMatchObject({ code: "inventory.not-reserved" });
    await asDocument(documentId, (ctx) => releaseStock(ctx, { documentId }));
    expect(await stockOf(shop.variant.TEA)).toMatchObject({ onHand: 6, reserved: 0 });
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("what expires first is picked first", async () => {
    const lot = (code: string, expiresOn: string | null, quantity: number) => ({
      variantId: shop.variant.MUG,
      locationId: shop.binId,
      quantity,
      lot: { code, expiresOn },
    });
    await receiveStock(ctx, {
      lines: [lot("LATE", "2040-01-01", 5), lot("SOON", "2037-01-01", 3), lot("NEVER", null, 9)],
    });
    const picks = await suggestPicks(ctx, {
      warehouseId: shop.warehouseId,
      lines: [{ variantId: shop.variant.MUG, quantity: toQuantity(10) }],
    });
    expect(picks.map((pick) => [pick.lotCode, pick.quantity])).toEqual([
      ["SOON", 3],
      ["LATE", 5],
      ["NEVER", 2],
    ]);
  });

  test("a lot keeps its expiry date", async () => {
    const receive = (expiresOn: string) =>
      receiveStock(ctx, {
        lines: [{ variantId: shop.variant.MUG, locationId: shop.binId, quantity: 1, lot: { code: "L1", expiresOn } }],
      });
    await receive("2037-01-01");
    await expect(receive("2038-01-01")).rejects.toMatchObject({ code: "inventory.lot-mismatch" });
  });
});

describe("the list of stock", () => {
  test.each([
    { sort: "title" },
    { sort: "title", descending: true },
    { sort: "available" },
    { sort: "onHand", descending: true },
  ] as const)("in pages by %o holds each variant once", async (order) => {
    for (const sku of ["a-1", "B-2", "b-3", "C-4"]) await aVariant(ctx, { sku });
    const seen: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await listStock(ctx, ListStock.parse({ ...order, limit: 2, cursor }));
      seen.push(...page.rows.map((row) => row.sku));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect([...seen].sort()).toEqual(["B-2", "C-4", "MUG", "TEA", "a-1", "b-3"]);
    if (order.sort === "title")
      expect(seen).toEqual(
        order.descending ? ["TEA", "MUG", "C-4", "b-3", "B-2", "a-1"] : ["a-1", "B-2", "b-3", "C-4", "MUG", "TEA"],
      );
  });
});

describe("the ledger", () => {
  test("the stock card runs from what is on hand now back to zero, page by page", async () => {
    await adjustStock(ctx, {
      variantId: shop.variant.TEA,
      locationId: shop.binId,
      change: -4,
      reason: "damaged",
      note: "wet",
    });
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 20 }] });
    const first = await getStockCard(ctx, GetStockCard.parse({ variantId: shop.variant.TEA, limit: 2 }));
    const second = await getStockCard(
      ctx,
      GetStockCard.parse({ variantId: shop.variant.TEA, limit: 2, cursor: first.nextCursor }),
    );

    expect([...first.rows, ...second.rows].map((row) => [row.kind, row.change, row.balance])).toEqual([
      ["receive", 20, 26],
      ["adjust", -4, 6],
      ["receive", 10, 10],
    ]);
    expect(first.rows[1]).toMatchObject({ reason: "damaged", note: "wet", actorName: "A manager" });
    expect(second.nextCursor).toBeNull();
  });

  test("movements are append-only for the application and for the owner of the database", async () => {
    await expect(database.db.execute(sql`update stock_movements set quantity = 1`)).rejects.toMatchObject({
      kind: "permission",
    });
    await expect(database.db.execute(sql`delete from stock_transactions`)).rejects.toMatchObject({
      kind: "permission",
    });
    await expect(database.owner`update stock_movements set quantity = 1`).rejects.toThrow(/append-only/);
    await expect(database.owner`truncate stock_transactions cascade`).rejects.toThrow(/append-only/);
  });

  test("the verifier names each number that was changed by hand", async () => {
    await reserve(2);
    await database.owner`update stock_balances set on_hand = on_hand + 1 where variant_id = ${shop.variant.TEA}`;
    await database.owner`update stock_availability set reserved = 1 where variant_id = ${shop.variant.TEA}`;
    const report = await verifyLedger(ctx);
    expect(report.isSound).toBe(false);
    expect(report.differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          check: "A bin holds the sum of its movements",
          subject: "RECEIVING / TEA",
          expected: "10",
          found: "11",
        }),
        expect.objectContaining({ check: "Reserved stock is the sum of its reservations", expected: "2", found: "1" }),
      ]),
    );
  });
});
