import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { recordRefund } from "@/modules/orders/payments/record-refund";
import { voidPayment } from "@/modules/orders/payments/void-payment";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { shopDay } from "@/modules/shop/shop";
import { proveBooks } from "@/server/prove-books";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { aPayment } from "@/testing/payments";
import { aShop, type Shop } from "@/testing/shop";
import { IssueInvoice, ListInvoices } from "./contract";
import { creditInvoice } from "./credit-invoice";
import { formatInvoiceNumber } from "./invoice";
import { issueInvoice } from "./issue-invoice";
import { getInvoice, listInvoices, suggestInvoice } from "./queries";

const world = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, { TEA: 1_000, MUG: 1_000 });
  await nameShop(ctx);
});

type Line = { sku?: "TEA" | "MUG"; quantity?: number; unitPrice?: number; taxRate?: number; discountRate?: number };
/** Ten of 10.00 with 19 % on top, unless something else is asked. */
async function anOrder(lines: readonly Line[] = [{}], more: object = {}) {
  const { customerId, warehouseId } = shop;
  const asked = lines.map(({ sku = "TEA", quantity = 10, taxRate = 190_000, ...line }) => ({
    variantId: shop.variant[sku],
    quantity,
    taxRate,
    ...line,
  }));
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines: asked, confirm: true, ...more });
  return orderId;
}
async function ship(orderId: string, quantity: number, position = 0) {
  const line = (await getOrder(ctx, { orderId })).lines[position];
  const picked = { orderLineId: line?.id ?? "", quantity, locationId: shop.binId, lotId: null };
  await shipOrder(ctx, { orderId, lines: [picked] });
}
const seenOf = async (orderId: string) => (await suggestInvoice(ctx, { orderId })).seen;
const issue = async (orderId: string, scope: "shipped" | "ordered" = "shipped") =>
  issueInvoice(ctx, { orderId, scope, seen: await seenOf(orderId) });
type Credit = { quantity?: number; amount?: number };
async function credit(invoiceId: string, asked?: Credit, context = ctx) {
  const { seen, lines } = await getInvoice(ctx, { invoiceId });
  const invoiceLineId = lines[0]?.id ?? "";
  const reason = "Damaged";
  return creditInvoice(context, { invoiceId, reason, seen, ...(asked && { lines: [{ invoiceLineId, ...asked }] }) });
}
const get = (invoiceId: string) => getInvoice(ctx, { invoiceId });
const found = async (asked: object) =>
  (await listInvoices(ctx, ListInvoices.parse(asked))).rows.map((row) => formatInvoiceNumber(row));
const soundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });

describe("an invoice", () => {
  test("bills what has shipped and is on no invoice, until the two come to the order", async () => {
    const orderId = await anOrder([{ unitPrice: 333, quantity: 3, discountRate: 100_000 }]);
    await expect(issue(orderId)).rejects.toMatchObject({ code: "invoices.nothing-to-invoice" });
    await ship(orderId, 1);
    const first = await get((await issue(orderId)).invoiceId);
    await expect(issue(orderId)).rejects.toMatchObject({ code: "invoices.nothing-to-invoice" });
    await ship(orderId, 2);
    const second = await get((await issue(orderId)).invoiceId);
    expect([first, second].map((each) => [formatInvoiceNumber(each), each.lines[0]?.quantity])).toEqual([
      [expect.stringMatching(/^INV-\d{4}-1001$/), 1],
      [expect.stringMatching(/^INV-\d{4}-1002$/), 2],
    ]);
    const { billed } = (await getOrder(ctx, { orderId })).amounts;
    expect([first.net + second.net, first.tax + second.tax]).toEqual([billed.net, billed.tax]);
    await soundBooks();
  });

  test("may come ahead of shipping, with shipping charged once, and then nothing is left", async () => {
    const orderId = await anOrder([{}, { sku: "MUG", quantity: 2, taxRate: 70_000 }], {
      shipping: { price: 490, taxRate: 190_000 },
    });
    const invoice = await get((await issue(orderId, "ordered")).invoiceId);
    expect(invoice).toMatchObject({ net: 10_000 + 2_000 + 490, deliveredOn: null });
    expect(invoice.taxes.map(({ category, rate, net }) => [category, rate, net])).toEqual([
      ["S", 190_000, 10_490],
      ["S", 70_000, 2_000],
    ]);
    await ship(orderId, 10);
    await expect(issue(orderId)).rejects.toMatchObject({ code: "invoices.nothing-to-invoice" });
    await soundBooks();
  });

  test("of all that is ordered says when it was delivered as soon as all of that has shipped", async () => {
    const [shipped, inPart] = [await anOrder(), await anOrder()];
    await ship(shipped, 10);
    await ship(inPart, 9);
    const contentOf = async (orderId: string) => {
      const { invoiceId } = await issue(orderId, "ordered");
      const [row] = await world.owner`select content from invoices where id = ${invoiceId}`;
      return row?.["content"];
    };
    const today = shopDay("UTC", ctx.now);
    const whole = await contentOf(shipped);
    expect([whole.deliveredOn, whole.isAhead]).toEqual([today, undefined]);
    expect(await contentOf(inPart)).toMatchObject({ deliveredOn: null, isAhead: true });
  });

  test("says for good what was so when it was issued", async () => {
    const orderId = await anOrder();
    await ship(orderId, 10);
    const { invoiceId } = await issue(orderId);
    const [before] = await world.owner`select content from invoices where id = ${invoiceId}`;
    await nameShop(ctx, { companyName: "Another name" });
    await world.owner`update products set title = 'Coffee'`;
    expect(await get(invoiceId)).toMatchObject({ lines: [{ name: "Product TEA" }] });
    const [after] = await world.owner`select content from invoices where id = ${invoiceId}`;
    expect(after).toEqual(before);
    await expect(world.owner`update invoices set net_total = 1`).rejects.toThrow("append-only");
    await expect(world.owner`delete from invoice_lines`).rejects.toThrow("append-only");
    await expect(world.db.execute(sql`update invoices set net_total = 1`)).rejects.toMatchObject({ code: "42501" });
  });

  test("is issued once by two who saw the same, and the second is told", async () => {
    const orderId = await anOrder();
    await ship(orderId, 10);
    const both = await Promise.allSettled([0, 1].map(() => issueInvoice(ctx, { orderId, scope: "shipped", seen: 0 })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [refused] = both.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toMatchObject({
      code: "invoices.issued-meanwhile",
      message: expect.stringMatching(/INV-\d{4}-1001/),
    });
  });

  test("is issued once for what has shipped by two who saw none, as from lists", async () => {
    const orderId = await anOrder();
    await ship(orderId, 4);
    const both = await Promise.allSettled([0, 1].map(() => issueInvoice(ctx, { orderId, scope: "shipped" })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [refused] = both.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toMatchObject({ code: "invoices.nothing-to-invoice" });
    expect(await found({ orderId })).toHaveLength(1);
    expect(IssueInvoice.safeParse({ orderId, scope: "ordered" }).success).toBe(false);
    await soundBooks();
  });

  test("is numbered by the year of the shop's day, each from the start", async () => {
    await nameShop(ctx, { timeZone: "Asia/Tokyo" });
    const at = async (moment: string) => {
      const orderId = await anOrder();
      return formatInvoiceNumber(
        await issueInvoice({ ...ctx, now: new Date(moment) }, { orderId, scope: "ordered", seen: 0 }),
      );
    };
    expect(await at("2026-12-31T14:59:00Z")).toBe("INV-2026-1001");
    expect(await at("2026-12-31T15:00:00Z")).toBe("INV-2027-1001");
    expect(await at("2026-12-30T15:00:00Z")).toBe("INV-2026-1002");
  });

  test("is refused of a draft, and by a shop that has no address", async () => {
    const draft = await anOrder([{}], { confirm: false });
    await expect(issue(draft, "ordered")).rejects.toMatchObject({ code: "invoices.order-not-invoiceable" });
    const orderId = await anOrder();
    await nameShop(ctx, { address: "" });
    await expect(issue(orderId, "ordered")).rejects.toMatchObject({ details: { missing: ["address"] } });
  });

  test("is due by the terms, or on the day that was agreed by hand", async () => {
    await world.owner`update shop_settings set payment_terms_days = 14`;
    const now = new Date("2026-03-10T10:00:00Z");
    const dueOf = async (orderId: string) => {
      const { invoiceId } = await issueInvoice({ ...ctx, now }, { orderId, scope: "ordered", seen: 0 });
      return (await get(invoiceId)).dueOn;
    };
    expect(await dueOf(await anOrder())).toBe("2026-03-24");
    const agreed = await anOrder();
    await world.owner`update orders set due_on = '2026-05-01', due_by_hand = true where id = ${agreed}`;
    expect(await dueOf(agreed)).toBe("2026-05-01");
  });
});

describe("what is paid of an invoice", () => {
  test("follows the payments of its order, which pay the oldest first", async () => {
    const orderId = await anOrder();
    await aPayment(ctx, orderId, { amount: 2_000 });
    await ship(orderId, 5);
    const first = (await issue(orderId)).invoiceId;
    await ship(orderId, 5);
    const second = (await issue(orderId)).invoiceId;
    expect(await get(first)).toMatchObject({ total: 5_950, prepaid: 2_000, open: 3_950, state: "partly" });
    expect(await get(second)).toMatchObject({ total: 5_950, prepaid: 0, open: 5_950, state: "open" });
    await aPayment(ctx, orderId, { amount: 5_000 });
    expect(await get(first)).toMatchObject({ open: 0, state: "paid" });
    expect(await get(second)).toMatchObject({ open: 4_900, state: "partly" });
    expect(await found({ state: "open" })).toEqual([expect.stringMatching("1002")]);
    expect(await found({ state: "paid" })).toEqual([expect.stringMatching("1001")]);
    await world.owner`alter table invoices disable trigger user`;
    await world.owner`update invoices set due_on = current_date - 2`;
    await world.owner`update invoice_balances set due_on = current_date - 2`;
    await world.owner`alter table invoices enable trigger user`;
    expect(await found({ state: "overdue" })).toEqual([expect.stringMatching("1002")]);
  });

  test("is given back with what is credited, and goodwill opens nothing", async () => {
    const orderId = await anOrder();
    await aPayment(ctx, orderId, { amount: 11_900 });
    const { invoiceId } = await issue(orderId, "ordered");
    const back = (amount: number) => recordRefund(ctx, { orderId, amount, method: "cash", paidOn: "2026-02-01" });
    await back(900);
    expect(await get(invoiceId)).toMatchObject({ open: 0, state: "paid" });
    await credit(invoiceId);
    await back(11_000);
    expect(await get(invoiceId)).toMatchObject({ open: 0, state: "credited" });
    const again = (await issue(orderId, "ordered")).invoiceId;
    expect(await get(again)).toMatchObject({ open: 11_900, state: "open" });
    await soundBooks();
  });

  test("is opened again by a payment that is voided, and proved with the books", async () => {
    const orderId = await anOrder();
    await ship(orderId, 5);
    await issue(orderId);
    await ship(orderId, 5);
    await issue(orderId);
    const { paymentId } = await aPayment(ctx, orderId, { amount: 11_900 });
    expect(await found({ state: "open" })).toEqual([]);
    expect(await found({ state: "paid" })).toHaveLength(2);
    await voidPayment(ctx, { paymentId, reason: "Booked twice" });
    expect(await found({ state: "open" })).toHaveLength(2);
    await soundBooks();
    await proveBooks(world.db, { sinceLast: false });
    await world.owner`update invoice_balances set open = 1`;
    const check = "What is left to pay of an invoice is what payments and credit notes left";
    const { differences } = await verifyBooks(ctx);
    expect(differences).toMatchObject([{ check, expected: "5950" }, { expected: "5950" }]);
    expect(await proveBooks(world.db, { sinceLast: true })).toMatchObject({ isWhole: false, differences });
  });
});

describe("a credit note", () => {
  test("takes back items, and an amount, and no more than is left", async () => {
    const orderId = await anOrder();
    await ship(orderId, 10);
    const { invoiceId } = await issue(orderId);
    const note = await get((await credit(invoiceId, { quantity: 3 })).invoiceId);
    expect(note).toMatchObject({ kind: "credit-note", net: 3_000, tax: 570, correctsId: invoiceId });
    expect(formatInvoiceNumber(note)).toMatch(/^CN-\d{4}-1001$/);
    await credit(invoiceId, { amount: 1_000 });
    expect(await get(invoiceId)).toMatchObject({
      credited: 3_570 + 1_190,
      lines: [{ left: 7, leftAmount: { net: 6_000 } }],
    });
    await expect(credit(invoiceId, { quantity: 8 })).rejects.toMatchObject({ code: "invoices.credits-too-much" });
    await expect(credit(invoiceId, { amount: 6_001 })).rejects.toMatchObject({ code: "invoices.credits-too-much" });
    await credit(invoiceId);
    expect(await get(invoiceId)).toMatchObject({ state: "credited", mayBeCredited: false });
    await expect(credit(invoiceId)).rejects.toMatchObject({ code: "invoices.nothing-to-credit" });
    await soundBooks();
  });

  test("frees what it takes back to be invoiced again, and is itself final", async () => {
    const orderId = await anOrder();
    await ship(orderId, 10);
    const { invoiceId } = await issue(orderId);
    const note = await credit(invoiceId, { quantity: 4 });
    await expect(credit(note.invoiceId)).rejects.toMatchObject({ code: "invoices.credit-notes-are-final" });
    expect(await get((await issue(orderId)).invoiceId)).toMatchObject({ net: 4_000 });
    expect(await found({ state: "credited" })).toEqual([expect.stringMatching("INV-.*-1001")]);
    await soundBooks();
  });
});

describe("an order that is invoiced", () => {
  test("keeps price, quantity and customer of what is on an invoice, and takes other lines", async () => {
    const orderId = await anOrder();
    const { invoiceId } = await issue(orderId, "ordered");
    const change = async (unitPrice: number, quantity: number, more: readonly object[] = []) => {
      const { version, lines } = await getOrder(ctx, { orderId });
      const [line] = lines;
      const kept = { orderLineId: line?.id ?? "", variantId: shop.variant.TEA, quantity, unitPrice, taxRate: 190_000 };
      const added = more.map(() => ({ variantId: shop.variant.MUG, quantity: 1 }));
      const { customerId, warehouseId } = shop;
      return changeOrder(ctx, { orderId, version, customerId, warehouseId, lines: [kept, ...added] });
    };
    const REFUSED = { code: "orders.invoiced-stays", details: { skus: ["TEA"] } };
    await expect(change(900, 10)).rejects.toMatchObject(REFUSED);
    await expect(change(1_000, 9)).rejects.toMatchObject(REFUSED);
    await change(1_000, 11, [{}]);
    await credit(invoiceId);
    await change(900, 9);
    await soundBooks();
  });

  test("may have items cancelled, which are credited after", async () => {
    const orderId = await anOrder();
    const { invoiceId } = await issue(orderId, "ordered");
    const [line] = (await getOrder(ctx, { orderId })).lines;
    await cancelLine(ctx, { orderLineId: line?.id ?? "", quantity: 4, orderId });
    await credit(invoiceId, { quantity: 4 });
    expect(await get(invoiceId)).toMatchObject({ credited: 4_760 });
    await soundBooks();
  });
});

describe("the database", () => {
  test("takes no invoice for more than was ordered, and no credit beyond an invoice", async () => {
    const orderId = await anOrder();
    const { invoiceId } = await issue(orderId, "ordered");
    const more = (corrects: boolean, quantity: number) =>
      world.owner.begin(async (sql) => {
        const id = newId();
        await sql`
        insert into invoices select (jsonb_populate_record(i, jsonb_build_object('id', ${id}::uuid, 'number', 7,
          'kind', ${corrects ? "credit-note" : "invoice"}::text, 'corrects_id', ${corrects ? invoiceId : null}::uuid,
          'due_on', null))).*
        from invoices i where id = ${invoiceId}`;
        await sql`
        insert into invoice_lines select (jsonb_populate_record(l, jsonb_build_object('id', ${newId()}::uuid,
          'invoice_id', ${id}::uuid, 'corrects_line_id', case when ${corrects} then l.id end,
          'quantity', ${quantity}::int))).*
        from invoice_lines l where invoice_id = ${invoiceId}`;
      });
    await expect(more(false, 1)).rejects.toThrow("more is invoiced than was ordered");
    await expect(more(true, 11)).rejects.toThrow(/credited/);
  });
});
