import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { formatInvoiceNumber } from "@/modules/invoices/invoice";
import { invoiceNotFound } from "@/modules/invoices/refusals";
import { invoices } from "@/modules/invoices/schema";
import { formatOrderNumber, formatShipmentNumber } from "@/modules/orders/order";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import type { RunDocument, RunFailure, RunKind } from "./run";

type Chosen = { documents: RunDocument[]; missing: RunFailure[] };
type Named = { id: string; number: number };

/**
 * The documents of this kind of each order, in the order of the list, and which orders have none.
 * @throws orderNotFound also without access to its warehouse
 */
export async function chooseOfOrders(ctx: Context, kind: RunKind, orderIds: readonly string[]): Promise<Chosen> {
  const rows = await ctx.db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(and(inArray(orders.id, [...orderIds]), warehouseScope(ctx, orders.warehouseId)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const named = orderIds.map((orderId) => {
    const order = byId.get(orderId);
    if (!order) throw orderNotFound({ orderId });
    return order;
  });
  if (kind !== "packing-slip" && kind !== "invoice")
    return { documents: named.map(({ id, number }) => ({ kind, id, label: formatOrderNumber(number) })), missing: [] };
  const found = kind === "invoice" ? await findInvoices(ctx, named) : await findSlips(ctx, named);
  const missing = named
    .filter(({ id }) => !found.has(id))
    .map(({ number }) => ({ label: formatOrderNumber(number), message: NONE[kind] }));
  return { documents: named.flatMap(({ id }) => found.get(id) ?? []), missing };
}

const NONE = {
  invoice: "Nothing of this order is invoiced yet.",
  "packing-slip": "Nothing of this order has shipped.",
} as const;

type Found = Map<string, RunDocument[]>;

function add(found: Found, orderId: string, document: RunDocument): void {
  found.set(orderId, [...(found.get(orderId) ?? []), document]);
}

async function findInvoices(ctx: Context, named: readonly Named[]): Promise<Found> {
  const rows = await ctx.db
    .select({
      id: invoices.id,
      orderId: invoices.orderId,
      kind: invoices.kind,
      year: invoices.year,
      number: invoices.number,
    })
    .from(invoices)
    .where(
      inArray(
        invoices.orderId,
        named.map(({ id }) => id),
      ),
    )
    .orderBy(asc(invoices.id));
  const found: Found = new Map();
  for (const { orderId, ...row } of rows)
    add(found, orderId, { kind: row.kind, id: row.id, label: formatInvoiceNumber(row) });
  return found;
}

async function findSlips(ctx: Context, named: readonly Named[]): Promise<Found> {
  const numberOf = new Map(named.map(({ id, number }) => [id, number]));
  const rows = await ctx.db
    .select({ id: shipments.id, orderId: shipments.orderId, sequence: shipments.sequence })
    .from(shipments)
    .where(and(inArray(shipments.orderId, [...numberOf.keys()]), isNull(shipments.voidedAt)))
    .orderBy(asc(shipments.sequence));
  const found: Found = new Map();
  for (const { id, orderId, sequence } of rows)
    add(found, orderId, {
      kind: "packing-slip",
      id,
      label: formatShipmentNumber(numberOf.get(orderId) ?? 0, sequence),
    });
  return found;
}

/** Invoices and credit notes as they were selected. @throws invoiceNotFound also without access to the warehouse */
export async function chooseInvoices(ctx: Context, invoiceIds: readonly string[]): Promise<RunDocument[]> {
  const rows = await ctx.db
    .select({ id: invoices.id, kind: invoices.kind, year: invoices.year, number: invoices.number })
    .from(invoices)
    .innerJoin(orders, eq(orders.id, invoices.orderId))
    .where(and(inArray(invoices.id, [...invoiceIds]), warehouseScope(ctx, orders.warehouseId)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return invoiceIds.map((id) => {
    const invoice = byId.get(id);
    if (!invoice) throw invoiceNotFound({});
    return { kind: invoice.kind, id, label: formatInvoiceNumber(invoice) };
  });
}
