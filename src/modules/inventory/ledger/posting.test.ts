import { beforeEach, describe, expect, test } from "vitest";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { reserveStock } from "@/modules/inventory/reservations/reserve-stock";
import { shipStock } from "@/modules/inventory/reservations/ship-stock";
import { stockMovements } from "@/modules/inventory/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let shelf: string;

beforeEach(async () => {
  const manager = await testContext(database.db, { role: "manager" });
  shop = await aShop(manager, { TEA: 10 });
  shelf = (await createLocation(manager, { parentId: shop.warehouseId, kind: "bin", code: "A-01" })).locationId;
  ctx = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
});

const ship = (fromLocationId: string) =>
  inTransaction(ctx, async (ctx) => {
    const [documentId, lineId] = [newId(), newId()];
    const line = { lineId, variantId: shop.variant.TEA, quantity: toQuantity(1) };
    await reserveStock(ctx, { documentId, warehouseId: shop.warehouseId, lines: [line] });
    recordChange(ctx, {
      entity: "order",
      entityId: documentId,
      label: "#1",
      warehouseIds: [shop.warehouseId],
      before: null,
      after: null,
    });
    await shipStock(ctx, {
      document: { kind: "order", id: documentId, label: "#1" },
      shipmentId: newId(),
      warehouseId: shop.warehouseId,
      lines: [{ ...line, locationId: fromLocationId, lotId: null }],
    });
  });

/** Every operation in which a person names the location that stock comes from or goes to. */
const WAYS: Readonly<Record<string, (locationId: string) => Promise<unknown>>> = {
  "receives into it": (locationId) =>
    receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId, quantity: 1 }] }),
  "finds stock in it": (locationId) =>
    adjustStock(ctx, { variantId: shop.variant.TEA, locationId, change: 1, reason: "found" }),
  "loses stock from it": (locationId) =>
    adjustStock(ctx, { variantId: shop.variant.TEA, locationId, change: -1, reason: "lost" }),
  "moves stock out of it": (locationId) =>
    moveStock(ctx, {
      lines: [{ variantId: shop.variant.TEA, fromLocationId: locationId, toLocationId: shelf, quantity: 1 }],
    }),
  "moves stock into it": (locationId) =>
    moveStock(ctx, {
      lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: locationId, quantity: 1 }],
    }),
  "moves goods through it alone": (locationId) => {
    const toLocationId =
      locationId === VIRTUAL_LOCATION_IDS.customer ? VIRTUAL_LOCATION_IDS.supplier : VIRTUAL_LOCATION_IDS.customer;
    return moveStock(ctx, {
      lines: [{ variantId: shop.variant.TEA, fromLocationId: locationId, toLocationId, quantity: 1_000_000_000 }],
    });
  },
  "ships from it": ship,
};

describe("a caller cannot name a virtual location", () => {
  const places = Object.entries(VIRTUAL_LOCATION_IDS);

  test.each(Object.keys(WAYS).flatMap((way) => places.map(([kind, locationId]) => [way, kind, locationId] as const)))(
    "a clerk who %s is refused: %s",
    async (way, _kind, locationId) => {
      const before = await database.db.select().from(stockMovements);
      await expect(WAYS[way]?.(locationId)).rejects.toMatchObject({
        code: "inventory.location-unusable",
        details: { locationIds: expect.arrayContaining([locationId]) },
      });
      expect(await database.db.select().from(stockMovements)).toEqual(before);
    },
  );
});
