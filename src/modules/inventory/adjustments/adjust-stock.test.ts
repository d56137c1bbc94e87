import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { verifyLedger } from "@/modules/inventory/checks";
import { AdjustStock, GetStockCard, ListTransactions, SetAdjustmentLimit } from "@/modules/inventory/contract";
import { listAdjustmentLimits } from "@/modules/inventory/queries";
import { getStockCard, listTransactions } from "@/modules/inventory/stock-card";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import { MONEY_MAX, toUnitCost, UNIT_COST_MAX } from "@/shared/money";
import { QUANTITY_MAX, toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, aVariant, type Shop } from "@/testing/shop";
import { adjustStock, contentsOf, createLocation, receiveStock, reverseTransaction } from "@/testing/stock";
import { adjustByDocument } from "./adjust-by-document";
import { setAdjustmentLimit } from "./set-adjustment-limit";

const database = testDatabase();
let ctx: Context;
let admin: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  [ctx, admin] = [await testContext(database.db, { role: "staff" }), await testContext(database.db)];
  shop = await aShop(admin, { TEA: 10 });
});

const place = () => ({ variantId: shop.variant.TEA, locationId: shop.binId });
const count = (quantity: number, recorded = 10, reason = "counted") =>
  adjustStock(ctx, { ...place(), count: { quantity, recorded }, reason });
const change = (by: number, reason = by > 0 ? "found" : "lost") => adjustStock(ctx, { ...place(), change: by, reason });
const onHand = async () => (await contentsOf(ctx, shop.binId))[0]?.onHand ?? 0;
const card = async () => (await getStockCard(ctx, GetStockCard.parse({ variantId: shop.variant.TEA }))).rows;

describe("the reason", () => {
  const issuesOf = (input: object) => AdjustStock.safeParse({ ...place(), ...input }).error?.issues ?? [];

  test.each([
    [5, "damaged"],
    [5, "expired"],
    [1, "lost"],
    [2, "sample"],
    [-5, "found"],
  ])("of a change by %i is not %s", (by, reason) => {
    expect(issuesOf({ change: by, reason })).toMatchObject([{ path: ["reason"] }]);
  });

  test("follows what a count comes to, in both directions", () => {
    expect(issuesOf({ count: { quantity: 12, recorded: 10 }, reason: "damaged" })).toMatchObject([
      { path: ["reason"] },
    ]);
    expect(issuesOf({ count: { quantity: 8, recorded: 10 }, reason: "damaged" })).toEqual([]);
    expect(issuesOf({ count: { quantity: 10, recorded: 10 }, reason: "damaged" })).toMatchObject([
      { path: ["reason"] },
    ]);
  });

  test("belongs to one figure: a difference or a count", () => {
    expect(issuesOf({ reason: "counted" })).toMatchObject([{ path: ["change"] }]);
    expect(issuesOf({ reason: "counted", change: 1, count: { quantity: 11, recorded: 10 } })).toMatchObject([
      { path: ["change"] },
    ]);
  });
});

describe("a count", () => {
  test("without a difference is history: on the stock card, in the list of entries and in the audit", async () => {
    await count(10);
    await change(-4);

    expect((await card()).map((row) => [row.kind, row.quantity, row.change, row.balance])).toEqual([
      ["adjust", 4, -4, 6],
      ["count", 10, 0, 10],
      ["receive", 10, 10, 10],
    ]);
    expect((await card())[1]).toMatchObject({ reason: "counted", actorName: "A staff", obstacle: "kind" });
    expect(await listTransactions(ctx, ListTransactions.parse({}))).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: "count", movementCount: 0 })]),
    );
    const entries = await database.db.select().from(auditEntries);
    expect(entries.map(({ after }) => after)).toContainEqual(expect.objectContaining({ kind: "count", counted: 10 }));
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("of an empty bin that is empty is recorded too", async () => {
    await change(-10);
    await count(0, 0);
    expect((await card())[0]).toMatchObject({ kind: "count", quantity: 0, balance: 0 });
  });

  test("can't be changed afterwards", async () => {
    await count(10);
    await expect(database.owner`update stock_counts set quantity = 1`).rejects.toThrow(/append-only/);
  });

  test("with a difference becomes the quantity that was counted", async () => {
    await count(7);
    expect(await onHand()).toBe(7);
    expect((await card())[0]).toMatchObject({ kind: "adjust", change: -3 });
  });

  test.each([10, 7, 13])("of %i is refused when the stock changed since it was shown", async (quantity) => {
    await change(-2);
    await expect(count(quantity)).rejects.toMatchObject({
      code: "inventory.count-is-stale",
      details: { seen: 10, recorded: 8 },
    });
    expect(await onHand()).toBe(8);
  });

  test("in a bin without stock loses no receipt of the same moment", async () => {
    await change(-10);
    const receive = receiveStock(ctx, { lines: [{ ...place(), quantity: 5 }] });
    const [received, counted] = await Promise.allSettled([receive, count(3, 0)]);
    expect(received.status).toBe("fulfilled");
    expect(await onHand()).toBe(counted.status === "fulfilled" ? 8 : 5);
  });

  test("is made in warehouses one works in", async () => {
    const stranger = await testContext(database.db, { role: "staff", warehouses: [] });
    const counted = { ...place(), count: { quantity: 10, recorded: 10 }, reason: "counted" };
    await expect(adjustStock(stranger, counted)).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
  });
});

type Limit = Awaited<ReturnType<typeof listAdjustmentLimits>>[number];

function limitOf(limits: readonly Limit[], role: Limit["role"]) {
  const { quantityMax = null, valueMax = null } = limits.find((each) => each.role === role) ?? {};
  return { quantityMax, valueMax };
}

describe("the limit of a role", () => {
  const limit = async (
    quantityMax: number | null,
    valueMax: number | null,
    role: "staff" | "manager" = "staff",
    known?: Pick<Limit, "quantityMax" | "valueMax">,
  ) => {
    const seen = known ?? limitOf(await listAdjustmentLimits(admin), role);
    await setAdjustmentLimit(admin, SetAdjustmentLimit.parse({ role, quantityMax, valueMax, seen }));
  };
  const refusalOf = (by: number) => expect(change(by)).rejects.toMatchObject({ code: "inventory.above-limit" });

  test("is none until an administrator sets one", async () => {
    await change(-9);
    expect(await listAdjustmentLimits(ctx)).toEqual(
      ["admin", "manager", "staff"].map((role) => ({ role, quantityMax: null, valueMax: null })),
    );
  });

  test("by quantity refuses what is above it, more or fewer, and allows what reaches it", async () => {
    await limit(3, null);
    await refusalOf(-4);
    await refusalOf(4);
    await change(-3);
    await change(3);
    await expect(count(5)).rejects.toThrow("This adjustment is above your limit of 3 items");
    expect(await onHand()).toBe(10);
  });

  test("by value counts the catalog's cost, which is not told to people who may not see it", async () => {
    await database.db.update(variants).set({ cost: toUnitCost(2_500_000) });
    await limit(null, 1_000);
    await change(-4);
    const refused = change(-5);
    await expect(refused).rejects.toMatchObject({ code: "inventory.above-limit", details: { value: null } });
    await expect(refused).rejects.toThrow("above your limit of €10.00 at cost: it changes 5 items. Ask a manager.");
    await limit(null, 1_000, "manager");
    ctx = await testContext(database.db, { role: "manager" });
    await expect(change(-5)).rejects.toThrow("it changes 5 items, €12.50. Ask a manager.");
  });

  test("weighs only what the person may adjust, so that nothing else tells its cost", async () => {
    await database.db.update(variants).set({ cost: toUnitCost(2_500_000) });
    await limit(null, 1_000);
    await expect(change(-11)).rejects.toMatchObject({ code: "inventory.insufficient-in-bin" });
    const far = await aShop(admin, { MUG: 9 }, "FAR");
    ctx = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
    const elsewhere = { variantId: far.variant.MUG, locationId: far.binId, change: 99, reason: "found" };
    await expect(adjustStock(ctx, elsewhere)).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
  });

  test("compares the value of the dearest items in the greatest number", async () => {
    await database.db.update(variants).set({ cost: toUnitCost(UNIT_COST_MAX) });
    await limit(null, MONEY_MAX);
    await refusalOf(QUANTITY_MAX);
  });

  describe("for one item in one bin on one day", () => {
    const RECORDED_YESTERDAY = "update stock_transactions set recorded_at = recorded_at - interval '1 day'";
    const asOwner = (statement: string) =>
      database.owner.begin(async (owner) => {
        await owner`set local session_replication_role = replica`;
        await owner.unsafe(statement);
      });
    beforeEach(() => limit(4, null));

    test("is not passed in several steps, more or fewer", async () => {
      await change(-3);
      await expect(change(-2)).rejects.toThrow(
        "above your limit of 4 items: with your other adjustments of this item in this bin today it changes 5 items.",
      );
      await change(-1);
      await change(4);
      await refusalOf(1);
      expect(await onHand()).toBe(10);
    });

    test("is not passed by value either", async () => {
      await limit(null, 1_000);
      await database.db.update(variants).set({ cost: toUnitCost(2_500_000) });
      await change(-2);
      await refusalOf(-3);
      await change(-2);
    });

    test("is not passed by two adjustments at once", async () => {
      const outcomes = await Promise.allSettled([change(-3), change(-3)]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await onHand()).toBe(7);
    });

    test("is not passed by more items that are undone later", async () => {
      const found = await change(4);
      await change(-4);
      await refusalOf(-4);
      await reverseTransaction(ctx, found);
      await refusalOf(-1);
    });

    test("forgets what was undone, and begins again on the next day", async () => {
      await reverseTransaction(ctx, await change(-4));
      await change(-4);
      await refusalOf(-1);
      await asOwner(RECORDED_YESTERDAY);
      await change(-4);
    });

    test("is each person's, each bin's and each item's own", async () => {
      const { locationId } = await createLocation(admin, { parentId: shop.warehouseId, kind: "bin", code: "B-02" });
      const mug = await aVariant(admin, { sku: "MUG" });
      await change(4);
      await adjustStock(ctx, { ...place(), locationId, change: 4, reason: "found" });
      await adjustStock(ctx, { ...place(), variantId: mug, change: 4, reason: "found" });
      ctx = await testContext(database.db, { role: "staff" });
      await change(4);
      await refusalOf(1);
    });
  });

  test("is of one role, and of what has no cost only the quantity counts", async () => {
    await limit(3, 1);
    await change(-2);
    await expect(adjustStock(admin, { ...place(), change: -8, reason: "lost" })).resolves.toBeDefined();
  });

  test("holds for what a document adjusts, line by line", async () => {
    await limit(3, null);
    const byDocument = (quantity: number) =>
      adjustByDocument(ctx, {
        binId: shop.binId,
        document: { kind: "product-import", id: newId(), label: "stock.csv" },
        lines: [{ variantId: shop.variant.TEA, quantity: toQuantity(quantity) }],
      });
    await expect(byDocument(-4)).rejects.toMatchObject({ code: "inventory.above-limit" });
    await byDocument(3);
    expect(await onHand()).toBe(13);
    // Another document goes no further on the same day.
    await expect(byDocument(1)).rejects.toMatchObject({ details: { isOfToday: true } });
    expect(await onHand()).toBe(13);
  });

  test("of zero is no permission to adjust, and a count that agrees needs none", async () => {
    await limit(0, null);
    await refusalOf(-1);
    await count(10);
  });

  test("is changed in the history, with what it was", async () => {
    await limit(3, null);
    await limit(null, 500);
    const entries = await database.db.select().from(auditEntries);
    expect(entries).toContainEqual(
      expect.objectContaining({
        entity: "shop",
        before: { adjustmentLimit: { role: "staff", quantityMax: 3, valueMax: null } },
        after: { adjustmentLimit: { role: "staff", quantityMax: null, valueMax: 500 } },
      }),
    );
    expect((await listAdjustmentLimits(ctx))[2]).toEqual({ role: "staff", quantityMax: null, valueMax: 500 });
  });

  test("is not overwritten by somebody who has not seen it", async () => {
    const seen = { quantityMax: null, valueMax: null };
    await limit(3, null, "staff", seen);
    await expect(limit(null, 500, "staff", seen)).rejects.toMatchObject({ code: "inventory.limit-changed-meanwhile" });
    expect((await listAdjustmentLimits(ctx))[2]).toEqual({ role: "staff", quantityMax: 3, valueMax: null });
  });
});
