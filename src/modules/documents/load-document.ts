import { listAllocated } from "@/modules/inventory/allocations/list-allocated";
import { sumByVariant } from "@/modules/inventory/reservations/pick";
import { suggestPicks } from "@/modules/inventory/reservations/suggest-picks";
import type { InvoiceKind } from "@/modules/invoices/invoice";
import { formatOrderNumber } from "@/modules/orders/order";
import { getOrder } from "@/modules/orders/queries";
import { getReturn } from "@/modules/returns/queries";
import { formatReturnNumber } from "@/modules/returns/return";
import type { Context } from "@/platform/context";
import { subtractQuantity, toQuantity } from "@/shared/quantity";
import { documentNotOfStatus, nothingToPick } from "./contract";
import { DOCUMENT_NAMES, documentsOf, type DocumentKind, type OrderDocument } from "./document";
import { loadGiven, type Made } from "./load-given";
import { loadInvoice } from "./load-invoice";
import { loadPackingSlip } from "./load-packing-slip";
import type { LoadedDocument, Sheet } from "./sheet";
import { orderSheet } from "./sheets/order-sheet";
import type { Given, Order } from "./sheets/parts";
import { pickList } from "./sheets/pick-list";
import { returnSlip } from "./sheets/return-slip";

export type NamedDocument = { kind: DocumentKind; id: string };

/**
 * A document of an order, as it stands now, under the letterhead of the shop: in the language of the customer, or in
 * the shop's where it stays there; or an invoice as it was issued. It knows no costs.
 * @throws orderNotFound, shipmentNotFound also without access to the warehouse; documentNotOfStatus, shipmentWasVoided,
 * nothingToPick
 */
export async function loadDocument(ctx: Context, { kind, id }: NamedDocument): Promise<LoadedDocument> {
  if (kind === "invoice" || kind === "credit-note") return loadInvoice(ctx, { kind, id });
  const made = await loadSheet(ctx, { kind, id });
  const fileName = `${DOCUMENT_NAMES[kind].replaceAll(" ", "-")}-${made.number.replaceAll("#", "")}.pdf`;
  return { ...made, createdAt: ctx.now, fileName };
}

type Drawn = { kind: Exclude<DocumentKind, InvoiceKind>; id: string };

function loadSheet(ctx: Context, { kind, id }: Drawn): Promise<Made> {
  if (kind === "packing-slip") return loadPackingSlip(ctx, id);
  if (kind === "return-slip") return loadReturnSlip(ctx, id);
  return loadOrderSheet(ctx, { kind, orderId: id });
}

async function loadReturnSlip(ctx: Context, returnId: string): Promise<Made> {
  const found = await getReturn(ctx, { returnId });
  const order = await getOrder(ctx, { orderId: found.orderId });
  const { language, ...given } = await loadGiven(ctx, order.customer.language);
  const number = formatReturnNumber(found.number);
  return { number, orderId: order.id, language, sheet: returnSlip(found, order, given) };
}

async function loadOrderSheet(
  ctx: Context,
  { kind, orderId }: { kind: OrderDocument; orderId: string },
): Promise<Made> {
  const order = await getOrder(ctx, { orderId });
  if (!documentsOf(order.status).includes(kind)) throw documentNotOfStatus({ kind, status: order.status });
  const number = formatOrderNumber(order.number);
  const isForShop = kind === "pick-list";
  const { language, ...given } = await loadGiven(ctx, isForShop ? null : order.customer.language);
  const sheet = isForShop ? await loadPicks(ctx, order, given) : orderSheet(kind, order, given);
  return { number, orderId, language, sheet };
}

async function loadPicks(ctx: Context, order: Order, given: Given): Promise<Sheet> {
  // What waits for stock is not there: whatever lies in its bins is reserved for others.
  const open = order.lines
    .map((line) => ({ ...line, open: subtractQuantity(line.open, line.waiting) }))
    .filter((line) => line.open > 0);
  if (open.length === 0) throw nothingToPick({});
  const bound = await listAllocated(ctx, order.id);
  const rest = sumByVariant(open).map(({ variantId, quantity }) => ({
    variantId,
    quantity: toQuantity(quantity - sumOf(bound, variantId)),
  }));
  const lines = rest.filter(({ quantity }) => quantity > 0);
  const more = lines.length === 0 ? [] : await suggestPicks(ctx, { warehouseId: order.warehouseId, lines });
  return pickList(order, [...bound, ...more], given);
}

const sumOf = (bound: readonly { variantId: string; quantity: number }[], variantId: string): number =>
  bound.reduce((sum, each) => sum + (each.variantId === variantId ? each.quantity : 0), 0);
