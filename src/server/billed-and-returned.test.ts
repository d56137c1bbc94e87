import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { createCustomer } from "@/modules/customers/create-customer";
import { setTerms } from "@/modules/customers/set-terms";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import type { InvoiceScope } from "@/modules/invoices/invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { getInvoice, suggestInvoice } from "@/modules/invoices/queries";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { getCredit } from "@/modules/orders/credit";
import { mergeCustomers } from "@/modules/orders/merge-customers";
import { duplicateOrder } from "@/modules/orders/origins/duplicate-order";
import { reopenAsDraft } from "@/modules/orders/origins/reopen-as-draft";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { getReceivables } from "@/modules/orders/payments/queries";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { eraseCustomer } from "@/modules/privacy/erase-customer";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { refundReturn } from "@/modules/returns/refund-return";
import { undoReceipt } from "@/modules/returns/undo-receipt";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { aPayment } from "@/testing/payments";
import { receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { verifyBooks } from "./verify-books";

/*
 * Invoices, returns and orders that wait meet here: whatever was done in which order, nobody is billed for what they
 * don't have, and the books are sound at the end of each story.
 */

const world = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, { TEA: 1_000, MUG: 1_000 });
  await nameShop(ctx);
});

const soundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

const PAID_ON = "2026-01-31";

/** Ten TEA at 10.00 with 19 % on top, unless something else is asked. */
async function anOrder(more: object = {}) {
  const { customerId, warehouseId } = shop;
  const lines = [{ variantId: shop.variant.TEA, quantity: 10, taxRate: 190_000 }];
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true, ...more })).orderId;
}
const lineOf = async (orderId: string) => {
  const [line] = (await getOrder(ctx, { orderId })).lines;
  if (!line) throw new Error("The order has no line.");
  return line;
};
async function ship(orderId: string, quantity: number) {
  const { id: orderLineId } = await lineOf(orderId);
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity, locationId: shop.binId, lotId: null }] });
}
async function shipped(more: object = {}) {
  const orderId = await anOrder(more);
  await ship(orderId, 10);
  return orderId;
}
async function pay(orderId: string) {
  const { total } = (await getOrder(ctx, { orderId })).amounts.billed;
  await aPayment(ctx, orderId, { amount: total });
}
/** So many TEA come back into quarantine, to be refunded less a fee. */
async function bringBack(orderId: string, quantity: number, fee = 0) {
  const { id: orderLineId } = await lineOf(orderId);
  const { returnId } = await authoriseReturn(ctx, { orderId, lines: [{ orderLineId, quantity, reason: "faulty" }] });
  await receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, { fee }) });
  return returnId;
}
const moneyOf = async (returnId: string) => (await getReturn(ctx, { returnId })).money;
const refund = async (returnId: string, withShipping = false) => {
  const { due, shippingDue } = await moneyOf(returnId);
  const amount = due + (withShipping ? shippingDue : 0);
  await refundReturn(ctx, { returnId, amount, method: "cash", paidOn: PAID_ON, withShipping });
  return amount;
};
const get = (invoiceId: string) => getInvoice(ctx, { invoiceId });
async function invoice(orderId: string, scope: InvoiceScope = "shipped") {
  const { seen } = await suggestInvoice(ctx, { orderId });
  return get((await issueInvoice(ctx, { orderId, scope, seen })).invoiceId);
}
async function credit(invoiceId: string, quantity?: number, position = 0) {
  const { seen, lines } = await get(invoiceId);
  const invoiceLineId = lines[position]?.id ?? "";
  const asked = quantity === undefined ? {} : { lines: [{ invoiceLineId, quantity }] };
  return get((await creditInvoice(ctx, { invoiceId, reason: "Came back", seen, ...asked })).invoiceId);
}
/** The invoices of an order, less its credit notes, come to what the order bills. */
async function alike(orderId: string) {
  const [row] = await world.owner<{ invoiced: number }[]>`
    select coalesce(sum(case kind when 'invoice' then 1 else -1 end * (net_total + tax_total)), 0)::int as invoiced
      from invoices where order_id = ${orderId}`;
  expect(row?.invoiced).toBe((await getOrder(ctx, { orderId })).amounts.billed.total);
}
const toCredit = async (orderId: string) => (await suggestInvoice(ctx, { orderId })).toCredit;
const NOTHING_LEFT = { code: "invoices.nothing-to-invoice" };

describe("what comes back of an invoiced order", () => {
  test("is credited once, and never invoiced again with the rest", async () => {
    const orderId = await anOrder({
      lines: [{ variantId: shop.variant.TEA, quantity: 15, taxRate: 190_000 }],
    });
    await ship(orderId, 10);
    const { id } = await invoice(orderId);
    expect(await toCredit(orderId)).toEqual([]);
    await bringBack(orderId, 3);
    expect(await toCredit(orderId)).toMatchObject([{ name: "Product TEA", quantity: 3 }]);
    expect(await credit(id, 3)).toMatchObject({ net: 3_000, tax: 570 });
    expect(await toCredit(orderId)).toEqual([]);
    await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
    await ship(orderId, 5);
    expect(await invoice(orderId)).toMatchObject({ net: 5_000, lines: [{ quantity: 5 }] });
    await expect(credit(id, 8)).rejects.toMatchObject({ code: "invoices.credits-too-much" });
    await alike(orderId);
    await soundBooks();
  });

  test("may be refunded before it is credited, and the invoice stays paid", async () => {
    const orderId = await shipped();
    await pay(orderId);
    const { id } = await invoice(orderId);
    await refund(await bringBack(orderId, 2));
    expect(await get(id)).toMatchObject({ open: 0, state: "paid" });
    await credit(id, 2);
    expect(await get(id)).toMatchObject({ open: 0, state: "paid", credited: 2_380 });
    expect((await getOrder(ctx, { orderId })).payment).toMatchObject({ state: "paid", open: 0, credit: 0 });
    await soundBooks();
  });

  test("gives shipping back when somebody says so, and stays paid", async () => {
    const orderId = await shipped({ shipping: { price: 490, taxRate: 190_000 } });
    await pay(orderId);
    const { id, shipping } = await invoice(orderId);
    expect(await refund(await bringBack(orderId, 10), true)).toBe(11_900 + 583);
    expect(shipping).toMatchObject({ net: 490 });
    await credit(id, 10);
    expect(await get(id)).toMatchObject({ open: 0, credited: 11_900 });
    await credit(id);
    expect(await get(id)).toMatchObject({ open: 0, state: "credited" });
    await soundBooks();
  });
});

describe("an order of which something came back first", () => {
  test("is invoiced without it", async () => {
    const orderId = await shipped();
    await bringBack(orderId, 4);
    for (const scope of ["shipped", "ordered"] as const) {
      const { choices } = await suggestInvoice(ctx, { orderId });
      expect(choices.find((choice) => choice.scope === scope)?.lines).toMatchObject([{ quantity: 6 }]);
    }
    expect(await invoice(orderId)).toMatchObject({ net: 6_000, tax: 1_140 });
    await expect(invoice(orderId, "ordered")).rejects.toMatchObject(NOTHING_LEFT);
    await soundBooks();
  });

  test.each(["before", "after"])(
    "is billed the restocking fee once, when it came back %s the invoice",
    async (when) => {
      const orderId = await shipped();
      const first = when === "after" ? await invoice(orderId) : null;
      await bringBack(orderId, 2, 300);
      if (first) {
        await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
        await credit(first.id, 2);
      }
      const { lines, total } = await invoice(orderId);
      expect(lines.at(-1)).toMatchObject({ quantity: 0, name: "Restocking fee: Product TEA", net: 252, tax: 48 });
      expect(total).toBe(first ? 300 : 8 * 1_190 + 300);
      await expect(invoice(orderId, "ordered")).rejects.toMatchObject(NOTHING_LEFT);
      await alike(orderId);
      await soundBooks();
    },
  );

  test("keeps its receipt while the fee is on an invoice", async () => {
    const orderId = await shipped();
    const returnId = await bringBack(orderId, 2, 300);
    const [receipt] = (await getReturn(ctx, { returnId })).receipts;
    const undo = () => undoReceipt(ctx, { receiptId: receipt?.id ?? "" });
    const { id: invoiceId } = await invoice(orderId);
    await expect(undo()).rejects.toMatchObject({ code: "returns.receipt-stays", details: { obstacle: "billed" } });
    expect((await getOrder(ctx, { orderId })).amounts.billed.total).toBe((await get(invoiceId)).total);
    await alike(orderId);
    await soundBooks();
  });

  test("is billed the fee again when its invoice was credited whole, less what was waived", async () => {
    const orderId = await shipped();
    await bringBack(orderId, 2, 300);
    const first = await invoice(orderId);
    await credit(first.id);
    const second = await invoice(orderId);
    expect(second).toMatchObject({ net: first.net, tax: first.tax });
    await alike(orderId);

    const fee = second.lines.at(-1)?.id ?? "";
    const waived = { invoiceId: second.id, reason: "A regular", lines: [{ invoiceLineId: fee, amount: 100 }] };
    await creditInvoice(ctx, { ...waived, seen: (await get(second.id)).seen });
    await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
    await credit(second.id);
    expect((await invoice(orderId)).lines.at(-1)).toMatchObject({ quantity: 0, net: 152, tax: 29 });
    await soundBooks();
  });

  test("is billed the fee alone when all of it came back, as often as that invoice is credited", async () => {
    const orderId = await shipped();
    const { id } = await invoice(orderId);
    await bringBack(orderId, 10, 300);
    await credit(id);
    for (let times = 0; times < 2; times += 1) {
      const kept = await invoice(orderId);
      expect(kept).toMatchObject({ total: 300, lines: [{ quantity: 0 }] });
      await alike(orderId);
      await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
      await credit(kept.id);
    }
    await soundBooks();
  });

  test.each(["before", "after"])(
    "is billed to the cent as its order is, when it came back %s the invoice",
    async (when) => {
      // Of ten for 9.50 the tax is 1.81, and of five 0.90: half of it, or what is left of it, would be a cent more.
      const lines = [{ variantId: shop.variant.TEA, quantity: 10, unitPrice: 95, taxRate: 190_000 }];
      const orderId = await shipped({ lines });
      const first = when === "after" ? await invoice(orderId) : null;
      await bringBack(orderId, 5);
      if (first) expect(await credit(first.id, 5)).toMatchObject({ net: 475, tax: 90 });
      else expect(await invoice(orderId)).toMatchObject({ net: 475, tax: 91 });
      await alike(orderId);
      await soundBooks();
    },
  );

  test("is still invoiced for shipping when all of it came back", async () => {
    const orderId = await shipped({ shipping: { price: 490, taxRate: 190_000 } });
    const returnId = await bringBack(orderId, 10);
    expect(await invoice(orderId)).toMatchObject({ net: 490, lines: [] });
    expect(await moneyOf(returnId)).toMatchObject({ credited: 11_900, due: 0 });
    await soundBooks();
  });
});

describe("what is cancelled", () => {
  test("leaves what has shipped to be invoiced", async () => {
    const orderId = await anOrder();
    await ship(orderId, 4);
    await cancelOrder(ctx, { orderId });
    expect(await invoice(orderId)).toMatchObject({ net: 4_000 });
    await expect(invoice(orderId, "ordered")).rejects.toMatchObject(NOTHING_LEFT);
    await soundBooks();
  });

  test("of an order invoiced ahead is credited, and no more is left to invoice", async () => {
    const orderId = await anOrder();
    const { id } = await invoice(orderId, "ordered");
    await cancelLine(ctx, { orderId, orderLineId: (await lineOf(orderId)).id, quantity: 4 });
    await credit(id, 4);
    await expect(invoice(orderId, "ordered")).rejects.toMatchObject(NOTHING_LEFT);
    await alike(orderId);
    await soundBooks();
  });
});

describe("what is billed ahead", () => {
  test("of items that wait is not billed again as they come and ship", async () => {
    await ctx.db.update(variants).set({ backorder: true }).where(eq(variants.id, shop.variant.TEA));
    const wish = { variantId: shop.variant.TEA, quantity: 1_004 };
    const orderId = await anOrder({ lines: [wish], acceptBackorders: [{ ...wish, quantity: 4 }] });
    const { id } = await invoice(orderId, "ordered");
    await ship(orderId, 1_000);
    await receiveStock(ctx, { lines: [{ ...wish, quantity: 4, locationId: shop.binId }] });
    await ship(orderId, 4);
    await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
    await bringBack(orderId, 4);
    await credit(id, 4);
    await expect(invoice(orderId, "ordered")).rejects.toMatchObject(NOTHING_LEFT);
    await alike(orderId);
    await soundBooks();
  });

  test("stays billed when its shipment is voided, and once it ships again", async () => {
    const orderId = await shipped();
    await invoice(orderId);
    const [shipment] = (await getOrder(ctx, { orderId })).shipments;
    await voidShipment(ctx, { shipmentId: shipment?.id ?? "" });
    await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
    await ship(orderId, 10);
    await expect(invoice(orderId)).rejects.toMatchObject(NOTHING_LEFT);
    await alike(orderId);
    await soundBooks();
  });

  test("is credited whole when the order is cancelled, and its copies are invoiced apart", async () => {
    const orderId = await anOrder();
    const { id } = await invoice(orderId, "ordered");
    await cancelOrder(ctx, { orderId });
    await credit(id);
    await expect(invoice(orderId, "ordered")).rejects.toMatchObject(NOTHING_LEFT);
    await alike(orderId);
    for (const copy of [await reopenAsDraft(ctx, { orderId }), await duplicateOrder(ctx, { orderId })]) {
      await confirmOrder(ctx, { orderId: copy.orderId });
      expect(await invoice(copy.orderId, "ordered")).toMatchObject({ lines: [{ quantity: 10 }] });
    }
    await soundBooks();
  });

  test("is not split off; what is billed no more is", async () => {
    const orderId = await anOrder();
    const { id } = await invoice(orderId, "ordered");
    const split = async () => {
      const { version, lines } = await getOrder(ctx, { orderId });
      return splitOrder(ctx, { orderId, version, lines: [{ orderLineId: lines[0]?.id ?? "", quantity: 4 }] });
    };
    await expect(split()).rejects.toMatchObject({ code: "orders.invoiced-stays" });
    await credit(id, 4);
    const part = await split();
    expect(await invoice(part.orderId, "ordered")).toMatchObject({ net: 4_000 });
    await alike(orderId);
    await soundBooks();
  });
});

describe("the customer", () => {
  test("takes invoices and returns along when two become one, and leaves only invoices when erased", async () => {
    const orderId = await shipped();
    await pay(orderId);
    const { id } = await invoice(orderId);
    await refund(await bringBack(orderId, 2));
    await credit(id, 2);
    const { customerId } = await createCustomer(ctx, { name: "Ada King" });
    const merged = { customerId, version: 1, otherId: shop.customerId, otherVersion: 1 };
    await mergeCustomers(ctx, merged);
    expect(await get(id)).toMatchObject({ customerName: "Ada King", buyer: { name: "Ada Example" }, state: "paid" });
    await world.owner`update shipments set shipped_at = now() - interval '3 days'`;
    await eraseCustomer(ctx, { customerId, name: "Ada King" });
    expect(await get(id)).toMatchObject({ buyer: { name: "Ada Example" }, state: "paid" });
    expect((await get(id)).customerName).not.toBe("Ada King");
    await soundBooks();
  });

  test("has room below their limit again by what came back, and owes nothing by a day that is over", async () => {
    await setTerms(ctx, { ...shop, version: 1, paymentTermsDays: 1, creditLimit: 11_900, creditPolicy: "refuse" });
    const orderId = await shipped();
    const { id } = await invoice(orderId);
    await expect(anOrder()).rejects.toMatchObject({ code: "orders.credit-exceeded" });
    await bringBack(orderId, 10);
    const owed = { open: 0, credit: 0, used: 0 };
    expect(await getCredit(ctx, { customerId: shop.customerId })).toMatchObject(owed);
    await credit(id);
    expect(await getCredit(ctx, { customerId: shop.customerId })).toMatchObject(owed);
    await world.owner`update orders set due_on = '2026-01-01' where id = ${orderId}`;
    expect(await getReceivables(ctx)).toEqual({ due: 0, overdue: 0, overdueOrders: 0 });
    expect(await get(id)).toMatchObject({ open: 0, isOverdue: false, state: "credited" });
    await anOrder();
    await soundBooks();
  });
});
