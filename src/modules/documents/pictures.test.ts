import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { createWave } from "@/modules/picking/create-wave";
import { getPickList } from "@/modules/picking/queries";
import { getWave } from "@/modules/picking/wave-queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { setLogo } from "@/modules/shop/set-logo";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { differenceOf } from "@/testing/compare-pictures";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { keptPictures } from "@/testing/kept-pictures";
import { aParcel } from "@/testing/parcels";
import { aPayment } from "@/testing/payments";
import { type Picture, writePng } from "@/testing/png";
import { renderPdf } from "@/testing/render-pdf";
import { aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, receiveStock } from "@/testing/stock";
import type { DocumentKind } from "./document";
import { loadDocument } from "./load-document";
import { loadGiven } from "./load-given";
import { printPickSheets } from "./print-pick-sheets";
import { printSheet } from "./print/print-sheet";
import type { Sheet } from "./sheet";
import { pickSheets } from "./sheets/pick-sheet";

/* What documents look like, page by page, beside pictures that somebody has looked at. */

const expectAsKept = keptPictures(path.join(import.meta.dirname, "pictures"));
const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-pictures-"));
process.env["FILES_DIR"] = folder;
const world = testDatabase();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A dark square with a light edge. */
const LOGO = writePng({
  width: 64,
  height: 64,
  pixels: Uint8Array.from({ length: 64 * 64 }, (_, at) => (at % 64 < 8 || at < 8 * 64 ? 200 : 40)),
}).toString("base64");

let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let customerId: string;
beforeEach(async () => {
  ctx = await testContext(world.db, { now: new Date("2026-11-27T10:00:00Z"), name: "Ann" });
  shop = await aShop(ctx, { TEA: 500, MUG: 500 });
  await nameShop(ctx, { documentFooter: "HRB 4711\nAmtsgericht Hamburg" });
  await world.owner`update shop_settings set payment_terms_days = 14`;
  await setLogo(ctx, { image: LOGO });
  const address = { address: "Rue du Port 3", postcode: "13002", city: "Marseille", country: "FR" };
  ({ customerId } = await createCustomer(ctx, { name: "Łódź & Þór Export", ...address }));
});

async function anOrder(lines = 1, confirm = true): Promise<string> {
  const { TEA, MUG } = shop.variant;
  const each = Array.from({ length: lines }, () => [
    { variantId: TEA, quantity: 5, unitPrice: 1_000, taxRate: toRate(190_000), discountRate: toRate(100_000) },
    { variantId: MUG, quantity: 2, unitPrice: 2_550, taxRate: toRate(70_000) },
  ]).flat();
  const shipping = { price: 590, taxRate: toRate(190_000) };
  const { warehouseId } = shop;
  const asked = { customerId, warehouseId, lines: each, shipping, confirm, customerReference: "PO-77" };
  return (await placeOrder(ctx, asked)).orderId;
}
async function shipped(): Promise<string> {
  const orderId = await anOrder();
  const { lines } = await getOrder(ctx, { orderId });
  const picks = lines.map(({ id, quantity }) => ({ orderLineId: id, quantity, locationId: shop.binId, lotId: null }));
  await shipOrder(ctx, { orderId, lines: picks, tracking: "1Z 204" });
  return orderId;
}

const pagesOf = async (sheet: Sheet) => renderPdf(await printSheet(sheet, { language: "en", createdAt: ctx.now }));

async function look(name: string, kind: DocumentKind, id: string): Promise<Picture[]> {
  const { sheet } = await loadDocument(ctx, { kind, id });
  const pages = await pagesOf(sheet);
  expectAsKept(name, pages);
  return pages;
}

test("a quote with a discount and a charge for shipping", async () => {
  await look("quote", "quote", await anOrder(1, false));
});

test("an order confirmation", async () => {
  await look("order-confirmation", "order-confirmation", await anOrder(1));
});

test("a packing slip", async () => {
  const { shipments } = await getOrder(ctx, { orderId: await shipped() });
  await look("packing-slip", "packing-slip", shipments[0]?.id ?? "");
});

test("a pick list of one order, and the slip of one of its parcels", async () => {
  const orderId = await anOrder();
  await look("pick-list", "pick-list", orderId);
  const { lines } = await getOrder(ctx, { orderId });
  const picks = lines.map(({ id, quantity }) => ({ orderLineId: id, quantity, locationId: shop.binId, lotId: null }));
  await shipOrder(ctx, { orderId, lines: picks });
  const { carrierId } = await createCarrier(ctx, { name: "Post", services: ["Express"], trackingLink: "" });
  const size = { weight: 1_250, length: 300, width: 200, height: 100 };
  const { parcelId } = await aParcel(ctx, orderId, { carrierId, service: "Express", tracking: "JD 01", ...size });
  await look("packing-slip-of-parcel", "packing-slip", parcelId);
});

test("a return slip, with why each item comes back", async () => {
  const { returnId } = await aReturn(ctx, await shipped());
  await look("return-slip", "return-slip", returnId);
});

test("an invoice for people alone, ahead of shipping and paid in part", async () => {
  await nameShop(ctx, { vatNumber: "", registrationNumber: "HRB 4711", documentFooter: "Tax no. 22/456/78901" });
  const orderId = await anOrder();
  await aPayment(ctx, orderId, { amount: 5_000 });
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  await look("invoice", "invoice", invoiceId);
});

test("an invoice with a restocking fee, and the credit note of an invoice", async () => {
  const orderId = await shipped();
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "shipped", seen: 0 });
  const { returnId } = await aReturn(ctx, orderId);
  await receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, { fee: 300 }) });
  const credit = await creditInvoice(ctx, { invoiceId, reason: "Came back", seen: 1 });
  await look("credit-note", "credit-note", credit.invoiceId);
  const fee = await issueInvoice(ctx, { orderId, scope: "shipped", seen: 2 });
  await look("invoice-with-fee", "invoice", fee.invoiceId);
});

test("a pick list of a wave, with barcodes, over two pages", async () => {
  const zone = await createLocation(ctx, { parentId: shop.warehouseId, kind: "zone", code: "B" });
  const { locationId } = await createLocation(ctx, { parentId: zone.locationId, kind: "bin", code: "B-01-3" });
  const lot = { code: "L-77", expiresOn: "2037-01-31" };
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.MUG, locationId, quantity: 90, lot }] });
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId, quantity: 400 }] });
  const { waveId } = await createWave(ctx, { orderIds: [await anOrder(8), await anOrder(5)] });
  const { lists } = await getWave(ctx, { waveId });
  const inZone = lists.find(({ zoneOfList }) => zoneOfList === "B");
  const { language: _, ...given } = await loadGiven(ctx, null);
  const packs = new Map([[shop.variant.MUG, [{ name: "Pair", units: 2 }]]]);
  const sheets = pickSheets(await getPickList(ctx, { listId: inZone?.listId ?? "" }), packs, given);
  const pages = (await Promise.all(sheets.map(pagesOf))).flat();
  expectAsKept("pick-list-of-wave", pages);
  expect(pages).toHaveLength(2);
  const { pdf, fileName } = await printPickSheets(ctx, { kind: "wave", id: waveId });
  expect(fileName).toMatch(/^Wave-\d+\.pdf$/);
  expect((await renderPdf(pdf)).length).toBeGreaterThan(pages.length);
});

test("columns that moved by a point, one that is gone and a word that is another are seen", async () => {
  const { sheet } = await loadDocument(ctx, { kind: "quote", id: await anOrder(1, false) });
  const [was] = await pagesOf(sheet);
  const { facts, columns, rows } = sheet;
  const another = (text: string) => text.replace("offer", "order");
  const changes: Sheet[] = [
    { ...sheet, facts: [...facts, ...facts.slice(0, 1)] },
    { ...sheet, columns: columns.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) },
    {
      ...sheet,
      columns: columns.map((column, at) => (at === 0 ? { ...column, width: Number(column.width) + 1 } : column)),
    },
    { ...sheet, opening: sheet.opening.map(another), closing: sheet.closing.map(another) },
  ];
  for (const change of changes) {
    const [is] = await pagesOf(change);
    expect(was && is && differenceOf(was, is)).toMatchObject({ isSame: false });
  }
  const [again] = await pagesOf(sheet);
  expect(was && again && differenceOf(was, again)).toEqual({ pixels: 0, isSame: true });
});
