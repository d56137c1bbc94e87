import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { countStatements } from "@/platform/database/db";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aParcel } from "@/testing/parcels";
import { aShop, type Shop } from "@/testing/shop";
import { parcelsExports } from "./exports";
import { removeParcel } from "./remove-parcel";
import { parcels } from "./schema";
import { takeTracking } from "./take-tracking";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 20 });
});

async function packed() {
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 2 }],
    confirm: true,
  });
  await shipOrder(ctx, { orderId });
  const { number, parcelId } = await aParcel(ctx, orderId);
  return { orderId, parcelId, reference: number.slice(1) };
}
const trackingOf = async (orderId: string) => (await getOrder(ctx, { orderId })).shipments[0]?.tracking;

test("the carrier's file gives each parcel its number, and what names none is told line by line", async () => {
  const [one, other] = [await packed(), await packed()];
  const text = `Reference;Tracking\n${one.reference};AA 1\n9999-1-1;BB 2\n${other.reference};CC 3\n`;
  expect(await takeTracking(ctx, { text })).toEqual({
    taken: 2,
    unchanged: 0,
    faults: [{ line: 3, reference: "9999-1-1", reason: "No parcel has this reference." }],
  });
  expect(await trackingOf(one.orderId)).toBe("AA 1");
  expect(await trackingOf(other.orderId)).toBe("CC 3");
  expect(await takeTracking(ctx, { text })).toMatchObject({ taken: 0, unchanged: 2 });
});

test("a file of many lines is written in as many statements as one of few", async () => {
  const cost = async (count: number) => {
    const all = [];
    for (let nth = 0; nth < count; nth += 1) all.push(await packed());
    const text = ["Reference,Tracking", ...all.map(({ reference }, nth) => `${reference},N ${nth}`)].join("\n");
    const { result, statements } = await countStatements(() => takeTracking(ctx, { text }));
    expect(result).toMatchObject({ taken: count, faults: [] });
    expect(await Promise.all(all.map(({ orderId }) => trackingOf(orderId)))).toEqual(all.map((_, nth) => `N ${nth}`));
    return statements;
  };
  const few = await cost(1);
  expect(few).toBeLessThan(10);
  expect(await cost(6)).toBe(few);
});

test("a number of any length, and a file of the months before an erasure, change nothing", async () => {
  const { orderId, reference } = await packed();
  await ctx.db.execute(sql`update customers set erased_at = now()`);
  const text = `Reference,Tracking\n${reference},AA 1\n999999999999999-999999-999999,BB 2\n`;
  expect(await takeTracking(ctx, { text })).toMatchObject({ taken: 0, faults: [{ line: 2 }, { line: 3 }] });
  expect(await trackingOf(orderId)).toBe("");
});

test("a parcel that is unpacked as its number is read gets none, and none is counted", async () => {
  const { reference, parcelId } = await packed();
  const outcomes = await Promise.all([
    removeParcel(ctx, { parcelId }),
    takeTracking(await testContext(database.db), { text: `Reference,Tracking\n${reference},AA 1` }),
  ]);
  const [row] = await ctx.db.select().from(parcels);
  expect(outcomes[1].taken === 1).toBe(row?.tracking === "AA 1");
});

test("parcels of a warehouse that one does not work in are not found", async () => {
  const { orderId, reference } = await packed();
  const { warehouseId } = await aShop(ctx, {}, "FARAWAY");
  const elsewhere = await testContext(database.db, { role: "staff", warehouses: [warehouseId] });
  expect(await takeTracking(elsewhere, { text: `Reference,Tracking\n${reference},AA 1` })).toMatchObject({
    taken: 0,
    faults: [{ reference }],
  });
  expect(await trackingOf(orderId)).toBe("");
});

test("the file for the carrier has a line for each parcel that waits, by its reference", async () => {
  const { reference } = await packed();
  const [list] = parcelsExports;
  const opened = list?.open({ view: "waiting" });
  const header = opened?.header(ctx) ?? [];
  const { rows = [] } = (await opened?.page({ ...ctx, db: database.db }, null)) ?? {};
  expect(header.slice(0, 7)).toEqual([
    "Reference",
    "Recipient",
    "Address 1",
    "Address 2",
    "Postcode",
    "City",
    "Country",
  ]);
  expect(rows.map((cells) => cells[0])).toEqual([reference]);
});
