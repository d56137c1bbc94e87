import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { customers } from "@/modules/customers/schema";
import { orders } from "@/modules/orders/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asMoney } from "@/platform/database/numbers";
import { addMoney } from "@/shared/money";
import { partsToInvoice, toCreditOf } from "./billing";
import { electronicProblems, sumOf } from "./content";
import type { InvoicedOrder, InvoiceRef, ListInvoices } from "./contract";
import { INVOICE_SCOPES, invoiceState, type InvoiceScope, parseInvoiceNumber } from "./invoice";
import { listLeft } from "./left-of-lines";
import { loadBilling } from "./load-billing";
import { invoiceNotFound } from "./refusals";
import { invoiceBalances, invoices } from "./schema";
import { CREDITED, INVOICE_CONDITIONS, isOverdue, OPEN, TOTAL } from "./standing";

const LATEST_FIRST = keyset([invoices.id, "uuid"]);

const corrected = alias(invoices, "corrected");

const row = {
  id: invoices.id,
  kind: invoices.kind,
  year: invoices.year,
  number: invoices.number,
  orderId: invoices.orderId,
  orderNumber: orders.number,
  customerId: orders.customerId,
  customerName: customers.name,
  currency: invoices.currency,
  net: invoices.netTotal,
  tax: invoices.taxTotal,
  total: asMoney(TOTAL),
  credited: asMoney(CREDITED),
  open: asMoney(OPEN),
  issuedOn: invoices.issuedOn,
  dueOn: invoices.dueOn,
  isOverdue: sql<boolean>`coalesce(${isOverdue}, false)`,
  /** Of a credit note: the invoice that it corrects. */
  correctsId: invoices.correctsId,
  correctsYear: sql<number | null>`${corrected.year}`,
  correctsNumber: sql<number | null>`${corrected.number}`.mapWith((value) => (value === null ? null : Number(value))),
};

/** Invoices and credit notes of the warehouses of the person who asks, the latest first. */
export async function listInvoices(ctx: ReadContext, input: ListInvoices) {
  const rows = await ctx.db
    .select({ ...row, keys: LATEST_FIRST.keys })
    .from(invoices)
    .leftJoin(invoiceBalances, eq(invoiceBalances.invoiceId, invoices.id))
    .innerJoin(orders, eq(orders.id, invoices.orderId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .leftJoin(corrected, eq(corrected.id, invoices.correctsId))
    .where(
      and(
        warehouseScope(ctx, orders.warehouseId),
        input.state && INVOICE_CONDITIONS[input.state],
        input.orderId ? eq(invoices.orderId, input.orderId) : undefined,
        input.search ? isNamed(input.search) : undefined,
        LATEST_FIRST.after({ ...input, descending: true }),
      ),
    )
    .orderBy(...LATEST_FIRST.order({ descending: true }))
    .limit(input.limit + 1);
  const page = LATEST_FIRST.toPage(rows, input);
  return { ...page, rows: page.rows.map((invoice) => ({ ...invoice, state: invoiceState(invoice) })) };
}

/** Whether typed text is its number; text that is none finds nothing. */
function isNamed(search: string) {
  const named = parseInvoiceNumber(search);
  if (!named) return sql`false`;
  return and(
    eq(invoices.number, named.number),
    named.kind && eq(invoices.kind, named.kind),
    named.year ? eq(invoices.year, named.year) : undefined,
  );
}

/** One invoice or credit note, whole: what it says, and what came of it. @throws invoiceNotFound */
export async function getInvoice(ctx: Context, { invoiceId }: InvoiceRef) {
  const [[found], lines, notes] = await Promise.all([
    ctx.db
      .select({ ...row, content: invoices.content, issuedAt: invoices.issuedAt, issuedByName: users.name })
      .from(invoices)
      .leftJoin(invoiceBalances, eq(invoiceBalances.invoiceId, invoices.id))
      .innerJoin(orders, eq(orders.id, invoices.orderId))
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .innerJoin(users, eq(users.id, invoices.issuedBy))
      .leftJoin(corrected, eq(corrected.id, invoices.correctsId))
      .where(and(eq(invoices.id, invoiceId), warehouseScope(ctx, orders.warehouseId))),
    listLeft(ctx, invoiceId),
    listOfOrder(ctx, invoiceId),
  ]);
  if (!found) throw invoiceNotFound({});
  const { content, ...invoice } = found;
  const creditedOf = new Map(lines.map((line) => [line.id, line]));
  return {
    ...invoice,
    state: invoiceState(invoice),
    buyer: content.buyer,
    reason: content.reason,
    pricesIncludeTax: content.pricesIncludeTax,
    deliveredOn: content.deliveredOn,
    prepaid: content.totals.prepaid,
    hasEInvoice: electronicProblems(content).length === 0,
    eInvoiceAsksFor: electronicProblems(content),
    taxes: content.taxes,
    lines: content.lines.map((line) => ({ ...line, ...leftOf(creditedOf.get(line.id)) })),
    shipping: content.shipping && { ...content.shipping, ...leftOf(creditedOf.get(content.shipping.id)) },
    /** How many the order has, for whoever issues the next one. */
    seen: notes.length,
    creditNotes: notes.filter(({ correctsId }) => correctsId === invoiceId),
    mayBeCredited: invoice.kind === "invoice" && lines.some(({ quantity, net }) => quantity > 0 || net > 0),
  };
}

const leftOf = (line: Awaited<ReturnType<typeof listLeft>>[number] | undefined) => ({
  orderLineId: line?.orderLineId ?? null,
  left: line?.quantity ?? 0,
  leftAmount: line ? { net: line.net, tax: line.tax } : null,
});

/** All that were issued for the order of this one. */
const listOfOrder = (ctx: Context, invoiceId: string) =>
  ctx.db
    .select({
      id: invoices.id,
      kind: invoices.kind,
      year: invoices.year,
      number: invoices.number,
      correctsId: invoices.correctsId,
      issuedOn: invoices.issuedOn,
      total: asMoney(TOTAL),
    })
    .from(invoices)
    .where(sql`${invoices.orderId} = (select order_id from ${invoices} asked where asked.id = ${invoiceId}::uuid)`)
    .orderBy(invoices.id);

/** What an invoice for an order would bill, for what has shipped and for all of it; and how many it has. */
export async function suggestInvoice(ctx: Context, { orderId }: InvoicedOrder) {
  const [billing, shop] = await Promise.all([loadBilling(ctx, orderId), getShopSettings(ctx)]);
  const { status, currency } = billing.order;
  const isInvoiceable = status !== "draft";
  const shown = (scope: InvoiceScope) => {
    const { parts, shipping } = isInvoiceable ? partsToInvoice(billing, scope) : { parts: [], shipping: null };
    const { net, tax } = sumOf([...parts, ...(shipping ? [shipping] : [])]);
    return { scope, lines: parts, shipping, net, tax, total: addMoney(net, tax) };
  };
  return {
    currency,
    seen: billing.issued,
    pricesIncludeTax: billing.lines.some(({ pricesIncludeTax }) => pricesIncludeTax),
    isShopComplete: shop.companyName !== "" && shop.address !== "" && shop.country !== "",
    choices: INVOICE_SCOPES.map(shown),
    /** What is on invoices and came back, or was cancelled, and no credit note takes off yet. */
    toCredit: billing.lines.flatMap((line) => {
      const quantity = toCreditOf(line);
      return quantity > 0 ? [{ orderLineId: line.id, name: line.title, quantity }] : [];
    }),
  };
}
