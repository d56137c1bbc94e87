import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aParcel } from "@/testing/parcels";
import { aShop } from "@/testing/shop";
import { ListParcels } from "./contract";
import { listParcels, listParcelsOfOrder } from "./queries";

/* What the release before does, which knows of no parcels. */

const database = testDatabase();
let ctx: Context;
let orderId: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 5 });
  const lines = [{ variantId: variant.TEA, quantity: 2 }];
  ({ orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true }));
  await shipOrder(ctx, { orderId });
  await aParcel(ctx, orderId, { tracking: "AA 1" });
  await aParcel(ctx, orderId, { tracking: "BB 2" });
});

test("it shows and finds a shipment by the numbers of all parcels", async () => {
  const rows = await ctx.db.execute(sql`select tracking from shipments where order_id = ${orderId}`);
  expect([...rows]).toEqual([{ tracking: "AA 1, BB 2" }]);
});

test("as it erases a customer, the numbers of the parcels go with that of the shipment", async () => {
  await ctx.db.execute(sql`update shipments set tracking = '', void_reason = '' where order_id = ${orderId}`);
  expect((await listParcelsOfOrder(ctx, { orderId })).map(({ tracking }) => tracking)).toEqual(["", ""]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("it voids no shipment of which a carrier has a parcel", async () => {
  await ctx.db.execute(
    sql`update parcels set handed_over_at = now(), handed_over_by = packed_by where tracking = 'AA 1'`,
  );
  const voided = ctx.db.execute(sql`
    update shipments set voided_at = now(), voided_by = shipped_by where order_id = ${orderId}`);
  await expect(voided).rejects.toMatchObject({ constraint: "shipments_handed_over_are_not_voided" });
});

test("a shipment that it voids leaves no parcel that waits for a carrier", async () => {
  await ctx.db.execute(sql`
    update shipments set voided_at = now(), voided_by = shipped_by where order_id = ${orderId}`);
  expect((await listParcels(ctx, ListParcels.parse({}))).rows).toEqual([]);
  expect((await getOrder(ctx, { orderId })).shipments).toHaveLength(1);
});
