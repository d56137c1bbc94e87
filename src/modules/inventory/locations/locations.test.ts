import { beforeEach, describe, expect, test } from "vitest";
import { ListLocations } from "@/modules/inventory/contract";
import { countBinContents, listLocations } from "@/modules/inventory/queries";
import { reorderPoints } from "@/modules/inventory/reorder-points/schema";
import { setReorderPoint } from "@/modules/inventory/set-reorder-point";
import type { Context } from "@/platform/context";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation } from "@/testing/stock";
import { createWarehouse } from "./create-warehouse";
import { renameLocation } from "./rename-location";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 3 });
});

describe("where the goods of a warehouse leave", () => {
  const seen = { code: "SOUTH", name: "South" };
  type Place = { country?: string; postcode?: string };
  async function warehouse(place: Place) {
    const { warehouseId: locationId } = await createWarehouse(ctx, { ...seen, ...place });
    return {
      rename: (to: Place) => renameLocation(ctx, { locationId, ...seen, seen, ...to }),
      shipsFrom: async () => {
        const { rows } = await listLocations(ctx, ListLocations.parse({}));
        return rows.find(({ id }) => id === locationId)?.shipsFrom;
      },
    };
  }

  test("stays where it is left out, and a postcode goes with its country", async () => {
    const { rename, shipsFrom } = await warehouse({ country: "GB", postcode: "BT1 1AA" });
    await rename({});
    expect(await shipsFrom()).toEqual({ country: "GB", postcode: "BT1 1AA" });
    await rename({ postcode: "BT2 2BB" });
    expect(await shipsFrom()).toEqual({ country: "GB", postcode: "BT2 2BB" });
    await rename({ country: "FR" });
    expect(await shipsFrom()).toEqual({ country: "FR", postcode: "" });
    await rename({ country: "" });
    expect(await shipsFrom()).toBeNull();
  });

  test("is refused as a postcode of no country, which would decide nothing", async () => {
    const refusal = { code: "inventory.postcode-of-no-country" };
    await expect(createWarehouse(ctx, { ...seen, postcode: "BT1 1AA" })).rejects.toMatchObject(refusal);
    const { rename } = await warehouse({});
    await expect(rename({ postcode: "BT1 1AA" })).rejects.toMatchObject(refusal);
  });
});

describe("what two people edit at once", () => {
  const seen = { code: "RECEIVING", name: "Receiving" };
  const rename = (name: string, was = seen) =>
    renameLocation(ctx, { locationId: shop.binId, code: "RECEIVING", name, seen: was });

  test("a location is renamed by the first; the second is told what it is called now", async () => {
    await rename("Gate");
    await expect(rename("Door")).rejects.toMatchObject({
      code: "inventory.location-changed-meanwhile",
      details: { code: "RECEIVING", name: "Gate" },
    });
    await rename("Door", { ...seen, name: "Gate" });
  });

  test("of two at the same moment one wins", async () => {
    const outcomes = await Promise.allSettled(["Gate", "Door", "Dock"].map((name) => rename(name)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  const setTo = (quantity: number | null, was: number | null) =>
    setReorderPoint(ctx, {
      warehouseId: shop.warehouseId,
      variantId: shop.variant.TEA,
      quantity: quantity === null ? null : toQuantity(quantity),
      seen: was === null ? null : toQuantity(was),
    });

  test("a reorder point is set by the first; the second is told what it is now", async () => {
    await setTo(5, null);
    await expect(setTo(8, null)).rejects.toMatchObject({
      code: "inventory.reorder-point-changed-meanwhile",
      details: { quantity: 5 },
    });
    await setTo(null, 5);
    await expect(setTo(9, 5)).rejects.toMatchObject({ details: { quantity: null } });
  });

  test("of two who set a point that had no row one wins", async () => {
    const outcomes = await Promise.allSettled([5, 6, 7].map((quantity) => setTo(quantity, null)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await database.db.select().from(reorderPoints)).toHaveLength(1);
  });
});

describe("locations come in pages", () => {
  test.each([1, 2, 7])(
    "of %i that hold each once: warehouses by name, then bins as one walks past them",
    async (limit) => {
      const south = await createWarehouse(ctx, { code: "A-1", name: "Zürich south 2" });
      await createWarehouse(ctx, { code: "B-1", name: "Zürich south 10" });
      for (const code of ["B-1", "A-10", "a-2", "A-9", "A-01-1", "A-1-10", "Ä-3", "A-100", "2", "10"])
        for (const parentId of [shop.warehouseId, south.warehouseId])
          await createLocation(ctx, { parentId, kind: "bin", code });
      const codes: string[] = [];
      const ids = new Set<string>();
      for (let cursor: string | null = null; ;) {
        const page = await listLocations(ctx, ListLocations.parse({ limit, cursor }));
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        for (const { id, kind, code, name } of page.rows) {
          ids.add(id);
          codes.push(kind === "warehouse" ? name : code);
        }
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      expect(codes.slice(0, 3)).toEqual(["Warehouse MAIN", "Zürich south 2", "Zürich south 10"]);
      const walk = ["2", "10", "A-01-1", "A-1-10", "a-2", "Ä-3", "A-9", "A-10", "A-100", "B-1"];
      expect(codes.slice(3).filter((code) => code !== "RECEIVING")).toEqual(walk.flatMap((code) => [code, code]));
      expect(ids.size).toBe(codes.length);
    },
  );

  test("and so do the counts of what is in them", async () => {
    const { rows, nextCursor } = await countBinContents(ctx, ListLocations.parse({ limit: 1 }));
    expect(rows).toEqual([{ locationId: shop.binId, variantCount: 1 }]);
    expect(nextCursor).toBeNull();
  });
});
