import { beforeEach, expect, test } from "vitest";
import { addNote } from "@/modules/customers/add-note";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { closeReturn } from "@/modules/returns/end-return";
import { receiveReturn } from "@/modules/returns/receive-return";
import type { Context } from "@/platform/context";
import type { Permission, WarehouseScope } from "@/shared/access";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { aPayment } from "@/testing/payments";
import { aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { ListCustomerEvents } from "./contract";
import { listCustomerEvents } from "./customer-events";

const base = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;

/** Each step a second after the one before. */
let second = 0;
function next(): Context {
  second += 1;
  return { ...ctx, now: new Date(ctx.now.getTime() + second * 1_000) };
}

beforeEach(async () => {
  second = 0;
  ctx = await testContext(base.db, { name: "Ann" });
  shop = await aShop(ctx, { TEA: 20 });
  await nameShop(ctx);
});

const place = (as: Context) =>
  placeOrder(as, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 3, unitPrice: 1_000, taxRate: 0 }],
    confirm: true,
  });

/** An order that was shipped, invoiced, returned, credited and paid back. */
async function sellAndTakeBack() {
  const { orderId } = await place(next());
  await aPayment(next(), orderId, { amount: 3_000 });
  await shipOrder(next(), { orderId });
  const { invoiceId } = await issueInvoice(next(), { orderId, scope: "shipped", seen: 0 });
  const { returnId } = await aReturn(next(), orderId);
  await receiveReturn(next(), { returnId, lines: await receivedItems(ctx, returnId) });
  await closeReturn(next(), { returnId });
  const { invoiceId: noteId } = await creditInvoice(next(), { invoiceId, reason: "Came back", seen: 1 });
  await addNote(next(), { customerId: shop.customerId, text: "Will order again" });
  return { orderId, invoiceId, returnId, noteId };
}

async function eventsFor(as: Context, limit = 50) {
  const seen = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = ListCustomerEvents.parse({ customerId: shop.customerId, limit, ...(cursor && { cursor }) });
    const page = await listCustomerEvents(as, asked);
    seen.push(...page.rows);
    cursor = page.nextCursor;
  }
  return seen;
}
const kindsOf = (events: Awaited<ReturnType<typeof eventsFor>>) => events.map(({ kind }) => kind);

const ALL = [
  "note",
  "credit-note",
  "return-closed",
  "return-received",
  "return-authorised",
  "invoice",
  "shipped",
  "payment",
  "placed",
];

test("an order, its invoice, what came back of it and the credit note stand in order of time", async () => {
  const { orderId, invoiceId, returnId, noteId } = await sellAndTakeBack();
  const events = await eventsFor(ctx);
  expect(kindsOf(events)).toEqual(ALL);
  const year = ctx.now.getUTCFullYear();
  const about = (kind: string) => events.find((event) => event.kind === kind);
  expect(about("invoice")).toMatchObject({ orderId, subjectId: invoiceId, amount: 3_000, byName: "Ann" });
  expect(about("invoice")?.subjectName).toMatch(new RegExp(`^INV-${year}-\\d+$`));
  expect(about("credit-note")).toMatchObject({ orderId, subjectId: noteId, amount: 3_000 });
  expect(about("credit-note")?.subjectName).toMatch(new RegExp(`^CN-${year}-\\d+$`));
  const { subjectName } = about("return-authorised") ?? {};
  expect(subjectName).toMatch(/^R\d+$/);
  for (const kind of ["return-authorised", "return-received"])
    expect(about(kind)).toMatchObject({ orderId, subjectId: returnId, subjectName, quantity: 3 });
});

test("every page continues where the one before ended, also within one moment", async () => {
  await sellAndTakeBack();
  const { orderId } = await place(next());
  const sameMoment = { ...ctx, now: new Date(ctx.now.getTime() + second * 1_000) };
  await cancelOrder(sameMoment, { orderId });
  const whole = await eventsFor(ctx);
  expect(kindsOf(whole)).toEqual(["cancelled", "placed", ...ALL]);
  for (const size of [1, 2, 3]) expect(await eventsFor(ctx, size)).toEqual(whole);
});

test("what somebody may not read of is not told, and neither is another warehouse", async () => {
  const { orderId } = await sellAndTakeBack();
  const withKey = (...scopes: Permission[]): Context => ({
    ...ctx,
    actor: { ...ctx.actor, key: { keyId: orderId, name: "Phone", scopes: ["history.read", ...scopes] } },
  });
  const isOf = (...words: string[]) => ALL.filter((kind) => words.some((word) => kind.startsWith(word)));
  expect(kindsOf(await eventsFor(withKey("orders.read")))).toEqual(isOf("shipped", "payment", "placed"));
  expect(kindsOf(await eventsFor(withKey("returns.read")))).toEqual(isOf("return"));
  expect(kindsOf(await eventsFor(withKey("invoices.read")))).toEqual(isOf("invoice", "credit-note"));
  expect(kindsOf(await eventsFor(withKey("customers.read")))).toEqual(["note"]);
  expect(await eventsFor(withKey())).toEqual([]);

  const { warehouseId } = await createWarehouse(ctx, { code: "FAR", name: "Far" });
  const worksIn = (warehouses: WarehouseScope): Context => ({ ...ctx, actor: { ...ctx.actor, warehouses } });
  expect(kindsOf(await eventsFor(worksIn([warehouseId])))).toEqual(["note"]);
  expect(kindsOf(await eventsFor(worksIn([shop.warehouseId])))).toEqual(ALL);
});
