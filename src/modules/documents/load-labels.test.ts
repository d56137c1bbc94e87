import { expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aParcel } from "@/testing/parcels";
import { readPdf } from "@/testing/read-pdf";
import { aShop } from "@/testing/shop";
import { printDocument } from "./print-document";
import { printLabels, writeZpl } from "./print-labels";

const database = testDatabase();

async function shipped(ctx: Context) {
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 9 });
  const lines = [{ variantId: variant.TEA, quantity: 2 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const { shipmentId } = await shipOrder(ctx, { orderId });
  return { orderId, shipmentId };
}

const shown = (pdf: Buffer) => readPdf(pdf).map((page) => page.map(({ text }) => text).join(" | "));

test("the labels of several parcels are the pages of one file, each with its own number", async () => {
  const ctx = await testContext(database.db);
  const { orderId } = await shipped(ctx);
  const { carrierId } = await createCarrier(ctx, { name: "DPD", services: [], trackingLink: "" });
  const [one, other] = [
    await aParcel(ctx, orderId, { carrierId, service: "Express", tracking: "JD 01", weight: 1_250 }),
    await aParcel(ctx, orderId),
  ];
  const { pdf, fileName } = await printLabels(ctx, [one.parcelId, other.parcelId]);
  const pages = shown(pdf);
  expect([pages.length, fileName]).toEqual([2, "Labels-2.pdf"]);
  for (const word of [one.number.slice(1), "DPD Express", "JD 01", "1.25 kg"]) expect(pages[0]).toContain(word);
  expect(pages[1]).toContain(other.number.slice(1));

  const zpl = await writeZpl(ctx, [one.parcelId]);
  expect(zpl).toMatchObject({ fileName: `Label-${one.number.slice(1)}.zpl` });
  expect(zpl.zpl).toContain(`^FD${one.number.slice(1)}^FS`);
});

test("a packing slip is of a parcel too: it lists what lies in that one", async () => {
  const ctx = await testContext(database.db);
  const { orderId, shipmentId } = await shipped(ctx);
  const { parcelId, number } = await aParcel(ctx, orderId, { tracking: "JD 01", weight: 1_250 });
  const [slip = ""] = shown((await printDocument(ctx, { kind: "packing-slip", id: parcelId })).pdf);
  for (const word of [number, "JD 01", "1.25 kg"]) expect(slip).toContain(word);
  expect(slip).toMatch(/\| 2 \| 1 \|/);
  const [whole = ""] = shown((await printDocument(ctx, { kind: "packing-slip", id: shipmentId })).pdf);
  expect(whole).toMatch(/\| 2 \| 2 \|/);
});

test("no label is printed of a parcel that did not leave, or of another's warehouse", async () => {
  const ctx = await testContext(database.db);
  const { orderId, shipmentId } = await shipped(ctx);
  const { parcelId } = await aParcel(ctx, orderId);
  const { warehouseId } = await aShop(ctx, {}, "FARAWAY");
  const elsewhere = await testContext(database.db, { role: "staff", warehouses: [warehouseId] });
  await expect(printLabels(elsewhere, [parcelId])).rejects.toMatchObject({ code: "parcels.not-found" });
  await expect(printDocument(elsewhere, { kind: "packing-slip", id: parcelId })).rejects.toMatchObject({
    code: "orders.order-not-found",
  });
  await voidShipment(ctx, { shipmentId });
  for (const print of [printLabels, writeZpl])
    await expect(print(ctx, [parcelId])).rejects.toMatchObject({ code: "parcels.not-found" });
});
