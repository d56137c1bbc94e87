import { beforeEach, expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { PlaceOrder } from "@/modules/orders/contract";
import { duplicateOrder } from "@/modules/orders/origins/duplicate-order";
import { reopenAsDraft } from "@/modules/orders/origins/reopen-as-draft";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { ListToPack } from "@/modules/parcels/contract";
import { listToPack } from "@/modules/parcels/list-to-pack";
import { archiveCarrier } from "@/modules/shop/carriers/archive-carrier";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { setCarrier } from "./set-carrier";

const world = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
let [dhl, ups] = ["", ""];

beforeEach(async () => {
  ctx = await testContext(world.db, { name: "Ann" });
  shop = await aShop(ctx, { TEA: 20 });
  [{ carrierId: dhl }, { carrierId: ups }] = [
    await createCarrier(ctx, { name: "DHL", services: ["Express"], trackingLink: "" }),
    await createCarrier(ctx, { name: "UPS", services: [], trackingLink: "" }),
  ];
});

const EXPRESS = () => ({ carrierId: dhl, service: "Express" });
async function placed(carrier?: { carrierId: string; service: string }, confirm = true): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 3 }];
  const input = PlaceOrder.parse({ customerId, warehouseId, lines, confirm, ...(carrier && { carrier }) });
  return (await placeOrder(ctx, input)).orderId;
}
async function carrierOf(orderId: string) {
  const { carrierName, carrierService, carrierIsArchived, version } = await getOrder(ctx, { orderId });
  return { carrier: `${carrierName} ${carrierService}`.trim(), carrierIsArchived, version };
}

test("an order is placed to go with a carrier, or with whom whoever packs it chooses", async () => {
  expect(await carrierOf(await placed(EXPRESS()))).toMatchObject({ carrier: "DHL Express", carrierIsArchived: false });
  expect(await carrierOf(await placed())).toMatchObject({ carrier: "" });
  await expect(placed({ carrierId: newId(), service: "" })).rejects.toMatchObject({ code: "shop.carrier-not-found" });
  await archiveCarrier(ctx, { carrierId: ups });
  await expect(placed({ carrierId: ups, service: "" })).rejects.toMatchObject({ code: "shop.carrier-archived" });
});

test("another is chosen later beside the order, whose editors are not disturbed, and its history says so", async () => {
  const orderId = await placed();
  await setCarrier(ctx, { orderId, carrier: EXPRESS(), seen: null });
  expect(await carrierOf(orderId)).toEqual({ carrier: "DHL Express", carrierIsArchived: false, version: 1 });
  await setCarrier(ctx, { orderId, carrier: EXPRESS(), seen: EXPRESS() });
  await setCarrier(ctx, { orderId, carrier: null, seen: EXPRESS() });
  const { rows } = await listHistory(ctx, { entityId: orderId, limit: 10 });
  expect(rows.slice(0, -1).map(({ before, after }) => [before?.["goesWith"], after?.["goesWith"]])).toEqual([
    ["DHL Express", ""],
    ["", "DHL Express"],
  ]);
});

test("of two who choose at once, the second is told whom the first chose", async () => {
  const orderId = await placed();
  await setCarrier(ctx, { orderId, carrier: EXPRESS(), seen: null });
  const second = setCarrier(ctx, { orderId, carrier: { carrierId: ups, service: "" }, seen: null });
  await expect(second).rejects.toMatchObject({
    code: "orders.carrier-set-meanwhile",
    details: { carrier: "DHL Express" },
  });
});

test("an archived carrier stays with its orders, and no other order gets it", async () => {
  const orderId = await placed(EXPRESS());
  await archiveCarrier(ctx, { carrierId: dhl });
  expect(await carrierOf(orderId)).toMatchObject({ carrier: "DHL Express", carrierIsArchived: true });
  await setCarrier(ctx, { orderId, carrier: { carrierId: dhl, service: "" }, seen: EXPRESS() });
  const other = setCarrier(ctx, { orderId: await placed(), carrier: EXPRESS(), seen: null });
  await expect(other).rejects.toMatchObject({ code: "shop.carrier-archived" });
});

test("once nothing of it leaves any more, nobody is chosen", async () => {
  const orderId = await placed();
  await cancelOrder(ctx, { orderId });
  const late = setCarrier(ctx, { orderId, carrier: EXPRESS(), seen: null });
  await expect(late).rejects.toMatchObject({ code: "orders.nothing-to-carry" });
});

test("what comes of an order goes the same way, but for who is in use no more", async () => {
  const orderId = await placed(EXPRESS());
  const [line] = (await getOrder(ctx, { orderId })).lines;
  const part = await splitOrder(ctx, { orderId, version: 1, lines: [{ orderLineId: line?.id ?? "", quantity: 1 }] });
  const copy = await duplicateOrder(ctx, { orderId });
  for (const made of [part, copy]) expect(await carrierOf(made.orderId)).toMatchObject({ carrier: "DHL Express" });
  await archiveCarrier(ctx, { carrierId: dhl });
  await cancelOrder(ctx, { orderId });
  const again = await reopenAsDraft(ctx, { orderId });
  expect(await carrierOf(again.orderId)).toMatchObject({ carrier: "" });
});

test("whoever packs its shipment begins with it, unless it is in use no more", async () => {
  const orderId = await placed(EXPRESS());
  await shipOrder(ctx, { orderId });
  const toPack = async () => (await listToPack(ctx, ListToPack.parse({}))).rows;
  expect(await toPack()).toMatchObject([{ carrierId: dhl, carrierName: "DHL", service: "Express" }]);
  await archiveCarrier(ctx, { carrierId: dhl });
  expect(await toPack()).toMatchObject([{ carrierId: null, carrierName: null, service: "" }]);
});
