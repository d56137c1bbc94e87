import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTaxCategory } from "@/modules/catalog/taxes/create-tax-category";
import type { CreateCustomer } from "@/modules/customers/contract";
import { createCustomer } from "@/modules/customers/create-customer";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { setLogo } from "@/modules/shop/set-logo";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { brokenRules } from "@/testing/en16931-rules";
import { schemaFaults } from "@/testing/factur-x-schema";
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
    expect.arrayContaining([
      "Rechnungskorrektur CN-2026-1001",
      "INV-2026-1001",
      "Rechnung vom",
      "Grund: Beschädigt",
      "Zu Ihren Gunsten",
    ]),
  );
  await expect(print("invoice", note.invoiceId)).rejects.toMatchObject({ code: "invoices.not-found" });
});

test("an invoice keeps the language its customer had, and so does the credit note of it", async () => {
  await world.owner`update customers set language = 'de'`;
  const { invoiceId } = await anInvoice();
  await world.owner`update customers set language = 'en'`;
  expect((await print("invoice", invoiceId)).shown).toContain("Rechnung INV-2026-1001");
  const note = await creditInvoice(ctx, { invoiceId, reason: "Damaged", seen: 1 });
  expect((await print("credit-note", note.invoiceId)).shown).toContain("Rechnungskorrektur CN-2026-1001");
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
  expect(schemaFaults(xml)).toEqual([]);
  expect(xml).toContain("<ram:TotalPrepaidAmount>10.00</ram:TotalPrepaidAmount>");
});

describe("an invoice without tax", () => {
  const VAT = "FR40303265045";
  /** Without tax by what the customer is or the goods are; shipped before it is issued, unless nothing is to ship. */
  async function untaxed(values: Partial<CreateCustomer>, { code, name = "Scrap", isShipped = true }: Untaxed = {}) {
    await world.owner`update shop_settings set tax_free_abroad = true, tax_rate = 190000`;
    const { customerId } = await createCustomer(ctx, { name: "Claire", country: "FR", ...values });
    if (code !== undefined) {
      const { taxCategoryId } = await createTaxCategory(ctx, { name, code, reason: "§ 13b UStG" });
      await world.owner`update products set tax_category_id = ${taxCategoryId}`;
    }
    const lines = [{ variantId: shop.variant.TEA, quantity: 2, unitPrice: 1_000 }];
    const asked = { customerId, warehouseId: shop.warehouseId, lines, shipping: { price: 500 }, confirm: true };
    const { orderId } = await placeOrder(ctx, asked);
    const [line] = (await getOrder(ctx, { orderId })).lines;
    const pick = { orderLineId: line?.id ?? "", quantity: 2, locationId: shop.binId, lotId: null };
    if (isShipped) await shipOrder(ctx, { orderId, lines: [pick] });
    return { orderId, customerId };
  }
  type Untaxed = { code?: "E" | "AE" | "O"; name?: string; isShipped?: boolean };
  const issue = async (orderId: string) => (await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 })).invoiceId;
  const said = async (kind: "invoice" | "credit-note", id: string) => (await print(kind, id)).shown.join(" ");
  const noXml = { code: "documents.no-e-invoice" };

  test("says by which certificate, also once it is credited, whatever holds of the customer by then", async () => {
    const { customerId } = await createCustomer(ctx, { name: "Embassy", country: "FR" });
    const code = { tax_exempt_code: "VATEX-EU-151-1A" };
    const exempt = { tax_exempt_reason: "Diplomatic mission", tax_exempt_number: "B-7" };
    await world.owner`update customers set ${world.owner(exempt)} where id = ${customerId}`;
    await world.owner`update customers set ${world.owner(code)} where id = ${customerId}`;
    const lines = [{ variantId: shop.variant.TEA, quantity: 2, unitPrice: 1_000 }];
    const asked = { customerId, warehouseId: shop.warehouseId, lines, shipping: { price: 500 }, confirm: true };
    const invoiceId = await issue((await placeOrder(ctx, asked)).orderId);
    await world.owner`update customers set tax_exempt_reason = '', tax_exempt_number = '' where id = ${customerId}`;
    expect(await said("invoice", invoiceId)).toContain("Exempt from tax: Diplomatic mission, B-7.");
    const { xml } = await loadEInvoice(ctx, invoiceId);
    expect(brokenRules(xml)).toEqual([]);
    expect(schemaFaults(xml)).toEqual([]);
    expect(xml).toContain("<ram:ExemptionReasonCode>VATEX-EU-151-1A<");
    expect(xml).toContain("<ram:ExemptionReason>Diplomatic mission, B-7</ram:ExemptionReason>");
    const credit = await creditInvoice(ctx, { invoiceId, reason: "Late", seen: 1 });
    expect(await said("credit-note", credit.invoiceId)).toContain("Exempt from tax: Diplomatic mission, B-7.");
  });

  test("goes to the VAT number that it was sold to, though the customer has another by now", async () => {
    const { orderId, customerId } = await untaxed({ vatNumber: VAT });
    await world.owner`update customers set vat_number = '' where id = ${customerId}`;
    const invoiceId = await issue(orderId);
    expect(await said("invoice", invoiceId)).toContain(VAT);
    expect(await said("invoice", invoiceId)).toContain("intra-Community supply");
    expect(brokenRules((await loadEInvoice(ctx, invoiceId)).xml)).toEqual([]);
  });

  test("within the EU has no electronic form ahead of shipping, and says that it comes ahead", async () => {
    const { orderId } = await untaxed({ vatNumber: VAT }, { isShipped: false });
    const invoiceId = await issue(orderId);
    expect(await said("invoice", invoiceId)).toContain("Delivery Still to come");
    // It has no day of delivery, without which no such invoice is valid.
    await expect(loadEInvoice(ctx, invoiceId)).rejects.toMatchObject(noXml);
  });

  test("of what is taxed goes to the number that the customer has by now", async () => {
    const { orderId, customerId } = await untaxed({ country: "DE", vatNumber: "DE123456789" });
    await world.owner`update customers set vat_number = 'DE811193231' where id = ${customerId}`;
    const shown = await said("invoice", await issue(orderId));
    expect(shown).toContain("DE811193231");
    expect(shown).not.toContain("DE123456789");
  });

  test("within the EU is written for machines with the day on which it was delivered", async () => {
    const { orderId } = await untaxed({ vatNumber: VAT });
    const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "shipped", seen: 0 });
    const { xml } = await loadEInvoice(ctx, invoiceId);
    expect(brokenRules(xml)).toEqual([]);
    expect(schemaFaults(xml)).toEqual([]);
    expect(xml).toContain(`<ram:ID schemeID="VA">${VAT}</ram:ID>`);
    expect(brokenRules(xml.replace(/<ram:ActualDelivery[^]*<\/ram:ActualDelivery\w+>/, ""))).toEqual(["BR-IC-11"]);
  });

  test("by reverse charge says so in its own words, and only to a VAT number for machines", async () => {
    const { orderId } = await untaxed({ country: "DE", vatNumber: "DE811193231" }, { code: "AE" });
    const invoiceId = await issue(orderId);
    expect(await said("invoice", invoiceId)).toContain(
      "Reverse charge: the customer accounts for the tax (§ 13b UStG).",
    );
    const { xml } = await loadEInvoice(ctx, invoiceId);
    expect(brokenRules(xml)).toEqual([]);
    expect(schemaFaults(xml)).toEqual([]);
    expect(xml).toContain("<ram:ExemptionReason>Reverse charge: § 13b UStG</ram:ExemptionReason>");
  });

  test("under reverse charge to nobody with a number is taxed as other goods are", async () => {
    const { orderId } = await untaxed({ country: "DE" }, { code: "AE" });
    const { xml } = await loadEInvoice(ctx, await issue(orderId));
    expect(brokenRules(xml)).toEqual([]);
    expect(schemaFaults(xml)).toEqual([]);
    expect(xml).toContain("<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19.00<");
  });

  test("outside the scope of tax has a form for machines by the number of the register", async () => {
    const { orderId } = await untaxed({ country: "DE" }, { code: "O" });
    const invoiceId = await issue(orderId);
    expect(await said("invoice", invoiceId)).toContain("Not subject to tax: § 13b UStG.");
    await expect(loadEInvoice(ctx, invoiceId)).rejects.toMatchObject({
      ...noXml,
      details: { problems: ["the register number of the shop"] },
    });
    await nameShop(ctx, { registrationNumber: "HRB 12345" });
    const next = await untaxed({ country: "DE" }, { code: "O", name: "Waste" });
    const { xml } = await loadEInvoice(ctx, await issue(next.orderId));
    expect(brokenRules(xml)).toEqual([]);
    expect(schemaFaults(xml)).toEqual([]);
    expect(xml).not.toContain("DE136695976");
  });

  test("names the provision that exempts it by its code, as its tax category said when it was issued", async () => {
    const { orderId } = await untaxed({ country: "DE" }, { code: "E" });
    await world.owner`update tax_categories set reason_code = 'VATEX-EU-132-1A' where code = 'E'`;
    const invoiceId = await issue(orderId);
    await world.owner`update tax_categories set reason_code = '' where code = 'E'`;
    expect((await loadEInvoice(ctx, invoiceId)).xml).toContain("<ram:ExemptionReasonCode>VATEX-EU-132-1A<");
  });
});

test("a shop without a VAT number has invoices, and none for machines", async () => {
  await nameShop(ctx, { vatNumber: "" });
  const { invoiceId } = await anInvoice();
  const { pdf } = await print("invoice", invoiceId);
  expect(pdf.toString("latin1")).not.toContain("factur-x.xml");
  await expect(loadEInvoice(ctx, invoiceId)).rejects.toMatchObject({ code: "documents.no-e-invoice" });
});
