import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import type { CustomerRef } from "@/modules/customers/contract";
import { getCustomer, listMerged, listNotes } from "@/modules/customers/queries";
import { formatInvoiceNumber } from "@/modules/invoices/invoice";
import { invoices } from "@/modules/invoices/schema";
import { alerts, notices } from "@/modules/notifications/schema";
import { listComments } from "@/modules/orders/comments/queries";
import { listSent } from "@/modules/orders/mails/queries";
import { payments } from "@/modules/orders/payments/schema";
import { orderLines, orders, shipments } from "@/modules/orders/schema";
import { paymentMethods } from "@/modules/shop/schema";
import { recordExport } from "@/platform/audit/record-export";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { zonedIso } from "@/shared/dates";
import { minorDigits, toDecimalText } from "@/shared/money";
import { currentRegion } from "@/shared/region";
import { assertEverywhere } from "./assert-everywhere";
import { tooManyOrders } from "./contract";

const ORDERS_MAX = 5_000;

type Asking = Context & { readonly address?: string | undefined };

/** Everything that is kept of one customer, for themselves: amounts as numbers, moments by the clock of the shop. */
export async function getPersonalData(ctx: Asking, { customerId }: CustomerRef) {
  assertEverywhere(ctx);
  const { id, version: _version, ...customer } = await getCustomer(ctx, { customerId });
  const record = { list: "privacy.getPersonalData", filters: { customerId }, address: ctx.address ?? "" };
  const recorded = await recordExport(ctx, record);
  const heads = await listOrders(ctx, customerId);
  const orderIds = heads.map((order) => order.id);
  const data = {
    customer: { customerId: id, ...customer },
    notes: await listNotes(ctx, customerId),
    orders: heads,
    shipments: await listShipments(ctx, orderIds),
    payments: await listPayments(ctx, orderIds),
    invoices: await listBilled(ctx, orderIds),
    comments: await listComments(ctx, customerId, orderIds),
    emails: await listSent(ctx, customerId, orderIds),
    history: await listHistory(ctx, [customerId, ...(await listMerged(ctx, customerId)), ...orderIds]),
    notifications: await listTold(ctx, orderIds),
  };
  await recorded({ rows: 1, isWhole: true });
  return written(data);
}

async function listOrders(ctx: Context, customerId: string) {
  const rows = await ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      placedAt: orders.placedAt,
      note: orders.note,
      deliveryAddress: orders.deliveryAddress,
      billingAddress: orders.billingAddress,
      taxBasis: orders.taxBasis,
      customerReference: orders.customerReference,
      tags: orders.tags,
      holdReason: orders.holdReason,
      currency: orders.currency,
      netTotal: orders.netTotal,
      taxTotal: orders.taxTotal,
      cancelledNet: orders.cancelledNet,
      cancelledTax: orders.cancelledTax,
    })
    .from(orders)
    .where(eq(orders.customerId, customerId))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(ORDERS_MAX + 1);
  if (rows.length > ORDERS_MAX) throw tooManyOrders({ ordersMax: ORDERS_MAX });
  const lines = await listLines(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ netTotal, taxTotal, cancelledNet, cancelledTax, ...order }) => {
    const amount = (minor: number) => toDecimalText(minor, minorDigits(order.currency));
    return {
      ...order,
      net: amount(netTotal - cancelledNet),
      tax: amount(taxTotal - cancelledTax),
      lines: (lines.get(order.id) ?? []).map(({ unitPrice, ...line }) => ({ ...line, unitPrice: amount(unitPrice) })),
    };
  });
}

async function listLines(ctx: Context, orderIds: string[]) {
  const rows = await ctx.db
    .select({
      orderId: orderLines.orderId,
      sku: variants.sku,
      product: products.title,
      quantity: orderLines.quantity,
      shipped: orderLines.shipped,
      cancelled: orderLines.cancelled,
      unitPrice: orderLines.unitPrice,
    })
    .from(orderLines)
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(inArray(orderLines.orderId, orderIds))
    .orderBy(asc(orderLines.position));
  const byOrder = new Map<string, Omit<(typeof rows)[number], "orderId">[]>();
  for (const { orderId, ...line } of rows) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), line]);
  return byOrder;
}

const listShipments = (ctx: Context, orderIds: string[]) =>
  ctx.db
    .select({
      orderId: shipments.orderId,
      shippedAt: shipments.shippedAt,
      tracking: shipments.tracking,
      voidedAt: shipments.voidedAt,
      voidReason: shipments.voidReason,
    })
    .from(shipments)
    .where(inArray(shipments.orderId, orderIds))
    .orderBy(asc(shipments.shippedAt));

async function listPayments(ctx: Context, orderIds: string[]) {
  const rows = await ctx.db
    .select({
      orderId: payments.orderId,
      kind: payments.kind,
      amount: payments.amount,
      currency: orders.currency,
      method: paymentMethods.name,
      paidOn: payments.paidOn,
      reference: payments.reference,
      note: payments.note,
      voids: sql<boolean>`${payments.voidsId} is not null`,
    })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .innerJoin(paymentMethods, eq(paymentMethods.id, payments.method))
    .where(inArray(payments.orderId, orderIds))
    .orderBy(asc(payments.id));
  return rows.map(({ amount, ...row }) => ({ ...row, amount: toDecimalText(amount, minorDigits(row.currency)) }));
}

/** What invoices and credit notes say of them, as they were issued. */
async function listBilled(ctx: Context, orderIds: string[]) {
  const rows = await ctx.db
    .select({
      orderId: invoices.orderId,
      kind: invoices.kind,
      year: invoices.year,
      number: invoices.number,
      content: invoices.content,
    })
    .from(invoices)
    .where(inArray(invoices.orderId, orderIds))
    .orderBy(asc(invoices.id));
  return rows.map(({ orderId, content, ...named }) => ({
    orderId,
    number: formatInvoiceNumber(named),
    issuedOn: content.issuedOn,
    total: toDecimalText(content.totals.total, minorDigits(content.currency)),
    currency: content.currency,
    buyer: content.buyer,
    delivery: content.delivery,
    reference: content.order.reference,
    reason: content.reason,
  }));
}

const listHistory = (ctx: Context, entityIds: string[]) =>
  ctx.db
    .select({
      occurredAt: auditEntries.occurredAt,
      action: auditEntries.action,
      about: auditEntries.label,
      before: auditEntries.before,
      after: auditEntries.after,
    })
    .from(auditEntries)
    .where(inArray(auditEntries.entityId, entityIds))
    .orderBy(asc(auditEntries.id));

const listTold = async (ctx: Context, orderIds: string[]) => [
  ...(await ctx.db
    .select({ at: notices.createdAt, about: notices.label, said: notices.detail })
    .from(notices)
    .where(inArray(notices.subjectId, orderIds))
    .orderBy(asc(notices.createdAt))),
  ...(await ctx.db
    .select({ at: alerts.openedAt, about: alerts.label, said: alerts.detail })
    .from(alerts)
    .where(inArray(alerts.subjectId, orderIds))
    .orderBy(asc(alerts.openedAt))),
];

/** As a file for people, whose moments have the clock of the shop. */
const written = (data: object): { json: string } => ({
  json: JSON.stringify(
    data,
    function (this: Record<string, unknown>, key, value: unknown) {
      const raw = this[key];
      return raw instanceof Date ? zonedIso(raw, currentRegion().timeZone) : value;
    },
    2,
  ),
});
