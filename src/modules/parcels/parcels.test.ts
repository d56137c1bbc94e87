import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import { ListOrders } from "@/modules/orders/contract";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { archiveCarrier } from "@/modules/shop/carriers/archive-carrier";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shipmentOf } from "@/testing/parcels";
import { aShop, type Shop } from "@/testing/shop";
import { EditParcel, ListParcels, ListToPack, PackParcel } from "./contract";
import { editParcel } from "./edit-parcel";
import { handOver } from "./hand-over";
import { listToPack } from "./list-to-pack";
import { packParcel } from "./pack-parcel";
import { listParcels, listParcelsOfOrder } from "./queries";
import { removeParcel } from "./remove-parcel";
import { parcelLines, parcels } from "./schema";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let orderId: string;
let shipment: Awaited<ReturnType<typeof shipmentOf>>;

/** Three TEA and two MUG have shipped together. */
beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
  orderId = (await ordered()).orderId;
  await shipOrder(ctx, { orderId, tracking: "JD 01" });
  shipment = await shipmentOf(ctx, orderId);
});

const ordered = () =>
  placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [
      { variantId: shop.variant.TEA, quantity: 3 },
      { variantId: shop.variant.MUG, quantity: 2 },
    ],
    confirm: true,
  });

const lineOf = (sku: string, quantity: number) => ({
  shipmentLineId: shipment.lines.find((line) => line.sku === sku)?.id ?? "",
  quantity,
});
type Values = Partial<Omit<Parameters<typeof packParcel>[1], "lines" | "shipmentId">>;
const pack = (lines: ReturnType<typeof lineOf>[], values: Values = {}, as = ctx) =>
  packParcel(as, PackParcel.parse({ shipmentId: shipment.id, lines, ...values }));
const contents = async () =>
  (await listParcelsOfOrder(ctx, { orderId })).map(({ number, lines }) => [
    number,
    ...lines.map(({ sku, quantity }) => `${quantity} ${sku}`),
  ]);
const found = async (search: string) => (await listOrders(ctx, ListOrders.parse({ search }))).rows.map((row) => row.id);
const tracking = async () => (await getOrder(ctx, { orderId })).shipments[0]?.tracking;
const waiting = async () => (await listParcels(ctx, ListParcels.parse({ view: "waiting" }))).rows.map(({ id }) => id);

test("a shipment goes out in several parcels, each with its own items, weight, carrier and number", async () => {
  const { carrierId } = await createCarrier(ctx, { name: "DPD", services: ["Classic"], trackingLink: "" });
  const { number } = await getOrder(ctx, { orderId });
  await pack([lineOf("TEA", 2)], { carrierId, service: "Classic", weight: 1_200, tracking: "A 1" });
  await pack([lineOf("TEA", 1), lineOf("MUG", 2)], { length: 300, width: 200, height: 100, tracking: "B-2" });

  expect(await contents()).toEqual([
    [`#${number}-1-1`, "2 TEA"],
    [`#${number}-1-2`, "1 TEA", "2 MUG"],
  ]);
  expect(await listParcelsOfOrder(ctx, { orderId })).toMatchObject([
    { carrierName: "DPD", service: "Classic", weight: 1_200 },
    { carrierName: null, length: 300, width: 200, height: 100 },
  ]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("a shipment is to be packed until all of it lies in parcels, and again when one is unpacked", async () => {
  const left = async () =>
    (await listToPack(ctx, ListToPack.parse({}))).rows.map((row) => [row.id, row.items, row.left]);
  expect(await left()).toEqual([[shipment.id, 5, 5]]);
  const { parcelId } = await pack([lineOf("TEA", 2)]);
  expect(await left()).toEqual([[shipment.id, 5, 3]]);

  const all = PackParcel.parse({ shipmentId: shipment.id });
  await packParcel(ctx, all);
  expect((await contents()).map(([, ...items]) => items)).toEqual([["2 TEA"], ["1 TEA", "2 MUG"]]);
  expect(await left()).toEqual([]);
  await expect(packParcel(ctx, all)).rejects.toMatchObject({ code: "parcels.nothing-to-pack" });

  await removeParcel(ctx, { parcelId });
  expect(await left()).toEqual([[shipment.id, 5, 2]]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  await voidShipment(ctx, { shipmentId: shipment.id });
  expect(await left()).toEqual([]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("of two who pack the rest of a shipment one does, and what shipped long ago is not asked for", async () => {
  const all = PackParcel.parse({ shipmentId: shipment.id });
  const ends = await Promise.allSettled([packParcel(ctx, all), packParcel(ctx, all)]);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { orderId: old } = await ordered();
  const { shipmentId } = await shipOrder(ctx, { orderId: old });
  const toPack = async (warehouseId = shop.warehouseId) =>
    (await listToPack(ctx, ListToPack.parse({ warehouseId }))).rows.map(({ id }) => id);
  expect(await toPack()).toEqual([shipmentId]);
  expect(await toPack(newId())).toEqual([]);
  const elsewhere = await testContext(database.db, { role: "staff", warehouses: [] });
  expect((await listToPack(elsewhere, ListToPack.parse({}))).rows).toEqual([]);
  await database.owner`update shipments set shipped_at = now() - interval '31 days' where id = ${shipmentId}`;
  expect(await toPack()).toEqual([]);
});

test("an order is found by the number of any of its parcels, and by no number that was corrected away", async () => {
  await pack([lineOf("TEA", 1)], { tracking: "AAAA 1111" });
  const { parcelId } = await pack([lineOf("TEA", 1)], { tracking: "BBBB 2222" });
  expect(await found("aaaa1111")).toEqual([orderId]);
  expect(await found("bbbb-2222")).toEqual([orderId]);

  const corrected = { parcelId, version: 1, lines: [lineOf("TEA", 1)], tracking: "CCCC 3333" };
  await editParcel(ctx, EditParcel.parse(corrected));
  expect(await found("bbbb2222")).toEqual([]);
  expect(await found("cccc3333")).toEqual([orderId]);
  expect(await tracking()).toBe("AAAA 1111, CCCC 3333");
});

test("the first parcel takes over the number that was typed as the shipment was sent", async () => {
  await pack([lineOf("TEA", 1)]);
  expect(await listParcelsOfOrder(ctx, { orderId })).toMatchObject([{ tracking: "JD 01" }]);
  await pack([lineOf("TEA", 1)]);
  expect(await tracking()).toBe("JD 01");
});

test("no more is packed than was shipped, and what would be too much is named", async () => {
  await pack([lineOf("TEA", 2)]);
  await expect(pack([lineOf("TEA", 2), lineOf("MUG", 1)])).rejects.toMatchObject({
    code: "parcels.packs-too-much",
    details: { lines: [{ sku: "TEA", asked: 2, left: 1 }] },
  });
  expect(await contents()).toHaveLength(1);
});

test("a removed parcel frees its items, and its number is not given again", async () => {
  const { parcelId, number } = await pack([lineOf("TEA", 3)], { tracking: "GONE 1" });
  await removeParcel(ctx, { parcelId });
  expect(await contents()).toEqual([]);
  expect((await pack([lineOf("TEA", 3)])).number).toBe(number.replace(/1$/, "2"));
  await expect(removeParcel(ctx, { parcelId })).rejects.toMatchObject({ code: "parcels.not-found" });
});

test("whoever unpacks the only parcel loses no number, and of several each takes its own along", async () => {
  const { parcelId } = await pack([lineOf("TEA", 3)]);
  await removeParcel(ctx, { parcelId });
  expect(await tracking()).toBe("JD 01");
  await pack([lineOf("TEA", 2)]);
  expect(await listParcelsOfOrder(ctx, { orderId })).toMatchObject([{ tracking: "JD 01" }]);
  const other = await pack([lineOf("TEA", 1)], { tracking: "JD 02" });
  await removeParcel(ctx, other);
  expect(await tracking()).toBe("JD 01");
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("of two people who correct one parcel the second is told, and overwrites nothing", async () => {
  const { parcelId } = await pack([lineOf("TEA", 1)]);
  const edit = (carried: string) =>
    editParcel(ctx, EditParcel.parse({ parcelId, version: 1, lines: [lineOf("TEA", 1)], tracking: carried }));
  await edit("FIRST");
  await expect(edit("SECOND")).rejects.toMatchObject({ code: "parcels.changed-meanwhile" });
  expect(await tracking()).toBe("FIRST");
});

test("voiding a shipment takes its parcels with it: they wait for nobody and can't be changed", async () => {
  const { parcelId } = await pack([lineOf("TEA", 1)], { tracking: "KEPT 1" });
  await voidShipment(ctx, { shipmentId: shipment.id });
  expect(await waiting()).toEqual([]);
  expect(await listParcelsOfOrder(ctx, { orderId })).toMatchObject([{ isVoided: true, tracking: "KEPT 1" }]);
  for (const change of [
    () => pack([lineOf("TEA", 1)]),
    () => editParcel(ctx, EditParcel.parse({ parcelId, version: 1, lines: [lineOf("TEA", 1)] })),
    () => removeParcel(ctx, { parcelId }),
  ])
    await expect(change()).rejects.toMatchObject({ code: "parcels.shipment-voided" });
  const refused = [{ parcelId, number: expect.stringMatching(/-1-1$/), why: "voided" }];
  await expect(handOver(ctx, { parcelIds: [parcelId] })).rejects.toMatchObject({
    code: "parcels.nothing-handed-over",
    details: { parcels: refused },
  });

  await shipOrder(ctx, { orderId });
  shipment = await shipmentOf(ctx, orderId);
  const { parcelId: next } = await pack([lineOf("TEA", 3)]);
  expect(await handOver(ctx, { parcelIds: [parcelId, next] })).toEqual({ parcelIds: [next], left: 0, refused });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("a shipment is not voided while a carrier has one of its parcels, and of two at once one happens", async () => {
  const { parcelId } = await pack([lineOf("TEA", 1)]);
  await handOver(ctx, { parcelIds: [parcelId] });
  const voided = () => voidShipment(ctx, { shipmentId: shipment.id });
  await expect(voided()).rejects.toMatchObject({ code: "orders.shipment-handed-over" });
  await handOver(ctx, { parcelIds: [parcelId] }, false);
  const both = await Promise.allSettled([handOver(ctx, { parcelIds: [parcelId] }), voided()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a parcel that was handed over waits no more and is not unpacked, unless it is taken back", async () => {
  const { parcelId } = await pack([lineOf("TEA", 1)]);
  expect(await waiting()).toEqual([parcelId]);
  expect(await handOver(ctx, { parcelIds: [parcelId] })).toEqual({ parcelIds: [parcelId], left: 0, refused: [] });
  expect(await handOver(ctx, { parcelIds: [parcelId] })).toEqual({ parcelIds: [], left: 1, refused: [] });
  expect(await waiting()).toEqual([]);
  await expect(removeParcel(ctx, { parcelId })).rejects.toMatchObject({ code: "parcels.already-handed-over" });
  await handOver(ctx, { parcelIds: [parcelId] }, false);
  expect(await waiting()).toEqual([parcelId]);
});

test("an archived carrier gets no parcel, and keeps those that it has", async () => {
  const { carrierId } = await createCarrier(ctx, { name: "GLS", services: [], trackingLink: "" });
  const { parcelId } = await pack([lineOf("TEA", 1)], { carrierId });
  await archiveCarrier(ctx, { carrierId });
  await expect(pack([lineOf("TEA", 1)], { carrierId })).rejects.toMatchObject({ code: "shop.carrier-archived" });
  const same = { parcelId, version: 1, carrierId, lines: [lineOf("TEA", 2)] };
  expect(await editParcel(ctx, EditParcel.parse(same))).toMatchObject({ version: 2 });
});

test("the history of the order says what was packed, changed and handed over", async () => {
  const { parcelId } = await pack([lineOf("TEA", 1)], { tracking: "H 1" });
  await handOver(ctx, { parcelIds: [parcelId] });
  const { rows } = await listHistory(ctx, { entityId: orderId, limit: 2 });
  expect(rows.map(({ after }) => after)).toMatchObject([
    { parcelAct: "handed over" },
    { parcelAct: "packed", packed: 1, tracking: "H 1" },
  ]);
});

describe("two people pack the same piece", () => {
  test("one of them gets it, and the other is told what is left", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => testContext(database.db)));
    const outcomes = await Promise.allSettled(people.map((as) => pack([lineOf("MUG", 2)], {}, as)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "parcels.packs-too-much" });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  });

  test("the database refuses what passes every check but its own", async () => {
    const put = async (quantity: number) => {
      const parcelId = newId();
      await ctx.db.transaction(async (tx) => {
        await tx.insert(parcels).values({
          id: parcelId,
          shipmentId: shipment.id,
          sequence: sql`(select count(*) + 100 + ${quantity} from ${parcels})`,
          packedBy: sql`(select id from users limit 1)`,
          packedAt: ctx.now,
        });
        const { shipmentLineId } = lineOf("TEA", 1);
        await tx.insert(parcelLines).values({ parcelId, shipmentLineId, quantity: sql`${quantity}::bigint` });
      });
    };
    const outcomes = await Promise.allSettled([put(2), put(3)]);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect(String(outcomes.find(({ status }) => status === "rejected"))).toBeDefined();
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  });
});

test("the books name a parcel that holds more than was shipped", async () => {
  await pack([lineOf("TEA", 3)]);
  await database.owner`alter table parcel_lines disable trigger all`;
  await database.owner`update parcel_lines set quantity = 4`;
  await database.owner`alter table parcel_lines enable trigger all`;
  const { differences } = await verifyBooks(ctx);
  expect(differences).toMatchObject([{ check: "No more lies in parcels than was shipped" }]);
});
