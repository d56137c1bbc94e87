import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { createList } from "@/modules/picking/create-list";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { schemaFaults } from "@/testing/factur-x-schema";
import { nameShop } from "@/testing/invoices";
import { aParcel } from "@/testing/parcels";
import { partsOfPdf, readPdf } from "@/testing/read-pdf";
import { readXml } from "@/testing/read-xml";
import { aReturn } from "@/testing/returns";
import { aShop } from "@/testing/shop";
import { DOCUMENT_KINDS, type DocumentKind } from "./document";
import { loadEInvoice } from "./load-invoice";
import { printDocument } from "./print-document";
import { printLabels } from "./print-labels";
import { printPickSheets } from "./print-pick-sheets";

/*
 * Whatever has a name is called by what a careless writer of HTML, XML or PDF would take for its own. On each document
 * it is letters.
 */

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-hostile-"));
process.env["FILES_DIR"] = folder;
const world = testDatabase();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MARK = String.raw`<b>&amp;</b>) Tj ET (\(x\) %d ]]> /JS (app.alert(1)) >> endobj stream`;
/** What a reader would run or ask for by itself. */
const ACTIVE = /\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|GoToR|SubmitForm|RichMedia|XFA)\b/;
const LETTERS = MARK.replaceAll(/\s/g, "");

let ctx: Context;
let ids: Readonly<Record<DocumentKind, string>>;
let others: { invoiceId: string; parcelId: string; listId: string };

beforeEach(async () => {
  ctx = await testContext(world.db, { now: new Date("2026-11-27T10:00:00Z") });
  await nameShop(ctx, { companyName: MARK, documentFooter: MARK });
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 100 });
  await world.owner`update customers set name = ${MARK}, address = ${MARK}, city = 'Bonn', country = 'DE'`;
  await world.owner`update products set title = ${MARK}`;
  const lines = [{ variantId: variant.TEA, quantity: 5, unitPrice: 1_000, taxRate: toRate(190_000) }];
  const order = { customerId, warehouseId, lines, note: MARK, customerReference: MARK };
  const draft = await placeOrder(ctx, { ...order, confirm: false });
  const open = await placeOrder(ctx, { ...order, confirm: true });
  const { orderId } = await placeOrder(ctx, { ...order, confirm: true });
  const { shipmentId } = await shipOrder(ctx, { orderId });
  const { parcelId } = await aParcel(ctx, orderId, { tracking: "</b>) Tj /JS (\\" });
  const { returnId } = await aReturn(ctx, orderId);
  const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  const note = await creditInvoice(ctx, { invoiceId, reason: MARK, seen: 1 });
  const invoice = await issueInvoice(ctx, { orderId: open.orderId, scope: "ordered", seen: 0 });
  const { listId } = await createList(ctx, { orderIds: [open.orderId] });
  ids = {
    quote: draft.orderId,
    "order-confirmation": open.orderId,
    "pick-list": open.orderId,
    "packing-slip": shipmentId,
    "return-slip": returnId,
    invoice: invoiceId,
    "credit-note": note.invoiceId,
  };
  others = { invoiceId: invoice.invoiceId, parcelId, listId };
});

const lettersOn = (pdf: Buffer) =>
  readPdf(pdf)
    .flat()
    .map(({ text }) => text)
    .join("")
    .replaceAll(/\s/g, "");

function expectLetters(what: string, pdf: Buffer): void {
  expect(lettersOn(pdf), what).toContain(LETTERS);
  expect(partsOfPdf(pdf).join("\n"), what).not.toMatch(ACTIVE);
  expect(pdf.toString("latin1").match(/%%EOF/g), what).toHaveLength(1);
}

test("names are letters on every document, label and pick list, and start nothing", async () => {
  for (const kind of DOCUMENT_KINDS) {
    const { pdf, fileName } = await printDocument(ctx, { kind, id: ids[kind] });
    expectLetters(kind, pdf);
    expect(fileName).toMatch(/^[\w.-]+$/);
  }
  expectLetters("parcel-label", (await printLabels(ctx, [others.parcelId])).pdf);
  expectLetters("pick-sheet", (await printPickSheets(ctx, { kind: "pick-sheet", id: others.listId })).pdf);
});

test("they are text in what machines read, which stays as its schema says", async () => {
  const { xml, fileName } = await loadEInvoice(ctx, others.invoiceId);
  expect(fileName).toMatch(/^[\w.-]+$/);
  expect(schemaFaults(xml)).toEqual([]);
  expect(xml).toContain("&lt;b&gt;&amp;amp;&lt;/b&gt;");
  expect(xml).not.toContain("<b>");
  expect(JSON.stringify(readXml(xml))).toContain(JSON.stringify(MARK).slice(1, -1));
});
