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
import { createList } from "@/modules/picking/create-list";
import { getPickList } from "@/modules/picking/queries";
import { takeList } from "@/modules/picking/take-list";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import { RETURN_REASONS } from "@/modules/returns/return";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { keptPictures } from "@/testing/kept-pictures";
import { aPayment } from "@/testing/payments";
import type { Picture } from "@/testing/png";
import { renderPdf } from "@/testing/render-pdf";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, receiveStock } from "@/testing/stock";
import type { DocumentKind } from "./document";
import { loadDocument } from "./load-document";
import { loadGiven } from "./load-given";
import { printSheet } from "./print/print-sheet";
import type { Sheet } from "./sheet";
import { pickSheets } from "./sheets/pick-sheet";

/* The same documents in German, with words as long as German makes them and tables of several pages. */

const expectAsKept = keptPictures(path.join(import.meta.dirname, "pictures"));
const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-german-"));
process.env["FILES_DIR"] = folder;
const world = testDatabase();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = {
  "DDG-KMS-4711-XL": "Donaudampfschifffahrtsgesellschaftskapitänsmützenständer aus Gusseisen, pulverbeschichtet",
  "WDV-120": "Wärmedämmverbundsystemtellerdübel 120 mm",
  "DMB-Ü-½": "Flüssigkeitsdurchflussmengenbegrenzerüberwurfmutter",
  "ÖL-5": "Öl für Nähmaschinen, säurefrei",
  "GES-1": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzestextsammlung mit Anhängen",
} as const;
type Sku = keyof typeof NAMES;
const SKUS: readonly Sku[] = ["DDG-KMS-4711-XL", "WDV-120", "DMB-Ü-½", "ÖL-5", "GES-1"];

let ctx: Context;
let shop: Shop<Sku>;
let customerId: string;
beforeEach(async () => {
  ctx = await testContext(world.db, { now: new Date("2026-03-02T10:00:00Z"), name: "Jürgen Weißgärber" });
  shop = await aShop(ctx, {
    "DDG-KMS-4711-XL": 9_000,
    "WDV-120": 9_000,
    "DMB-Ü-½": 9_000,
    "ÖL-5": 9_000,
    "GES-1": 9_000,
  });
  await nameShop(ctx, {
    companyName: "Müller & Söhne Großhandelsgesellschaft mbH",
    address: "Überseeallee 12\n20457 Hamburg",
    registrationNumber: "HRB 4711",
    documentFooter: "Amtsgericht Hamburg\nGeschäftsführer: Jörg Müßiggang, Änne Öztürk\nTelefon 040 123456-0",
    documentLanguage: "de",
    locale: "de-DE",
  });
  await world.owner`update shop_settings set payment_terms_days = 30`;
  for (const sku of SKUS)
    await world.owner`update products set title = ${NAMES[sku]} where handle = ${sku.toLowerCase()}`;
  await world.owner`update variants set option_values = ${["Größe XXL", "dunkelgrün-metallic"]} where sku = 'WDV-120'`;
  ({ customerId } = await createCustomer(ctx, {
    name: "Binnenschifffahrts- und Küstenfrachtgenossenschaft Österreich-Ungarn eG",
    address: "z. Hd. Frau Dr.-Ing. Käthe Großmann-Überschär\nAn der Alten Försterei 263",
    postcode: "12555",
    city: "Berlin-Köpenick",
    country: "DE",
    vatNumber: "DE123456788",
  }));
});

async function anOrder(lines: number, confirm = true): Promise<string> {
  const each = Array.from({ length: lines }, (_, at) => ({
    variantId: shop.variant[SKUS[at % SKUS.length] ?? "ÖL-5"],
    quantity: at % 3 === 0 ? 1_200 : 7,
    unitPrice: at % 4 === 0 ? 1_234_567 : 990,
    taxRate: toRate(at % 2 === 0 ? 190_000 : 70_000),
    ...(at % 5 === 1 && { discountRate: toRate(125_000) }),
  }));
  const { orderId } = await placeOrder(ctx, {
    customerId,
    warehouseId: shop.warehouseId,
    lines: each,
    shipping: { price: 590, taxRate: toRate(190_000) },
    confirm,
    note: "Anlieferung nur werktags zwischen 7 und 15 Uhr über die Laderampe im Hinterhof",
    customerReference: "Bestellung Nr. 4500017/2026-Überjährig",
  });
  return orderId;
}

/** What is shipped lies in one bin and in no lot. */
async function shipped(lines: number): Promise<string> {
  const orderId = await anOrder(lines);
  const order = await getOrder(ctx, { orderId });
  const picks = order.lines.map(({ id, quantity }) => ({
    orderLineId: id,
    quantity,
    locationId: shop.binId,
    lotId: null,
  }));
  await shipOrder(ctx, { orderId, lines: picks, tracking: "JJD0009 9012 3456 7890 1234" });
  return orderId;
}

const pagesOf = async (sheet: Sheet): Promise<Picture[]> =>
  renderPdf(await printSheet(sheet, { language: "de", createdAt: ctx.now }));

async function look(name: string, kind: DocumentKind, id: string): Promise<number> {
  const pages = await pagesOf((await loadDocument(ctx, { kind, id })).sheet);
  expectAsKept(`german-${name}`, pages);
  return pages.length;
}

test("an Angebot, and an Auftragsbestätigung over two pages", async () => {
  await look("quote", "quote", await anOrder(5, false));
  expect(await look("order-confirmation", "order-confirmation", await anOrder(14))).toBe(2);
});

test("Picklisten: of an order, and as somebody walks it with a scanner", async () => {
  const code = "HOCHREGAL-ÜBERLÄNGE-07-B";
  const { locationId } = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code });
  const lot = { code: "CHARGE-2026-0815-Ä", expiresOn: "2037-01-31" };
  await receiveStock(ctx, { lines: [{ variantId: shop.variant["ÖL-5"], locationId, quantity: 500, lot }] });
  const orderId = await anOrder(5);
  await look("pick-list", "pick-list", orderId);
  const { listId } = await createList(ctx, { orderIds: [orderId] });
  await takeList(ctx, { listId });
  const { language: _, ...given } = await loadGiven(ctx, null);
  const packs = new Map([[shop.variant["WDV-120"], [{ name: "Überseepalette", units: 3 }]]]);
  const [sheet] = pickSheets(await getPickList(ctx, { listId }), packs, given);
  if (!sheet) throw new Error("Nothing is to be picked.");
  expectAsKept("german-pick-sheet", await pagesOf(sheet));
});

test("a Lieferschein and a Rücksendeschein with every reason", async () => {
  const orderId = await shipped(RETURN_REASONS.length);
  const { shipments, lines } = await getOrder(ctx, { orderId });
  await look("packing-slip", "packing-slip", shipments[0]?.id ?? "");
  const back = lines.map(({ id }, at) => ({ orderLineId: id, quantity: 1, reason: RETURN_REASONS[at] ?? "other" }));
  const { returnId } = await authoriseReturn(ctx, { orderId, lines: back });
  await look("return-slip", "return-slip", returnId);
});

test("a Rechnung over two pages, paid in part, and the Rechnungskorrektur of it", async () => {
  const orderId = await shipped(14);
  await aPayment(ctx, orderId, { amount: 100_000 });
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "shipped", seen: 0 });
  expect(await look("invoice", "invoice", invoiceId)).toBe(2);
  const credit = await creditInvoice(ctx, { invoiceId, reason: "Auf dem Weg beschädigt", seen: 1 });
  expect(await look("credit-note", "credit-note", credit.invoiceId)).toBe(2);
});

test("a Rechnung ahead of the Lieferung says so", async () => {
  const orderId = await anOrder(1);
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  await look("invoice-ahead", "invoice", invoiceId);
});
