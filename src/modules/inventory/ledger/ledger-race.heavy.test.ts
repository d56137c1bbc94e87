import { beforeEach, describe, expect, test } from "vitest";
import { verifyLedger } from "@/modules/inventory/checks";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { listAvailability } from "@/modules/inventory/queries";
import { releaseStock } from "@/modules/inventory/reservations/release-stock";
import { reserveStock } from "@/modules/inventory/reservations/reserve-stock";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";
import { settleBehind } from "@/testing/waiting";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let shelf: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 10 });
  shelf = (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" })).locationId;
});

const asDocument = <Result>(documentId: string, work: (ctx: TxContext) => Promise<Result>) =>
  inTransaction(ctx, async (ctx) => {
    recordChange(ctx, {
      entity: "order",
      entityId: documentId,
      label: "#1",
      warehouseIds: [shop.warehouseId],
      before: null,
      after: null,
    });
    return work(ctx);
  });
const reserve = (quantity: number, documentId = newId()) =>
  asDocument(documentId, (ctx) =>
    reserveStock(ctx, {
      documentId,
      warehouseId: shop.warehouseId,
      lines: [{ lineId: newId(), variantId: shop.variant.TEA, quantity: toQuantity(quantity) }],
    }),
  );
const receive = (ctx: Context, locationId: string) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId, quantity: 7 }] });
const stock = async () =>
  (await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] }))[0];

const oneBehindAnother = <Result>(first: (ctx: TxContext) => Promise<unknown>, second: () => Promise<Result>) =>
  settleBehind(database, ctx, first, second);

describe("a transaction that waited for a row lock sees the committed row", () => {
  test("stock released by a cancellation can be reserved by the order that waited", async () => {
    const documentId = newId();
    await reserve(10, documentId);
    expect(
      await oneBehindAnother(
        (ctx) => releaseStock(ctx, { documentId }),
        () => reserve(4),
      ),
    ).toMatchObject({ status: "fulfilled" });
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 4 });
  });

  test("stock received can be reserved by the order that waited, beyond what there was before", async () => {
    expect(
      await oneBehindAnother(
        (ctx) => receive(ctx, shop.binId),
        () => reserve(15),
      ),
    ).toMatchObject({ status: "fulfilled" });
    expect(await stock()).toMatchObject({ onHand: 17, reserved: 15 });
  });

  test("stock released by a cancellation can be written off by the adjustment that waited", async () => {
    const documentId = newId();
    await reserve(10, documentId);
    const writeOff = () =>
      adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -4, reason: "lost" });
    expect(await oneBehindAnother((ctx) => releaseStock(ctx, { documentId }), writeOff)).toMatchObject({
      status: "fulfilled",
    });
    expect(await stock()).toMatchObject({ onHand: 6, reserved: 0 });
  });

  test("stock received can be moved by the transaction that waited", async () => {
    const move = () =>
      moveStock(ctx, {
        lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 12 }],
      });
    expect(await oneBehindAnother((ctx) => receive(ctx, shop.binId), move)).toMatchObject({ status: "fulfilled" });
    expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
  });

  test("stock that another transaction moved is refused, with what is left", async () => {
    const take = (ctx: Context) =>
      moveStock(ctx, {
        lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 8 }],
      });
    expect(await oneBehindAnother(take, () => take(ctx))).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.insufficient-in-bin", details: { shortages: [{ requested: 8, available: 2 }] } },
    });
  });

  test("a count of an empty bin is refused when items were received into it meanwhile", async () => {
    const count = () =>
      adjustStock(ctx, {
        variantId: shop.variant.TEA,
        locationId: shelf,
        count: { quantity: 3, recorded: 0 },
        reason: "counted",
      });
    expect(await oneBehindAnother((ctx) => receive(ctx, shelf), count)).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.count-is-stale", details: { seen: 0, recorded: 7 } },
    });
    expect(await stock()).toMatchObject({ onHand: 17 });
  });

  test("a delivery note that someone else is entering at the moment is noticed", async () => {
    const deliver = (ctx: Context, reference: string) =>
      receiveStock(ctx, {
        reference,
        lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 7 }],
      });
    expect(
      await oneBehindAnother(
        (ctx) => deliver(ctx, "LS-4711"),
        () => deliver(ctx, "ls-4711"),
      ),
    ).toMatchObject({ status: "rejected", reason: { code: "inventory.delivery-note-seen" } });
    expect(await stock()).toMatchObject({ onHand: 17 });
  });

  test("stock that expires and was received meanwhile is not reserved by the order that waited", async () => {
    const expiresOn = await shopDayIn(ctx, -2);
    const receiveExpired = (ctx: Context) =>
      receiveStock(ctx, {
        acceptExpired: true,
        lines: [
          {
            variantId: shop.variant.TEA,
            locationId: shelf,
            quantity: 50,
            lot: { code: "STALE", expiresOn },
          },
        ],
      });
    expect(await oneBehindAnother(receiveExpired, () => reserve(11))).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.insufficient-stock", details: { shortages: [{ available: 10 }] } },
    });
    expect(await stock()).toMatchObject({ onHand: 60, expired: 50, reserved: 0, available: 10 });
  });

  test("nothing is received into a bin that is being archived", async () => {
    expect(
      await oneBehindAnother(
        (ctx) => archiveLocation(ctx, { locationId: shelf }),
        () => receive(ctx, shelf),
      ),
    ).toMatchObject({ status: "rejected", reason: { code: "inventory.location-unusable" } });
    expect(await stock()).toMatchObject({ onHand: 10 });
  });

  test("a bin that is receiving stock is not archived", async () => {
    expect(
      await oneBehindAnother(
        (ctx) => receive(ctx, shelf),
        () => archiveLocation(ctx, { locationId: shelf }),
      ),
    ).toMatchObject({ status: "rejected", reason: { code: "inventory.location-not-empty" } });
  });
});

describe("a location is not archived while a part is made in it", () => {
  const aZone = async () =>
    (await createLocation(ctx, { parentId: shop.warehouseId, kind: "zone", code: "Z-1" })).locationId;
  const makeBin = (parentId: string) => (by: Context) => createLocation(by, { parentId, kind: "bin", code: "Z-1-1" });

  test("the one that archives waits for the new bin, and finds it", async () => {
    const zone = await aZone();
    expect(await oneBehindAnother(makeBin(zone), () => archiveLocation(ctx, { locationId: zone }))).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.location-not-empty" },
    });
  });

  test("the new bin waits for the one that archives, and finds the zone archived", async () => {
    const zone = await aZone();
    const archive = (by: Context) => archiveLocation(by, { locationId: zone });
    expect(await oneBehindAnother(archive, () => makeBin(zone)(ctx))).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.location-unusable" },
    });
  });

  test("in a race no active bin stands in an archived zone", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { locationId: zone } = await createLocation(ctx, {
        parentId: shop.warehouseId,
        kind: "zone",
        code: `R-${round}`,
      });
      await Promise.allSettled([
        createLocation(ctx, { parentId: zone, kind: "bin", code: `R-${round}-1` }),
        archiveLocation(ctx, { locationId: zone }),
      ]);
    }
    const orphans = await database.owner`
      select from locations part join locations parent on parent.id = part.parent_id
      where part.archived_at is null and parent.archived_at is not null`;
    expect(orphans).toHaveLength(0);
  });
});

const deadlocks = async () =>
  Number(
    (await database.owner`select deadlocks from pg_stat_database where datname = current_database()`)[0]?.["deadlocks"],
  );

test("new lots are inserted in the order of their keys, so that receipts do not deadlock", async () => {
  const typed = ["m-2", "Z-9", "a-1", "M-1", "b-3"];
  await receiveStock(ctx, {
    lines: typed.map((code) => ({
      variantId: shop.variant.TEA,
      locationId: shop.binId,
      quantity: 1,
      lot: { code },
    })),
  });
  const inserted = await database.owner`select code from lots order by ctid`;
  expect(inserted.map((row) => row["code"])).toEqual(["a-1", "b-3", "M-1", "m-2", "Z-9"]);
});

test("moves of the same stock in opposite directions, and between warehouses, never deadlock", async () => {
  const other = await createWarehouse(ctx, { code: "FAR", name: "Far away" });
  const [near, far] = [shop.binId, other.binId];
  for (const locationId of [near, shelf, far])
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId, quantity: 50 }] });
  const ways = [
    [near, shelf],
    [shelf, near],
    [near, far],
    [far, shelf],
  ] as const;
  const before = await deadlocks();
  await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const [fromLocationId, toLocationId] = ways[index % ways.length] ?? ways[0];
      await moveStock(ctx, { lines: [{ variantId: shop.variant.TEA, fromLocationId, toLocationId, quantity: 1 }] });
    }),
  );
  expect(await deadlocks()).toBe(before);
  expect(await verifyLedger(ctx)).toMatchObject({ isSound: true });
});
