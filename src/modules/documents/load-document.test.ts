import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import type { CreateCustomer } from "@/modules/customers/contract";
import { createCustomer } from "@/modules/customers/create-customer";
import { findSerial } from "@/modules/inventory/serials/find-serial";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import type { PlaceOrder } from "@/modules/orders/contract";
import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { promiseLine } from "@/modules/orders/promise-line";
import { getOrder } from "@/modules/orders/queries";
import { orders } from "@/modules/orders/schema";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { PackParcel } from "@/modules/parcels/contract";
import { packParcel } from "@/modules/parcels/pack-parcel";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { loadSettings } from "@/modules/shop/load-settings";
import { shopSettings } from "@/modules/shop/schema";
import { setLogo } from "@/modules/shop/set-logo";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { toMoney, toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { readPdf } from "@/testing/read-pdf";
import { aReturn } from "@/testing/returns";
import { aShop, aVariant, type Shop, turnSerials } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import type { DocumentKind } from "./document";
import { figuresOf } from "./figures";
import { printDocument } from "./print-document";

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-documents-"));
process.env["FILES_DIR"] = folder;
const world = testDatabase();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
beforeEach(async () => {
  ctx = await testContext(world.db, { now: new Date("2026-11-27T10:00:00Z") });
  shop = await aShop(ctx, { TEA: 100, MUG: 100 });
  await inTransaction(ctx, (ctx) =>
    loadSettings(ctx, {
      companyName: "Holm & Heather",
      address: "Am Sandtorkai 12\n20457 Hamburg",
      country: "DE",
      vatNumber: "DE123456789",
      iban: "DE89370400440532013000",
      documentFooter: "HRB 4711",
    }),
  );
});

type Change = Pick<PlaceOrder, "discount" | "shipping" | "customerReference" | "carrier"> & {
  line?: { discountRate: number };
};

const order = (confirm: boolean, { line, ...whole }: Change = {}) =>
  placeOrder(ctx, {
    ...whole,
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm,
    note: "Leave at the door",
    lines: [
      { variantId: shop.variant.TEA, quantity: 5, unitPrice: 1_000, taxRate: toRate(190_000), ...line },
      { variantId: shop.variant.MUG, quantity: 2, unitPrice: 2_550, taxRate: toRate(70_000) },
    ],
  });

async function print(kind: DocumentKind, id: string, as: Context = ctx) {
  const { pdf, fileName } = await printDocument(as, { kind, id });
  const pages = readPdf(pdf);
  return { fileName, pdf, shown: pages.flat().map(({ text }) => text.replaceAll("\u00a0", " ")) };
}

test("a draft is printed as a quote, a confirmed order as its confirmation, with its taxes by rate", async () => {
  const draft = await order(false);
  const quote = await print("quote", draft.orderId);
  expect(quote.fileName).toBe("Quote-1001.pdf");
  expect(quote.shown).toEqual(expect.arrayContaining(["Quote #1001", "Ada Example", "Product TEA", "TEA"]));

  const { orderId } = await order(true);
  const { shown, fileName } = await print("order-confirmation", orderId);
  expect(fileName).toBe("Order-confirmation-1002.pdf");
  expect(shown).toEqual(
    expect.arrayContaining([
      "Order confirmation #1002",
      "Holm & Heather",
      "IBAN DE89 3704 0044 0532 0130 00",
      "HRB 4711",
      "VAT no. DE123456789",
      "27 November 2026",
      "€50.00",
      "€51.00",
      "Page 1 of 1",
      "Total before tax",
      "€101.00",
      "Tax 19% on €50.00",
      "€9.50",
      "Tax 7% on €51.00",
      "€3.57",
      "€114.07",
    ]),
  );
  expect(shown.join(" ")).not.toMatch(/Discount|Leave at the door/);
});

test("a quote says until when it holds what is in stock, and else that nothing is reserved", async () => {
  const free = await print("quote", (await order(false)).orderId);
  expect(free.shown.join(" ")).toContain("nothing is reserved until we confirm your order");
  await ctx.db.update(shopSettings).set({ quoteHoldHours: 24 });
  const { shown } = await print("quote", (await order(false)).orderId);
  expect(shown.join(" ")).toMatch(/we hold what is in stock for you until \d+ \w+ \d{4}, \d\d:\d\d/);
});

test("what was cancelled of an order is on no confirmation, and a discount where there is one", async () => {
  const { orderId } = await order(true, { line: { discountRate: toRate(100_000) } });
  const [tea, mug] = (await getOrder(ctx, { orderId })).lines;
  await cancelLine(ctx, { orderId, orderLineId: mug?.id ?? "", quantity: 2 });
  await cancelLine(ctx, { orderId, orderLineId: tea?.id ?? "", quantity: 1 });
  const { shown } = await print("order-confirmation", orderId);
  expect(shown).toEqual(expect.arrayContaining(["Product TEA", "4", "10%", "€36.00", "€42.84"]));
  expect(shown).not.toContain("Product MUG");
});

test("what is off the whole order stands below its lines, and shipping is a line of its own", async () => {
  const { orderId } = await order(true, { discount: { amount: 1_000 }, shipping: { price: 500 } });
  const { shown } = await print("order-confirmation", orderId);
  const said = ["€50.00", "€51.00", "Shipping", "€5.00", "Subtotal", "€106.00", "-€10.00", "€96.00"];
  expect(shown).toEqual(expect.arrayContaining(said));
  const taxes = shown.filter((text) => text.startsWith("Tax "));
  expect(taxes).toEqual(["Tax 19% on €50.05", "Tax 7% on €45.95"]);
});

test("where prices include tax, the amounts do too, and the taxes are said to be within", async () => {
  await world.db.execute("update shop_settings set prices_include_tax = true");
  const { orderId } = await order(true, { discount: { amount: 1_010 } });
  const { shown } = await print("order-confirmation", orderId);
  // Of 101.00 a tenth is off: 45.00 with 19% in it, and 45.90 with 7%.
  const said = ["€50.00", "€51.00", "€101.00", "-€10.10", "Tax 19% on €37.82", "€7.18", "Tax 7% on €42.90", "€3.00"];
  expect(shown).toEqual(expect.arrayContaining([...said, "€80.72", "€90.90", "Prices include tax."]));
});

test("what a customer calls their order stands on what they get", async () => {
  const { orderId } = await order(true, { customerReference: "PO-77/4" });
  expect((await print("order-confirmation", orderId)).shown).toEqual(
    expect.arrayContaining(["Your reference", "PO-77/4"]),
  );
  const { shipmentId } = await shipOrder(ctx, { orderId });
  expect((await print("packing-slip", shipmentId)).shown).toContain("PO-77/4");
  expect((await print("order-confirmation", (await order(true)).orderId)).shown).not.toContain("Your reference");
});

test("with whom an order goes stands on its confirmation, and on the slip unless packed for another", async () => {
  const { carrierId } = await createCarrier(ctx, { name: "DHL", services: ["Express"], trackingLink: "" });
  const { orderId } = await order(true, { carrier: { carrierId, service: "Express" } });
  const says = async (kind: DocumentKind, id: string) => (await print(kind, id)).shown;
  expect(await says("order-confirmation", orderId)).toEqual(expect.arrayContaining(["Shipping", "DHL Express"]));
  const { shipmentId } = await shipOrder(ctx, { orderId });
  expect(await says("packing-slip", shipmentId)).toEqual(expect.arrayContaining(["Shipping", "DHL Express"]));
  const other = await createCarrier(ctx, { name: "UPS", services: [], trackingLink: "" });
  await packParcel(ctx, PackParcel.parse({ shipmentId, ...other }));
  const packed = await says("packing-slip", shipmentId);
  expect(packed).toContain("UPS");
  expect(packed).not.toContain("DHL Express");
  expect(await says("order-confirmation", (await order(true)).orderId)).not.toContain("Shipping");
});

test("a currency without decimals has none, and a day is the day where the shop is", async () => {
  const region = { locale: "en-GB", currency: "JPY", timeZone: "Asia/Tokyo" };
  expect(figuresOf(region).money(toMoney(5_000))).toBe("JP¥5,000");
  await inTransaction(ctx, (ctx) => loadSettings(ctx, { timeZone: "Asia/Tokyo" }));
  ctx = { ...ctx, now: new Date("2026-11-27T16:00:00Z") };
  const { shown } = await print("order-confirmation", (await order(true)).orderId);
  expect(shown).toContain("28 November 2026");
});

test("a confirmation goes to who pays, the slip to where the goods go, and the first says so", async () => {
  const { orderId } = await order(true);
  const address = { address: "Quay 5", postcode: "4001", city: "Basel", country: "CH" };
  await world.db.update(orders).set({ deliveryAddress: { ...address, name: "Ada's store" } });
  const confirmation = await print("order-confirmation", orderId);
  expect(confirmation.shown).toContain("Delivery address: Ada's store, Quay 5, 4001 Basel, Switzerland");
  expect(confirmation.shown).not.toContain("Quay 5");
  const { shipmentId } = await shipOrder(ctx, { orderId });
  const slip = await print("packing-slip", shipmentId);
  expect(slip.shown).toEqual(expect.arrayContaining(["Ada's store", "Quay 5", "4001 Basel", "Switzerland"]));
  expect(slip.shown).not.toContain("Ada Example");
});

test("documents are in the language of the settings, amounts and days with it", async () => {
  await inTransaction(ctx, (ctx) => loadSettings(ctx, { documentLanguage: "de" }));
  const { shown } = await print("order-confirmation", (await order(true)).orderId);
  const said = ["Auftragsbestätigung #1001", "27.11.2026", "USt. 19 % auf 50,00 €", "114,07 €", "Seite 1 von 1"];
  expect(shown).toEqual(expect.arrayContaining(said));
});

test("what a customer gets is in their language, and what stays in the shop in the shop's", async () => {
  await world.owner`update customers set language = 'de'`;
  const { orderId } = await order(true);
  const confirmation = await print("order-confirmation", orderId);
  expect(confirmation.shown).toEqual(expect.arrayContaining(["Auftragsbestätigung #1001", "114,07 €"]));
  expect((await print("pick-list", orderId)).shown).toContain("Pick list #1001");
  const { shipmentId } = await shipOrder(ctx, { orderId });
  expect((await print("packing-slip", shipmentId)).shown).toContain("Lieferschein #1001-1");
});

test("a return slip names what comes back and why, in the language of the settings", async () => {
  await inTransaction(ctx, (ctx) => loadSettings(ctx, { documentLanguage: "de" }));
  const { orderId } = await order(true);
  await shipOrder(ctx, { orderId });
  const { returnId } = await aReturn(ctx, orderId);
  const { shown, fileName } = await print("return-slip", returnId);
  expect(fileName).toBe("Return-slip-R1001.pdf");
  expect(shown).toEqual(expect.arrayContaining(["Rücksendeschein R1001", "#1001", "Product TEA", "5"]));
  expect(shown.join(" ")).toContain("Fehlerhaft");
  expect(shown.join(" ")).not.toMatch(/€|Leave at the door/);
});

test("a packing slip says what lies in this parcel, and no price", async () => {
  const { orderId } = await order(true);
  const [tea] = (await getOrder(ctx, { orderId })).lines;
  // By the database's clock it may be voided on the day on which it shipped.
  const today = { ...ctx, now: new Date() };
  const { shipmentId } = await shipOrder(today, {
    orderId,
    tracking: "JD014600",
    lines: [{ orderLineId: tea?.id ?? "", quantity: 3, locationId: shop.binId, lotId: null }],
  });
  const { shown, fileName } = await print("packing-slip", shipmentId);
  expect(fileName).toBe("Packing-slip-1001-1.pdf");
  expect(shown).toEqual(expect.arrayContaining(["Packing slip #1001-1", "JD014600", "Product TEA", "5", "3"]));
  expect(shown.join(" ")).not.toMatch(/€|10\.00|MUG|Tax|Total|Leave at the door/);

  await voidShipment(today, { shipmentId, reason: "Left in the van" });
  await expect(print("packing-slip", shipmentId)).rejects.toMatchObject({ code: "documents.shipment-was-voided" });
});

test("a packing slip names the serial numbers in the parcel", async () => {
  const variantId = await aVariant(ctx, { sku: "CAM" });
  await turnSerials(ctx, variantId);
  const serials = ["S-1", "S-2"];
  await receiveStock(ctx, { lines: [{ variantId, locationId: shop.binId, quantity: 2, serials }] });
  const lines = [{ variantId, quantity: 1 }];
  const { customerId, warehouseId } = shop;
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, confirm: true, lines });
  const [line] = (await getOrder(ctx, { orderId })).lines;
  const [piece] = await findSerial(ctx, { serial: "S-2" });
  const pick = { quantity: 1, locationId: shop.binId, lotId: piece?.lotId ?? null };
  const { shipmentId } = await shipOrder(ctx, { orderId, lines: [{ orderLineId: line?.id ?? "", ...pick }] });
  const shown = (await print("packing-slip", shipmentId)).shown.join(" ");
  expect(shown).toContain("Serial number S-2");
  expect(shown).not.toMatch(/S-1|Lot/);
});

test("a pick list leads to the bins, has the note for the warehouse, and says what is missing there", async () => {
  const { orderId } = await order(true);
  await world.db.execute(`update stock_balances set on_hand = 1 where variant_id = '${shop.variant.MUG}'`);
  const { shown } = await print("pick-list", orderId);
  expect(shown).toEqual(expect.arrayContaining(["Pick list #1001", "Note: Leave at the door", "Product TEA"]));
  expect(shown).toEqual(
    expect.arrayContaining(["Bin", "RECEIVING", "5", "Product MUG", "Not in stock: 1 × Product MUG (MUG)"]),
  );
  expect(shown.join(" ")).not.toMatch(/€|10\.00|Tax|Total/);
});

test("an order has the documents of its status and no others", async () => {
  const { orderId } = await order(true);
  const refused = (kind: DocumentKind) =>
    expect(print(kind, orderId)).rejects.toMatchObject({ code: "documents.not-of-status" });
  await refused("quote");
  await holdOrder(ctx, { orderId, reason: "Waits for payment" });
  await refused("pick-list");
  await cancelOrder(ctx, { orderId });
  await refused("order-confirmation");
});

test("nobody prints an order or a shipment of a warehouse they do not work in", async () => {
  const { orderId } = await order(true);
  const { shipmentId } = await shipOrder(ctx, { orderId });
  const elsewhere = await aShop(ctx, {}, "OTHER");
  const theirs = await testContext(world.db, { role: "staff", warehouses: [elsewhere.warehouseId] });
  await expect(print("order-confirmation", orderId, theirs)).rejects.toMatchObject({ code: "orders.order-not-found" });
  await expect(print("packing-slip", shipmentId, theirs)).rejects.toMatchObject({ code: "orders.order-not-found" });
});

/** A PNG of 1 × 1 pixel, and one whose pixels are cut off inside. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);
const DAMAGED = Buffer.from(PIXEL).fill(0xff, 43, 50);

test("the logo stands on it; one that can't be drawn keeps nobody from their document", async () => {
  const { orderId } = await order(true);
  await setLogo(ctx, { image: PIXEL.toString("base64") });
  const drawn = await print("order-confirmation", orderId);
  expect(drawn.pdf.toString("latin1")).toContain("/Subtype /Image");
  expect(drawn.shown.filter((text) => text === "Holm & Heather")).toHaveLength(1);

  await setLogo(ctx, { image: DAMAGED.toString("base64") });
  const named = await print("order-confirmation", orderId);
  expect(named.pdf.toString("latin1")).not.toContain("/Subtype /Image");
  expect(named.shown.filter((text) => text === "Holm & Heather")).toHaveLength(2);
});

test("a confirmation says by which day a line was promised", async () => {
  const { orderId } = await order(true);
  const { lines } = await getOrder(ctx, { orderId });
  await promiseLine(ctx, { orderId, orderLineId: lines[0]?.id ?? "", promisedOn: "2026-12-09", seen: null });
  const { shown } = await print("order-confirmation", orderId);
  expect(shown.filter((text) => text.includes("Delivery by 9 December 2026"))).toHaveLength(1);
});

test("a pick list leaves out what has not come yet", async () => {
  const { customerId, warehouseId, variant } = shop;
  await ctx.db.update(variants).set({ backorder: true }).where(eq(variants.id, variant.TEA));
  const lines = [{ variantId: variant.TEA, quantity: 103 }];
  const accepted = [{ variantId: variant.TEA, quantity: 3 }];
  const { orderId } = await placeOrder(ctx, {
    customerId,
    warehouseId,
    lines,
    confirm: true,
    acceptBackorders: accepted,
  });
  const { shown } = await print("pick-list", orderId);
  expect(shown).toEqual(expect.arrayContaining(["100", "Not in stock: 3 × Product TEA (TEA)"]));
});

test("documents say why there is no tax: to whom in the EU, and by which certificate", async () => {
  await world.owner`update shop_settings set tax_free_abroad = true, tax_rate = 190000`;
  const confirmation = async (values: Partial<CreateCustomer>) => {
    const { customerId } = await createCustomer(ctx, { name: "Claire", country: "FR", ...values });
    await world.owner`update customers set tax_exempt_reason = 'Embassy', tax_exempt_number = 'B-7'
      where id = ${customerId} and vat_number = ''`;
    const lines = [{ variantId: shop.variant.TEA, quantity: 1, unitPrice: 1_000 }];
    const head = { customerId, warehouseId: shop.warehouseId, lines, confirm: true };
    return (await print("order-confirmation", (await placeOrder(ctx, head)).orderId)).shown.join(" ");
  };
  const toCompany = await confirmation({ vatNumber: "FR40303265045" });
  expect(toCompany).toContain("intra-Community supply");
  expect(toCompany).toContain("Your VAT no.: FR40303265045.");
  expect(toCompany).toContain("Tax 0% on €10.00");
  expect(await confirmation({})).toContain("Exempt from tax: Embassy, B-7.");
});
