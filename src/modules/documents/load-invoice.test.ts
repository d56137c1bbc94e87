import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { placeOrder } from "@/modules/orders/place-order";
import { setLogo } from "@/modules/shop/set-logo";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { brokenRules } from "@/testing/en16931-rules";
import { nameShop } from "@/testing/invoices";
import { aPayment } from "@/testing/payments";
import { readPdf } from "@/testing/read-pdf";
import { aShop, type Shop } from "@/testing/shop";
import { loadEInvoice } from "./load-invoice";
import { printDocument } from "./print-document";

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-invoices-"));
process.env["FILES_DIR"] = folder;
const world = testDatabase();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A red dot. */
const LOGO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

let ctx: Context;
let shop: Shop<"TEA">;
beforeEach(async () => {
  ctx = await testContext(world.db, { now: new Date("2026-11-27T10:00:00Z") });
  shop = await aShop(ctx, { TEA: 100 });
  await nameShop(ctx);
  await world.owner`update shop_settings set payment_terms_days = 14`;
});

async function anInvoice() {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 5, unitPrice: 1_000, taxRate: toRate(190_000) }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  await aPayment(ctx, orderId, { amount: 1_000 });
  return issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
}
async function print(kind: "invoice" | "credit-note", id: string) {
  const { pdf, fileName } = await printDocument(ctx, { kind, id });
  const shown = readPdf(pdf)
    .flat()
    .map(({ text }) => text.replaceAll("\u00a0", " "));
  return { pdf, fileName, shown };
}

test("an invoice says what is billed, taxed, paid already and left to pay, and by when", async () => {
  const { invoiceId } = await anInvoice();
  const { fileName, shown } = await print("invoice", invoiceId);
  expect(fileName).toBe("Invoice-INV-2026-1001.pdf");
  expect(shown).toEqual(
    expect.arrayContaining([
      "Invoice INV-2026-1001",
      "Globes & Sons",
      "Product TEA",
      "€50.00",
      "Tax 19% on €50.00",
      "€9.50",
      "€59.50",
      "Paid already",
      "€10.00",
      "To pay",
      "€49.50",
      "11 December 2026",
      "Please pay under INV-2026-1001.",
    ]),
  );
});

test("a credit note names the invoice and the reason, in German where documents are", async () => {
  await nameShop(ctx, { documentLanguage: "de" });
  const { invoiceId } = await anInvoice();
  const note = await creditInvoice(ctx, { invoiceId, reason: "Beschädigt", seen: 1 });
  const { fileName, shown } = await print("credit-note", note.invoiceId);
  expect(fileName).toBe("Credit-note-CN-2026-1001.pdf");
  expect(shown).toEqual(
    expect.arrayContaining(["Rechnungskorrektur CN-2026-1001", "INV-2026-1001", "Grund: Beschädigt", "Gutschrift"]),
  );
  await expect(print("invoice", note.invoiceId)).rejects.toMatchObject({ code: "invoices.not-found" });
});

test("its PDF is the same to the byte whatever becomes of the shop, its logo and the customer", async () => {
  await setLogo(ctx, { image: LOGO });
  const { invoiceId } = await anInvoice();
  const { pdf } = await print("invoice", invoiceId);
  expect(pdf.toString("latin1")).toContain("/Subtype /Image");
  await setLogo(ctx, { image: null });
  await nameShop(ctx, { companyName: "Another", documentLanguage: "de", locale: "de-DE", timeZone: "Asia/Tokyo" });
  await world.owner`update customers set name = 'Bea', city = 'Bonn'`;
  await world.owner`update products set title = 'Coffee'`;
  expect((await print("invoice", invoiceId)).pdf.equals(pdf)).toBe(true);
});

test("the PDF carries what machines read, as PDF/A-3 says and readers of Factur-X look for", async () => {
  const { invoiceId } = await anInvoice();
  const { pdf } = await print("invoice", invoiceId);
  const text = pdf.toString("latin1");
  for (const part of [
    "/AFRelationship /Alternative",
    "(factur-x.xml)",
    "/EmbeddedFile",
    "<pdfaid:part>3</pdfaid:part>",
    "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
    "Globes &amp; Sons",
    "/OutputIntents",
  ])
    expect(text).toContain(part);
  expect(text).not.toContain("<rdf:li>Globes & Sons");
  const { fileName, xml } = await loadEInvoice(ctx, invoiceId);
  expect(fileName).toBe("INV-2026-1001.xml");
  expect(brokenRules(xml)).toEqual([]);
  expect(xml).toContain("<ram:TotalPrepaidAmount>10.00</ram:TotalPrepaidAmount>");
});

test("a shop without a VAT number has invoices, and none for machines", async () => {
  await nameShop(ctx, { vatNumber: "" });
  const { invoiceId } = await anInvoice();
  const { pdf } = await print("invoice", invoiceId);
  expect(pdf.toString("latin1")).not.toContain("factur-x.xml");
  await expect(loadEInvoice(ctx, invoiceId)).rejects.toMatchObject({ code: "documents.no-e-invoice" });
});
